import { dataOfSite, type HelpCatalogue, unsaid } from './command-help.ts';

const passphraseFile = {
  id: 'berkas dengan frasa sandi rahasia, 0600 (biasanya ditanyakan)',
  en: 'a file with the passphrase of the secrets, 0600 (usually it is asked for)',
};

/** The commands with which a hall outlives its controller. */
export const keepingHelp: HelpCatalogue = {
  backup: {
    summary: {
      id: 'tulis cadangan situs ke satu berkas, juga selagi berjalan, dan baca ulang',
      en: 'write a backup of a site to one file, also while it runs, and read it back',
    },
    arguments: {
      site: {
        id: 'berkas situs (biasanya /etc/loket/site.yaml)',
        en: 'the site file (usually /etc/loket/site.yaml)',
      },
    },
    options: {
      '--data': dataOfSite,
      '--out': {
        id: 'folder atau berkas untuk cadangan, misalnya stik USB (biasanya folder ini); tidak ada yang ditimpa',
        en: 'folder or file for the backup, such as a USB stick (usually this folder); nothing is overwritten',
      },
      '--passphrase-file': passphraseFile,
    },
    notes: [
      {
        id:
          'Isinya: berkas situs dan berkas yang disebutnya, jurnal, hitungan perangkat, klip suara, dan sejauh mana kantor ' +
          'pusat memilikinya. Rahasia (kata sandi, kunci) dienkripsi dengan frasa sandi; yang lain dapat dibaca dengan tar. ' +
          'Rekaman suara asli, log dan sesi masuk tidak ikut.',
        en:
          'In it: the site file and the files it names, the journal, the counts of the devices, the clips of the voice, and ' +
          'how far the central office has it. Secrets (passwords, keys) are encrypted under a passphrase; everything else can ' +
          'be read with tar. Original recordings, logs and logins are not in it.',
      },
      {
        id: 'Situs tanpa rahasia tidak memerlukan frasa sandi.',
        en: 'A site without secrets needs no passphrase.',
      },
    ],
    examples: [
      ['sudo loket backup --out /media/usb', unsaid],
      ['sudo loket backup --out /media/usb --passphrase-file frasa.txt', unsaid],
    ],
  },
  bundle: {
    summary: {
      id: 'kumpulkan keadaan, log dan versi ke satu berkas untuk yang membantu, tanpa rahasia dan nomor tiket',
      en: 'gather states, log and versions into one file for whoever helps, without secrets and ticket numbers',
    },
    arguments: {
      site: {
        id: 'berkas situs (biasanya /etc/loket/site.yaml); boleh yang masih salah',
        en: 'the site file (usually /etc/loket/site.yaml); it may have mistakes',
      },
    },
    options: {
      '--data': dataOfSite,
      '--out': {
        id: 'folder atau berkas untuk hasilnya (biasanya folder ini); tidak ada yang ditimpa',
        en: 'folder or file for the result (usually this folder); nothing is overwritten',
      },
      '--username': {
        id: 'akun broker untuk membaca keadaan, bila broker memintanya',
        en: 'account of the broker to read the states with, where it asks for one',
      },
      '--password-file': { id: 'berkas dengan kata sandinya, 0600', en: 'a file with its password, 0600' },
    },
    notes: [
      {
        id:
          'Isinya: loket doctor, loket status, rencana pemasangan, hasil pemeriksaan jurnal, log layanan, versi program dan ' +
          'sistem, dan berkas situs. Rahasia ditulis [secret] dan angka tiket ***. Setiap berkas paling besar 4 MB.',
        en:
          'In it: loket doctor, loket status, the plan of installation, the check of the journal, the log of the service, ' +
          'versions of program and system, and the site file. Secrets are written [secret] and digits of tickets ***. Each ' +
          'file has 4 MB at most.',
      },
    ],
    examples: [['sudo loket bundle --out /media/usb', unsaid]],
  },
  restore: {
    summary: {
      id: 'pulihkan situs dari cadangan; ia belum melayani sampai pengendali asli dinyatakan mati',
      en: 'restore a site from a backup; it does not serve until the original is said to be gone',
    },
    arguments: { archive: { id: 'berkas cadangan', en: 'the file of the backup' } },
    options: {
      '--data': {
        id: 'map data yang diisi; harus kosong',
        en: 'the data folder to fill; it has to be empty',
      },
      '--settings': {
        id: 'folder berkas situs dan berkas yang disebutnya',
        en: 'the folder for the site file and the files it names',
      },
      '--passphrase-file': passphraseFile,
      '--original-is-gone': {
        id: 'pengendali asli mati dan tidak akan dinyalakan lagi: salinan ini boleh melayani',
        en: 'the original is off and will stay off: this copy may serve',
      },
      '--last': {
        id: 'tiket terakhir dari pengendali asli, seperti A-057; boleh berulang, satu tiap layanan',
        en: 'the last ticket of the original, such as A-057; may be repeated, one for each service',
      },
      '--last-day': {
        id: 'hari layanan terakhir pengendali asli (biasanya hari ini)',
        en: 'the last business day of the original (usually today)',
      },
      '--yes': { id: 'jangan bertanya', en: 'do not ask' },
    },
    notes: [
      {
        id:
          'Dua pengendali dengan antrean yang sama memberi nomor yang sama dua kali. Maka salinan menolak tombol, pindaian dan ' +
          'perintah, dan tidak menghubungi kantor pusat (gangguan journal.fenced), sampai seseorang mengatakan bahwa yang asli ' +
          'sudah mati.',
        en:
          'Two controllers with the same queue would give the same number twice. So the copy refuses keys, scans and commands, ' +
          'and does not connect to the central office (fault journal.fenced), until somebody says that the original is gone.',
      },
      {
        id:
          'Nomor yang diberikan sesudah cadangan dibuat tidak diketahui. Setiap layanan melompati separuh dari nomor yang ' +
          'tersisa pada hari itu, atau mulai sesudah nomor yang disebut dengan --last. Keduanya diperlihatkan sebelum ditanyakan.',
        en:
          'Which numbers were given after the backup was made is not known. Each service skips half of the numbers that were ' +
          'left on that day, or begins after the one named with --last. This is shown before the question.',
      },
    ],
    examples: [
      ['sudo loket restore loket-mpp-batam-20261129-0610.tar.gz', unsaid],
      ['sudo loket restore --original-is-gone --last A-057 --last B-012', unsaid],
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
