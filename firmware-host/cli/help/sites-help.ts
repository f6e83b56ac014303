import { type HelpCatalogue, unsaid } from './command-help.ts';

/** For who keeps many sites: their cards, and the repository of new versions. */
export const sitesHelp: HelpCatalogue = {
  image: {
    summary: {
      id: 'tulis kartu untuk beberapa situs, satu demi satu, dan baca kembali',
      en: 'write cards for several sites, one after the other, and read them back',
    },
    arguments: {
      sites: {
        id: 'berkas situs, atau folder yang berisi folder per situs dengan site.yaml',
        en: 'site files, or a folder with a folder for each site that has a site.yaml',
      },
    },
    options: {
      '--card': {
        id: 'tempat kartu dipasang (mount), satu demi satu: partisi sistemnya',
        en: 'where the cards are mounted, one after the other: their partition with the system',
      },
      '--node': { id: 'Node di kartu', en: 'Node on the card' },
      '--yes': {
        id: 'jangan bertanya, bila hanya satu situs',
        en: 'do not ask, where there is one site only',
      },
    },
    notes: [
      {
        id:
          'Kartu berisi sistem yang baru, misalnya Raspberry Pi OS, sebaiknya dengan paket loket. Semua situs diperiksa sebelum ' +
          'kartu pertama: kesalahan, rahasia yang hilang, dan id atau rahasia yang sama pada dua situs. Rahasia diambil dari ' +
          'folder berkas situsnya; port USB dari berkas usb-ports di sampingnya.',
        en:
          'A card has a fresh system on it, such as Raspberry Pi OS, best with the package of loket. All sites are checked ' +
          'before the first card: mistakes, missing secrets, and an id or a secret that two sites have in common. Secrets ' +
          'come from the folder of the site file; USB ports from a file usb-ports beside it.',
      },
      {
        id: 'Tidak pernah menulis ke disk mesin ini, disk tetap, kartu dengan situs lain, atau kartu dengan data situs.',
        en: 'It never writes to a disk of this machine, a card with another site on it, or one with data of a site.',
      },
    ],
    examples: [
      ['sudo loket image batam.yaml --card /mnt', unsaid],
      ['sudo loket image mpp/ --card /mnt', unsaid],
    ],
  },
  repository: {
    summary: {
      id: 'buat tempat versi baru bertanda tangan untuk situs: folder, stik USB atau server web',
      en: 'make a signed place of new versions for sites: a folder, a USB stick or a web server',
    },
    arguments: {
      folder: {
        id: 'folder yang dibuat atau diperbarui',
        en: 'the folder to make or renew',
      },
      packages: {
        id: 'berkas paket (.deb) yang ditambahkan; yang terletak di folder itu juga ikut',
        en: 'packages (.deb) to add; those that lie in the folder are taken too',
      },
    },
    options: {
      '--key': {
        id: 'berkas kunci rahasia, 0600 (biasanya ~/.config/loket/repository.key); dibuat bila belum ada',
        en: 'the file of the secret key, 0600 (usually ~/.config/loket/repository.key); made where there is none',
      },
    },
    notes: [
      {
        id:
          'Situs mempercayai bagian umum kunci itu, loket-repository.asc di folder yang sama: sebut keduanya di berkas situs ' +
          '(updates). Simpan salinan kunci rahasia di tempat aman.',
        en:
          'Sites trust the public part of that key, loket-repository.asc in the same folder: name both in the site file ' +
          '(updates). Keep a copy of the secret key in a safe place.',
      },
      {
        id:
          'Versi lama tetap tersedia. Untuk menghapusnya, hapus berkasnya dari pool/, lalu ulangi perintah ini. Apa pun yang ' +
          'menghentikan perintah ini, apt melihat isi yang lama atau yang baru, tidak pernah sebagian.',
        en:
          'Earlier versions stay available. To drop one, remove its file from pool/ and repeat the command. Whatever ends ' +
          'this command, apt sees what was there before or what is new, never a part.',
      },
      {
        id: 'Diperlukan: sudo apt install apt-utils gnupg',
        en: 'Needed: sudo apt install apt-utils gnupg',
      },
    ],
    examples: [
      ['loket repository /srv/loket loket_0.3.0_arm64.deb loket_0.3.0_amd64.deb', unsaid],
      ['loket repository /media/loket --key /media/brankas/repository.key', unsaid],
    ],
  },
};
