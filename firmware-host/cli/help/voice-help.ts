import { dataOfSite, type HelpCatalogue, siteArgument } from './command-help.ts';

const exits = {
  id: 'Kode keluar: 0 setiap kata dapat diucapkan, 1 ada yang salah atau kurang, 2 perintahnya sendiri salah.',
  en: 'Exit codes: 0 every word can be said, 1 something is wrong or missing, 2 the command itself is wrong.',
};

/** The commands that make what the speakers of a site say. */
export const voiceHelp: HelpCatalogue = {
  voice: {
    summary: {
      id: 'klip yang diucapkan pengeras suara: apa yang direkam, membuatnya, memeriksanya',
      en: 'the clips that the speakers of a site say: what to record, make them, check them',
    },
    notes: [
      {
        id:
          'Rekaman didahulukan daripada espeak-ng, kata demi kata; foldernya ditulis sebagai `voice: { clips: FOLDER }` di ' +
          'berkas situs. Loket memutar klip yang sudah dibuat, dan memakai buatan baru dalam sepuluh detik.',
        en:
          'A recording goes before espeak-ng, word by word; its folder is `voice: { clips: DIR }` in the site file. The hall ' +
          'plays what was built, and notices within ten seconds when it was built anew.',
      },
    ],
    examples: [
      [
        'sudo apt install ffmpeg espeak-ng',
        { id: 'sekali, di mesin pembuat klip', en: 'once, where clips are built' },
      ],
      [
        'loket voice build site.yaml --data /var/lib/loket',
        { id: 'semua kata, diucapkan espeak-ng', en: 'all words, spoken by espeak-ng' },
      ],
      [
        'loket voice sheet site.yaml --html > record.html',
        { id: 'kata-kata untuk direkam', en: 'the words for a person to record' },
      ],
      [
        'loket voice check site.yaml --data /var/lib/loket',
        { id: 'apa yang kurang, pelan, panjang', en: 'what is missing, quiet, long' },
      ],
    ],
  },
  'voice build': {
    summary: {
      id: 'buat klip situs di folder datanya, juga selagi sistem berjalan',
      en: 'make the clips of the site in its data folder, also while the hall runs',
    },
    arguments: { site: siteArgument },
    options: {
      '--data': dataOfSite,
      '--card': {
        id: 'tulis klipnya juga ke kartu SD DFPlayer yang terpasang di sana',
        en: 'write the clips to the SD card of a DFPlayer too, which is mounted there',
      },
    },
    notes: [
      {
        id:
          'Setiap kata dipangkas dan dibuat sama keras (-18 LUFS, puncak paling tinggi -2 dB). Yang tidak berubah tidak ' +
          'dibuat lagi. Rekaman yang tidak dapat dipakai disebut, dan klip lamanya tetap. Klip baru menggantikan semuanya ' +
          'sekaligus.',
        en:
          'Each word is trimmed and made equally loud (-18 LUFS, true peak -2 dB at most). What did not change is not made ' +
          'again. A recording that cannot be used is named, and the clip from before stays. The new clips replace the old ' +
          'ones all at once.',
      },
      exits,
    ],
  },
  'voice sheet': {
    summary: {
      id: 'cetak kata-kata yang perlu direkam, beserta nama berkasnya',
      en: 'print the words to record, with the names of their files',
    },
    arguments: { site: siteArgument },
    options: {
      '--csv': { id: 'sebagai tabel untuk lembar kerja', en: 'as a table for a spreadsheet' },
      '--html': { id: 'sebagai halaman untuk dicetak', en: 'as a page for the printer' },
    },
  },
  'voice check': {
    summary: {
      id: 'sebut yang salah pada rekaman dan klip: hilang, pelan, terlalu keras, terlalu panjang, salah nama',
      en: 'list what is wrong with the recordings and the clips: missing, quiet, too loud, too long, misspelt',
    },
    arguments: { site: siteArgument },
    options: { '--data': dataOfSite },
    notes: [exits],
  },
};
