import type { Language } from '../../../config/site.ts';

export interface BackupWords {
  readonly copying: string;
  readonly packing: string;
  readonly checking: string;
  readonly restoring: string;
  readonly made: (out: string, megabytes: string, records: number) => string;
  readonly leftOut: (paths: string) => string;
  readonly keepPassphrase: string;
  readonly isThere: (path: string) => string;
  readonly noJournal: (data: string) => string;
  readonly noRoom: (folder: string, needed: number, free: number) => string;
  readonly cannotWrite: (folder: string, why: string) => string;
  readonly full: (folder: string, option: string) => string;
  readonly tooManyFiles: (most: number) => string;
  readonly noBackup: (archive: string, why: string) => string;
  readonly notWhole: (archive: string, why: string) => string;
  readonly altered: (archive: string, path: string) => string;
  readonly newer: (archive: string) => string;
  readonly wrongPassphrase: string;
  readonly passphrase: string;
  readonly passphraseAgain: string;
  readonly passphrasesDiffer: string;
  readonly passphraseShort: (least: number) => string;
  readonly notEmpty: (data: string, names: string) => string;
  readonly otherThere: (path: string) => string;
  readonly restored: (site: string, made: string, records: number, data: string) => string;
  readonly fencedNow: (data: string, settings: string) => string;
  readonly installNext: (siteFile: string) => string;
  readonly needArchive: string;
  readonly otherSite: (data: string, owner: string, site: string) => string;
  readonly noFence: (data: string) => string;
  readonly dayBefore: (said: string, day: string) => string;
  readonly needDay: string;
  readonly backupKnowsMore: (ticket: string) => string;
  readonly noSuchTicket: (ticket: string) => string;
  readonly meaning: (made: string, lastDay: string) => readonly string[];
  readonly inBackup: string;
  readonly firstNow: string;
  readonly none: string;
  readonly noneLeft: string;
  readonly question: (answer: string) => string;
  readonly needsYes: string;
  readonly stopFirst: string;
  readonly kept: string;
  readonly lifted: string;
}

export const backupWords: Readonly<Record<Language, BackupWords>> = {
  id: {
    copying: 'Menyalin jurnal ...',
    packing: 'Mengemas ...',
    checking: 'Memeriksa isi cadangan ...',
    restoring: 'Menaruh kembali ...',
    made: (out, megabytes, records) =>
      `${out}: ${megabytes} MB, sampai catatan ${records}, sudah dibaca ulang dan utuh.`,
    leftOut: (paths) => `Tidak ikut, karena jalurnya mulai dari /: ${paths}`,
    keepPassphrase:
      'Rahasia situs hanya dapat dibuka dengan frasa sandinya: simpan frasa itu di tempat lain.',
    isThere: (path) => `${path} sudah ada dan tidak diganti: pilih nama lain dengan --out`,
    noJournal: (data) => `tidak ada jurnal di ${data}: sebut map data situs dengan --data`,
    noRoom: (folder, needed, free) =>
      `ruang di ${folder} kurang: perlu ${needed} MB untuk sementara, tersedia ${free} MB. Pilih disk lain dengan --out`,
    cannotWrite: (folder, why) => `di ${folder} tidak dapat ditulis (${why}): pilih tempat lain dengan --out`,
    full: (folder, option) =>
      `ruang di ${folder} habis; tidak ada yang ditinggalkan. Kosongkan, atau pilih disk lain dengan ${option}`,
    tooManyFiles: (most) => `cadangan memuat paling banyak ${most} berkas`,
    noBackup: (archive, why) => `${archive} bukan cadangan Loket yang dapat dibaca: ${why}`,
    notWhole: (archive, why) => `${archive} terpotong atau rusak, pakai salinan lain: ${why}`,
    altered: (archive, path) => `${archive} rusak atau diubah (${path}): pakai salinan lain`,
    newer: (archive) => `${archive} dibuat oleh versi Loket yang lebih baru: pasang versi itu`,
    wrongPassphrase: 'frasa sandinya bukan yang dipakai saat cadangan dibuat',
    passphrase: 'Frasa sandi: ',
    passphraseAgain: 'Sekali lagi: ',
    passphrasesDiffer: 'keduanya tidak sama',
    passphraseShort: (least) => `frasa sandi paling sedikit ${least} karakter; beberapa kata lebih baik`,
    notEmpty: (data, names) =>
      `${data} tidak kosong (${names}): data yang ada tidak pernah ditimpa. Pindahkan dahulu, atau sebut map lain dengan --data`,
    otherThere: (path) => `${path} sudah ada dengan isi lain, dan tidak diganti: pindahkan dahulu`,
    restored: (site, made, records, data) =>
      `${site} dipulihkan ke ${data}: cadangan ${made}, sampai catatan ${records}.`,
    fencedNow: (data, settings) =>
      'Belum ada nomor dan panggilan dari pengendali ini, karena yang asli mungkin masih bekerja.\n' +
      `Bila yang asli sudah mati dan tidak akan dinyalakan lagi: loket restore --original-is-gone --data ${data} --settings ${settings}`,
    installNext: (siteFile) => `Selanjutnya: sudo loket install ${siteFile}`,
    needArchive: 'sebut berkas cadangan, atau --original-is-gone',
    otherSite: (data, owner, site) =>
      `data di ${data} milik situs ${owner}, bukan ${site}: sebut map pengaturannya dengan --settings`,
    noFence: (data) => `${data} tidak menunggu pengendali asli: tidak ada yang perlu dilepas`,
    dayBefore: (said, day) => `cadangan ini memuat hari layanan ${day}, jadi ${said} bukan hari terakhirnya`,
    needDay:
      'jam mesin ini belum pasti benar: sebut hari layanan terakhir pengendali asli dengan --last-day YYYY-MM-DD',
    backupKnowsMore: (ticket) =>
      `cadangan ini sendiri sudah memuat ${ticket}: nomor terakhir tidak mungkin lebih kecil`,
    noSuchTicket: (ticket) => `tidak ada layanan dengan nomor seperti '${ticket}'`,
    meaning: (made, lastDay) => [
      `Cadangan dibuat ${made || 'pada waktu yang tidak diketahui'}. Apa yang terjadi sesudahnya tidak diketahui di sini: tiket yang diambil kemudian tidak`,
      'dikenal, pemegangnya perlu tiket baru. Agar tidak ada nomor yang keluar dua kali, setiap layanan sampai dengan',
      `${lastDay} mulai dari nomor di bawah ini; hari berikutnya dari awal. Bila di kertas atau papan ada nomor yang lebih`,
      'besar, jangan lanjutkan: sebut nomor terakhir itu dengan --last, misalnya --last A-730.',
    ],
    inBackup: 'terakhir di cadangan',
    firstNow: 'nomor berikutnya',
    none: '-',
    noneLeft: 'habis hari itu',
    question: (answer) => `Pengendali asli mati dan tidak akan dinyalakan lagi? Ketik ${answer}: `,
    needsYes: 'tambahkan --yes bila pengendali asli memang mati dan tidak akan dinyalakan lagi',
    stopFirst: 'Hentikan dahulu layanannya: sudo systemctl stop loket',
    kept: 'Tidak ada yang diubah.',
    lifted: 'Pengendali ini boleh melayani. Mulai: sudo systemctl start loket',
  },
  en: {
    copying: 'Copying the journal ...',
    packing: 'Packing ...',
    checking: 'Checking what is in the backup ...',
    restoring: 'Putting everything in its place ...',
    made: (out, megabytes, records) =>
      `${out}: ${megabytes} MB, up to record ${records}, read back and found sound.`,
    leftOut: (paths) => `Left out, because their paths begin at /: ${paths}`,
    keepPassphrase: 'The secrets of the site open with their passphrase only: keep it in another place.',
    isThere: (path) => `${path} is there already and is not replaced: choose another name with --out`,
    noJournal: (data) => `there is no journal in ${data}: name the data folder of the site with --data`,
    noRoom: (folder, needed, free) =>
      `there is too little room in ${folder}: ${needed} MB are needed for a while, ${free} MB are free. Choose another disk with --out`,
    cannotWrite: (folder, why) =>
      `nothing can be written to ${folder} (${why}): choose another place with --out`,
    full: (folder, option) =>
      `there is no room left in ${folder}; nothing was left behind. Make room, or choose another disk with ${option}`,
    tooManyFiles: (most) => `a backup has ${most} files at most`,
    noBackup: (archive, why) => `${archive} is no backup of Loket that can be read: ${why}`,
    notWhole: (archive, why) => `${archive} is cut off or damaged, take another copy: ${why}`,
    altered: (archive, path) => `${archive} is damaged or was altered (${path}): take another copy`,
    newer: (archive) => `${archive} was made by a newer version of Loket: install that version`,
    wrongPassphrase: 'the passphrase is not the one with which the backup was made',
    passphrase: 'Passphrase: ',
    passphraseAgain: 'Once more: ',
    passphrasesDiffer: 'the two are not the same',
    passphraseShort: (least) => `a passphrase has ${least} characters at least; some words are better`,
    notEmpty: (data, names) =>
      `${data} is not empty (${names}): data that is there is never overwritten. Move it away, or name another folder with --data`,
    otherThere: (path) => `${path} is there with other content, and is not replaced: move it away first`,
    restored: (site, made, records, data) =>
      `${site} is restored to ${data}: the backup of ${made}, up to record ${records}.`,
    fencedNow: (data, settings) =>
      'This controller gives no numbers and calls nobody yet, because the original may still be at work.\n' +
      `When the original is off and will stay off: loket restore --original-is-gone --data ${data} --settings ${settings}`,
    installNext: (siteFile) => `Next: sudo loket install ${siteFile}`,
    needArchive: 'name the archive of a backup, or --original-is-gone',
    otherSite: (data, owner, site) =>
      `the data in ${data} are of the site ${owner}, not of ${site}: name the folder of its settings with --settings`,
    noFence: (data) => `${data} does not wait for an original: there is nothing to lift`,
    dayBefore: (said, day) => `this backup has the business day ${day}, so ${said} was not the last one`,
    needDay:
      'the clock of this machine is not known to be right: name the last business day of the original with --last-day YYYY-MM-DD',
    backupKnowsMore: (ticket) =>
      `the backup itself has ${ticket} already: the last number cannot be a smaller one`,
    noSuchTicket: (ticket) => `there is no service with a number like '${ticket}'`,
    meaning: (made, lastDay) => [
      `The backup was made ${made || 'at an unknown time'}. What happened after it is not known here: tickets taken since then are unknown, and`,
      'their holders need new ones. So that no number comes out twice, each service begins at the number below until',
      `${lastDay} is over; on the next day from the start. If a larger number stands on paper or on a display, do not go on:`,
      'name that last number with --last, such as --last A-730.',
    ],
    inBackup: 'last in the backup',
    firstNow: 'next number',
    none: '-',
    noneLeft: 'none that day',
    question: (answer) => `Is the original off, and will it stay off? Type ${answer}: `,
    needsYes: 'add --yes if the original is off and will stay off',
    stopFirst: 'Stop the service first: sudo systemctl stop loket',
    kept: 'Nothing was changed.',
    lifted: 'This controller may serve. Start it: sudo systemctl start loket',
  },
};
