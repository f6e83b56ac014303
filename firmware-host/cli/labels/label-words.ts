import type { Language } from '../../../config/site.ts';

/** What `loket labels` says. */
export interface LabelWords {
  unknown(device: string, known: readonly string[]): string;
  readonly noDevices: string;
  badAddress(written: string): string;
  addressTooLong(address: string, most: number): string;
  codeIs(address: string): string;
  readonly codeIsName: string;
  written(of: {
    readonly count: number;
    readonly folder: string;
    readonly printer: string;
    readonly dots: number;
  }): string;
  will(of: { readonly count: number; readonly printer: string; readonly paperMm: number }): string;
  question(count: number): string;
  readonly needsYes: string;
  readonly kept: string;
  inUse(data: string): string;
  printed(at: number, of: number, device: string, done: 'acknowledged' | 'sent'): string;
  stopped(device: string, rest: readonly string[], site: string): string;
  all(count: number): string;
}

const id: LabelWords = {
  unknown: (device, known) => `tidak ada perangkat '${device}'; yang ada: ${known.join(', ')}`,
  noDevices: 'situs ini tidak punya perangkat',
  badAddress: (written) => `'${written}' bukan alamat seperti http://10.0.0.5:8080`,
  addressTooLong: (address, most) => `alamat ${address} lebih panjang dari ${most} karakter`,
  codeIs: (address) =>
    `Kode QR membuka ${address}#PERANGKAT. Bila ponsel di sini menemukannya di alamat lain: --address http://ALAMAT:PORT`,
  codeIsName:
    'Kode QR berisi nama situs dan perangkat, karena halaman /status tidak terbuka untuk jaringan (web: { pages: [status] }).',
  written: ({ count, folder, printer, dots }) =>
    `${folder}: ${count} stiker seperti yang akan keluar dari ${printer}, lebar ${dots} titik.`,
  will: ({ count, printer, paperMm }) =>
    `${count} stiker di ${printer}, kira-kira ${Math.ceil(paperMm / 10)} cm kertas.`,
  question: (count) => `Cetak? Ketik ${count}: `,
  needsYes: 'tidak ada terminal untuk bertanya: tambahkan --yes, atau tulis gambar dengan --png FOLDER',
  kept: 'Tidak ada yang dicetak.',
  inUse: (data) =>
    `ruang layanan sedang berjalan (${data}) dan memakai printernya: di luar jam layanan, sudo systemctl stop loket, ` +
    'cetak, lalu sudo systemctl start loket. Melihat dahulu: --png FOLDER',
  printed: (at, of, device, done) =>
    `${at}/${of} ${device}: ${done === 'acknowledged' ? 'tercetak' : 'terkirim; printer ini tidak mengaku, lihat kertasnya'}`,
  stopped: (device, rest, site) =>
    `Berhenti pada ${device}, yang mungkin tidak utuh; yang sebelumnya sudah dikirim. Melanjutkan: loket labels ${site} ${rest.join(' ')}`,
  all: (count) => `${count} stiker selesai.`,
};

const en: LabelWords = {
  unknown: (device, known) => `there is no device '${device}'; there is: ${known.join(', ')}`,
  noDevices: 'this site has no devices',
  badAddress: (written) => `'${written}' is no address such as http://10.0.0.5:8080`,
  addressTooLong: (address, most) => `the address ${address} is longer than ${most} characters`,
  codeIs: (address) =>
    `The QR code opens ${address}#DEVICE. If phones here find it at another address: --address http://ADDRESS:PORT`,
  codeIsName:
    'The QR code has the names of site and device, since the page /status is not open to the network (web: { pages: [status] }).',
  written: ({ count, folder, printer, dots }) =>
    `${folder}: ${count} labels as they would come out of ${printer}, ${dots} dots wide.`,
  will: ({ count, printer, paperMm }) =>
    `${count} labels on ${printer}, about ${Math.ceil(paperMm / 10)} cm of paper.`,
  question: (count) => `Print them? Type ${count}: `,
  needsYes: 'there is no terminal to ask at: add --yes, or write pictures with --png FOLDER',
  kept: 'Nothing was printed.',
  inUse: (data) =>
    `the hall runs (${data}) and uses its printer: outside of opening hours, sudo systemctl stop loket, print, then ` +
    'sudo systemctl start loket. To see them first: --png FOLDER',
  printed: (at, of, device, done) =>
    `${at}/${of} ${device}: ${done === 'acknowledged' ? 'printed' : 'sent; this printer does not acknowledge, look at the paper'}`,
  stopped: (device, rest, site) =>
    `Stopped at ${device}, which may be incomplete; those before were sent. To go on: loket labels ${site} ${rest.join(' ')}`,
  all: (count) => `${count} labels are done.`,
};

export const labelWords: Readonly<Record<Language, LabelWords>> = { id, en };
