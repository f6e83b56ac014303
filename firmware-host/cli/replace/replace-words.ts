import type { Language } from '../../../config/site.ts';
import type { Untied } from './tie.ts';

/** What `loket replace` says. A thing that is plugged in is told by `thing`. */
export interface ReplaceWords {
  unknown(device: string, known: readonly string[]): string;
  untied(device: string, untied: Untied): string;
  thing(name: string, ids: string | undefined, serial: string | undefined, port: string | undefined): string;
  stillThere(device: string, thing: string): string;
  noSpare(device: string, was: string): string;
  notChosen(device: string, chosen: string): string;
  readonly others: string;
  several(device: string): string;
  readonly choose: string;
  nameless(thing: string): string;
  byHand(file: string): string;
  notWritable(file: string, why: string): string;
  volatile(file: string, why: string): string;
  notRunning(data: string): string;
  readonly asRoot: string;
  heading(device: string, kind: string, counter: string | undefined): string;
  was(what: string): string;
  becomes(thing: string): string;
  alike(devices: readonly string[]): string;
  readonly willDo: string;
  readonly dryRun: string;
  question(device: string): string;
  readonly needsYes: string;
  readonly kept: string;
  trying(device: string): string;
  failedTrial(note: string): string;
  unfinished(device: string): string;
  works(device: string): string;
  notYetThere(device: string): string;
  notTaken(device: string, seconds: number): string;
}

const again = (device: string) => `sudo loket replace ${device}`;

const id: ReplaceWords = {
  unknown: (device, known) => `tidak ada perangkat '${device}'; yang ada: ${known.join(', ')}`,
  untied(device, untied) {
    const nothing = `tidak ada yang perlu ditulis untuk pengganti ${device}`;
    switch (untied.why) {
      case 'pins':
        return `${nothing}: ia tersambung pada pin dan tidak punya nomor seri. Pasang pada pin yang sama`;
      case 'board':
        return `${nothing}: ia tersambung pada papan ${untied.board}. Bila papannya yang diganti: ${again(untied.board)}`;
      case 'network':
        return `${nothing}: ia dikenal dari alamat jaringannya. Beri penggantinya alamat yang sama: ${untied.address}`;
      case 'place':
        return `${nothing}: ia dikenal dari ${untied.place}, bukan dari nomor seri. Pasang di tempat yang sama`;
    }
  },
  thing: (name, ids, serial, port) =>
    [
      name,
      ids,
      serial === undefined ? 'tanpa nomor seri' : `nomor seri ${serial}`,
      port && `port USB ${port}`,
    ]
      .filter(Boolean)
      .join(', '),
  stillThere: (device, thing) =>
    `di tempat ${device} masih terpasang: ${thing}.\n` +
    'Bila itu penggantinya, tidak ada yang perlu ditulis. Bila itu yang lama, cabut dahulu',
  noSpare: (device, was) =>
    `tidak ada pengganti ${device} yang terpasang: model yang sama dengan ${was}, belum dipakai perangkat lain`,
  notChosen: (device, chosen) => `tidak ada pengganti ${device} dengan nomor seri atau port USB '${chosen}'`,
  others: 'Terpasang dan belum dipakai, tetapi tidak cocok:',
  several: (device) => `ada beberapa pengganti ${device}:`,
  choose: 'Pilih satu dengan --serial NOMOR, atau --serial PORT bila tanpa nomor seri.',
  nameless: (thing) =>
    `${thing}: tanpa nomor seri ia tidak dapat dibedakan dari yang lain.\n` +
    'Kenali lewat port USB: tulis path: /dev/loket/NAMA (lihat `loket discover`), lalu `loket install` dengan --usb-port',
  byHand: (file) =>
    `${file} menulisnya dengan cara yang tidak diubah oleh program: ubah sendiri, lalu sudo loket install`,
  notWritable: (file, why) => `${file} tidak dapat ditulis: ${why}`,
  volatile: (file, why) =>
    `${file} akan hilang bila mesin dinyalakan ulang (${why}): matikan overlay dahulu, lihat docs/keeping.md`,
  notRunning: (data) =>
    `ruang layanan tidak berjalan dengan data di ${data}: sudo systemctl start loket, atau sebut --data`,
  asRoot: 'ini mengubah sistem: jalankan dengan sudo, atau lihat dahulu dengan --dry-run',
  heading: (device, kind, counter) => `${device} (${kind})${counter === undefined ? '' : `, ${counter}`}`,
  was: (what) => `  sebelumnya: ${what}, tidak tersambung`,
  becomes: (thing) => `  pengganti:  ${thing}`,
  alike: (devices) => `  ikut berubah, karena pada jalur yang sama: ${devices.join(', ')}`,
  willDo: 'Sesudah dicoba:',
  dryRun: 'Belum ada yang diubah (--dry-run).',
  question: (device) => `Ganti? Ketik ${device}: `,
  needsYes: 'tidak ada terminal untuk bertanya: tambahkan --yes',
  kept: 'Tidak ada yang diubah.',
  trying: (device) => `Mencoba pengganti ${device}:`,
  failedTrial: (note) => `penggantinya tidak bekerja, jadi tidak ada yang diubah: ${note}`,
  unfinished: (device) =>
    `Belum selesai. Yang sudah dilakukan tetap ada: perbaiki sebabnya, lalu ulangi ${again(device)}`,
  works: (device) => `${device} bekerja lagi, dan penggantiannya tercatat.`,
  notYetThere: (device) => `${device} sudah diganti dan tercatat; keadaannya: loket status`,
  notTaken: (device, seconds) =>
    `penggantian ${device} belum terlihat pada ruang layanan dalam ${seconds} detik: lihat loket logs dan loket status.\n` +
    'Berkas situs yang lama ada di /etc/loket/site.yaml.old',
};

const en: ReplaceWords = {
  unknown: (device, known) => `there is no device '${device}'; there is: ${known.join(', ')}`,
  untied(device, untied) {
    const nothing = `nothing is to be written for a spare of ${device}`;
    switch (untied.why) {
      case 'pins':
        return `${nothing}: it is wired to pins and has no serial number. Wire the spare to the same pins`;
      case 'board':
        return `${nothing}: it hangs on the board ${untied.board}. If the board is what was replaced: ${again(untied.board)}`;
      case 'network':
        return `${nothing}: it is known by its network address. Give the spare the same one: ${untied.address}`;
      case 'place':
        return `${nothing}: it is known by ${untied.place}, not by a serial number. Plug the spare into the same place`;
    }
  },
  thing: (name, ids, serial, port) =>
    [
      name,
      ids,
      serial === undefined ? 'no serial number' : `serial number ${serial}`,
      port && `USB port ${port}`,
    ]
      .filter(Boolean)
      .join(', '),
  stillThere: (device, thing) =>
    `in the place of ${device} there is still: ${thing}.\n` +
    'If that is the spare, nothing has to be written. If it is the old one, unplug it first',
  noSpare: (device, was) =>
    `no spare for ${device} is plugged in: of the same model as ${was}, and used by no other device`,
  notChosen: (device, chosen) => `no spare for ${device} has the serial number or USB port '${chosen}'`,
  others: 'Plugged in and not used, but not fitting:',
  several: (device) => `there are several spares for ${device}:`,
  choose: 'Choose one with --serial NUMBER, or --serial PORT where it has no number.',
  nameless: (thing) =>
    `${thing}: without a serial number it cannot be told from others.\n` +
    'Know it by its USB port: write path: /dev/loket/NAME (see `loket discover`), then `loket install` with --usb-port',
  byHand: (file) =>
    `${file} says it in a way that no program changes: change it yourself, then sudo loket install`,
  notWritable: (file, why) => `${file} cannot be written: ${why}`,
  volatile: (file, why) =>
    `${file} would be lost when the machine restarts (${why}): turn the overlay off first, see docs/keeping.md`,
  notRunning: (data) => `no hall runs with its data in ${data}: sudo systemctl start loket, or name --data`,
  asRoot: 'this changes the system: run it with sudo, or look first with --dry-run',
  heading: (device, kind, counter) => `${device} (${kind})${counter === undefined ? '' : `, ${counter}`}`,
  was: (what) => `  before: ${what}, not connected`,
  becomes: (thing) => `  spare:  ${thing}`,
  alike: (devices) => `  changed with it, being on the same line: ${devices.join(', ')}`,
  willDo: 'Once it was tried:',
  dryRun: 'Nothing was changed (--dry-run).',
  question: (device) => `Replace it? Type ${device}: `,
  needsYes: 'there is no terminal to ask at: add --yes',
  kept: 'Nothing was changed.',
  trying: (device) => `Trying the spare of ${device}:`,
  failedTrial: (note) => `the spare does not work, so nothing was changed: ${note}`,
  unfinished: (device) =>
    `Not finished. The steps already done stay: fix the cause, then again ${again(device)}`,
  works: (device) => `${device} works again, and that it was replaced is on record.`,
  notYetThere: (device) => `${device} was replaced, and that is on record; how it is: loket status`,
  notTaken: (device, seconds) =>
    `the hall has not shown ${device} replaced within ${seconds} s: see loket logs and loket status.\n` +
    'The earlier site file is /etc/loket/site.yaml.old',
};

export const replaceWords: Readonly<Record<Language, ReplaceWords>> = { id, en };
