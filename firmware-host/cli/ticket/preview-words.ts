import type { Language } from '../../../config/site.ts';

/** What `loket ticket preview` says. */
export interface PreviewWords {
  noPrinter(site: string): string;
  unknown(what: 'service' | 'printer', name: string, known: readonly string[]): string;
  notPng(file: string): string;
  withoutLogo(why: string): string;
  written(of: {
    readonly file: string;
    readonly printer: string;
    readonly dots: number;
    readonly paperMm: number;
  }): string;
}

const en: PreviewWords = {
  noPrinter: (site) => `${site} has no printer that tickets print on`,
  unknown: (what, name, known) => `there is no ${what} '${name}'; there is: ${known.join(', ')}`,
  notPng: (file) => `'${file}' does not end with .png: the ticket is written as a PNG image`,
  withoutLogo: (why) => `without its logo: ${why}`,
  written: ({ file, printer, dots, paperMm }) =>
    `${file}: a ticket of ${printer}, ${dots} dots wide, ${paperMm} mm of paper. The letters of the real printer differ.`,
};

const kinds = { service: 'layanan', printer: 'printer' };

const id: PreviewWords = {
  noPrinter: (site) => `${site} tidak punya printer untuk mencetak tiket`,
  unknown: (what, name, known) => `tidak ada ${kinds[what]} '${name}'; yang ada: ${known.join(', ')}`,
  notPng: (file) => `'${file}' tidak berakhiran .png: tiket ditulis sebagai gambar PNG`,
  withoutLogo: (why) => `tanpa logo: ${why}`,
  written: ({ file, printer, dots, paperMm }) =>
    `${file}: tiket dari ${printer}, lebar ${dots} titik, kertas ${paperMm} mm. Bentuk huruf printer sebenarnya berbeda.`,
};

export const previewWords: Readonly<Record<Language, PreviewWords>> = { id, en };
