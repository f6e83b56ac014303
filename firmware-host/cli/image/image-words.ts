import type { Language } from '../../../config/site.ts';
import type { NoCard } from './card.ts';

/** What `loket image` says. */
export interface ImageWords {
  noSites(named: readonly string[]): string;
  tooManySites(count: number, most: number): string;
  readonly nothingWritten: string;
  mistakes(path: string): string;
  missing(path: string, name: string): string;
  unplaced(path: string, links: readonly string[]): string;
  sameId(id: string, one: string, other: string): string;
  sameSecret(name: string, one: string, other: string): string;
  willWrite(count: number): string;
  refused(dir: string, no: NoCard): string;
  noNode(node: string): string;
  otherMachine(node: string): string;
  card(at: number, of: number, site: string, dir: string): string;
  readonly choices: string;
  readonly needsTerminal: string;
  needsYes(site: string): string;
  writing(site: string, disk: string): string;
  readonly readingBack: string;
  readonly fromMemory: string;
  wrong(paths: readonly string[]): string;
  takeOut(site: string, dir: string): string;
  readonly columns: readonly [site: string, title: string, result: string];
  written(files: number, disk: string): string;
  readonly skipped: string;
  failed(why: string): string;
  readonly notReached: string;
}

const id: ImageWords = {
  noSites: (named) => `tidak ada berkas situs di ${named.join(', ')}`,
  tooManySites: (count, most) => `${count} situs sekaligus: paling banyak ${most}`,
  nothingWritten: 'belum ada kartu yang ditulis. Perbaiki dahulu:',
  missing: (path, name) => `${path}: berkas ${name} tidak ada di sampingnya`,
  mistakes: (path) => `${path}: ada kesalahan, lihat di atas`,
  unplaced: (path, links) =>
    `${path}: port USB belum diketahui: ${links.map((name) => `/dev/loket/${name}`).join(', ')}. Tulis NAMA PORT, satu per baris, di berkas usb-ports di sampingnya`,
  sameId: (site, one, other) => `${one} dan ${other} memakai id yang sama (${site})`,
  sameSecret: (name, one, other) =>
    `rahasia ${name} sama untuk ${one} dan ${other}: beri setiap situs folder dan rahasianya sendiri`,
  willWrite: (count) => `${count} situs, satu kartu untuk masing-masing:`,
  refused(dir, no) {
    switch (no.why) {
      case 'not-mounted':
        return `tidak ada kartu yang dipasang (mount) di ${dir}: hubungkan kartunya, misalnya sudo mount /dev/sdX2 ${dir}`;
      case 'root-disk':
        return `${dir} ada di disk yang menjalankan mesin ini (${no.detail}): itu bukan kartu`;
      case 'fixed-disk':
        return `${dir} ada di disk tetap (${no.detail}): itu bukan kartu`;
      case 'no-disk':
        return `${dir} bukan kartu dan bukan image: ${no.detail}`;
      case 'no-system':
        return `di ${dir} tidak ada sistem (/etc/os-release): tulis dahulu Raspberry Pi OS ke kartu, lalu pasang partisi keduanya`;
      case 'other-site':
        return `kartu di ${dir} sudah berisi situs lain (${no.detail}): masukkan kartu berikutnya`;
      case 'has-data':
        return `kartu di ${dir} sudah berisi data situs (/var/lib/loket): pakai kartu baru`;
    }
  },
  noNode: (node) =>
    `di kartu tidak ada ${node}: pasang paket loket di kartu itu, atau sebut Node-nya dengan --node`,
  otherMachine: (node) =>
    `${node} di kartu adalah untuk prosesor lain dari mesin ini, jadi program dari sini tidak berjalan di sana: pasang paket loket di kartu itu dan pakai paketnya di sini juga`,
  card: (at, of, site, dir) => `Kartu ${at} dari ${of}: ${site}. Masukkan kartunya dan pasang di ${dir}.`,
  choices: 'Enter: tulis; l: lewati situs ini; q: selesai sampai di sini. ',
  needsTerminal: 'beberapa kartu memerlukan terminal, untuk menunggu kartu berikutnya',
  needsYes: (site) => `tidak ada terminal untuk bertanya: tambahkan --yes untuk menulis ${site}`,
  writing: (site, disk) => `Menulis ${site} ke ${disk} ...`,
  readingBack: 'Membaca kembali dari kartu ...',
  fromMemory: 'Tanpa sudo, sebagian mungkin dibaca dari memori dan bukan dari kartu.',
  wrong: (paths) =>
    `kartunya tidak menyimpan yang ditulis: ${paths.slice(0, 5).join(', ')}. Pakai kartu lain`,
  takeOut: (site, dir) => `Lepaskan dengan: sudo umount ${dir}. Tulis "${site}" pada kartunya.`,
  columns: ['situs', 'nama', 'hasil'],
  written: (files, disk) => `ditulis ke ${disk}, ${files} berkas dibaca kembali`,
  skipped: 'dilewati',
  failed: (why) => `gagal: ${why}`,
  notReached: 'belum',
};

const en: ImageWords = {
  noSites: (named) => `there is no site file in ${named.join(', ')}`,
  tooManySites: (count, most) => `${count} sites at once: ${most} at most`,
  nothingWritten: 'no card was written yet. Mend this first:',
  missing: (path, name) => `${path}: there is no file ${name} beside it`,
  mistakes: (path) => `${path}: it has mistakes, see above`,
  unplaced: (path, links) =>
    `${path}: USB ports are not known yet: ${links.map((name) => `/dev/loket/${name}`).join(', ')}. Write NAME PORT, one a line, in a file usb-ports beside it`,
  sameId: (site, one, other) => `${one} and ${other} have the same id (${site})`,
  sameSecret: (name, one, other) =>
    `the secret ${name} is the same for ${one} and ${other}: give each site a folder and secrets of its own`,
  willWrite: (count) => `${count} sites, a card for each:`,
  refused(dir, no) {
    switch (no.why) {
      case 'not-mounted':
        return `no card is mounted at ${dir}: plug it in and mount it, such as sudo mount /dev/sdX2 ${dir}`;
      case 'root-disk':
        return `${dir} is on the disk that this machine runs from (${no.detail}): that is no card`;
      case 'fixed-disk':
        return `${dir} is on a disk that is built in (${no.detail}): that is no card`;
      case 'no-disk':
        return `${dir} is neither a card nor an image: ${no.detail}`;
      case 'no-system':
        return `there is no system at ${dir} (/etc/os-release): write Raspberry Pi OS to the card first, then mount its second partition`;
      case 'other-site':
        return `the card at ${dir} has another site on it (${no.detail}): plug the next card in`;
      case 'has-data':
        return `the card at ${dir} has data of a site on it (/var/lib/loket): take a new card`;
    }
  },
  noNode: (node) =>
    `the card has no ${node}: install the package of loket on it, or name its Node with --node`,
  otherMachine: (node) =>
    `${node} on the card is for another processor than this machine has, so the program from here does not run there: install the package of loket on the card, and use the package here too`,
  card: (at, of, site, dir) => `Card ${at} of ${of}: ${site}. Plug its card in and mount it at ${dir}.`,
  choices: 'Enter: write it; s: skip this site; q: that is all. ',
  needsTerminal: 'several cards need a terminal, to wait for the next card',
  needsYes: (site) => `there is no terminal to ask at: add --yes to write ${site}`,
  writing: (site, disk) => `Writing ${site} to ${disk} ...`,
  readingBack: 'Reading it back from the card ...',
  fromMemory: 'Without sudo, some of it may be read from memory and not from the card.',
  wrong: (paths) =>
    `the card does not keep what was written: ${paths.slice(0, 5).join(', ')}. Take another card`,
  takeOut: (site, dir) => `Take it out with: sudo umount ${dir}. Write "${site}" on the card.`,
  columns: ['site', 'title', 'result'],
  written: (files, disk) => `written to ${disk}, ${files} files read back`,
  skipped: 'skipped',
  failed: (why) => `failed: ${why}`,
  notReached: 'not yet',
};

export const imageWords: Readonly<Record<Language, ImageWords>> = { id, en };
