import type { Language } from '../../../config/site.ts';
import { listed } from '../../../config/texts/words.ts';
import { elements } from '../../satisfaction/elements.ts';
import { formsMax, type MistakeKind } from '../../satisfaction/read-forms.ts';

/** What is said of paper forms. */
export interface FormWords {
  readonly added: (forms: number, from: string, to: string, id: string) => string;
  readonly blank: (forms: number) => string;
  readonly known: (file: string, added: string, id: string) => string;
  readonly noForms: (path: string) => string;
  readonly refused: (path: string) => string;
  readonly at: (line: number, column: number) => string;
  readonly more: string;
  readonly nothingAdded: string;
  readonly mistakes: Readonly<Record<MistakeKind, (text: string, services: readonly string[]) => string>>;
  readonly unreadable: (path: string, why: string) => string;
  readonly tooLarge: (path: string, most: number) => string;
  readonly notAllowed: (folder: string) => string;
  readonly full: (folder: string) => string;
  readonly unknown: (id: string) => string;
  readonly tooOften: (id: string) => string;
  readonly forgotten: (forms: number, file: string) => string;
  readonly noLists: string;
  readonly listColumns: readonly string[];
}

const known = listed(elements);

export const formWords: Readonly<Record<Language, FormWords>> = {
  id: {
    added: (forms, from, to, id) =>
      `${forms} formulir ditambahkan, dari ${from} sampai ${to}. Untuk mencabutnya: loket ikm --forget ${id}`,
    blank: (forms) => `${forms} baris tanpa jawaban tidak dihitung.`,
    known: (file, added, id) =>
      `isi berkas ini sudah ditambahkan sebagai ${file} pada ${added} (${id}); tidak ada yang ditambahkan. ` +
      'Bila memang formulir lain dengan isi yang sama: --again',
    noForms: (path) => `${path}: tidak ada formulir di dalamnya`,
    refused: (path) => `${path} ditolak:`,
    at: (line, column) => `baris ${line}, kolom ${column}:`,
    more: '... dan masih ada lagi.',
    nothingAdded: 'Tidak ada yang ditambahkan. Perbaiki berkasnya, lalu ulangi.',
    mistakes: {
      empty: () => 'berkas kosong; baris pertama berisi nama unsur',
      'no-element': () => `tidak ada unsur di baris pertama; yang ada: ${known}, atau U1 sampai U9`,
      'unknown-column': (text) =>
        `'${text}' bukan nama kolom; yang ada: date, service, ${known}, atau U1 sampai U9`,
      'column-twice': (text) => `kolom '${text}' ada dua kali`,
      'too-many-cells': (text) => `'${text}' tidak punya nama kolom di baris pertama`,
      'no-score': (text) =>
        `'${text}' bukan nilai: tulis 1 sampai 4, tidak-puas sampai sangat-puas, atau kosong`,
      'no-date': (text) => `'${text}' bukan tanggal: tulis 2026-11-30 atau 30/11/2026`,
      'late-date': (text) => `${text} belum tiba`,
      'early-date': (text) => `${text} lebih dari sepuluh tahun yang lalu: periksa tahunnya`,
      'unknown-service': (text, services) =>
        services.length === 0
          ? `'${text}' tidak bisa menjadi nama layanan`
          : `'${text}' bukan layanan situs ini; yang ada: ${listed(services)}`,
      'too-many': () => `lebih dari ${formsMax} formulir: bagi berkasnya`,
      'open-quote': () => 'tanda kutip ini tidak pernah ditutup',
      'after-quote': () => 'sesudah tanda kutip penutup harus ada pemisah',
    },
    unreadable: (path, why) => `${path} tidak dapat dibaca (${why})`,
    tooLarge: (path, most) => `${path} terlalu besar; paling banyak ${most} formulir per berkas`,
    notAllowed: (folder) => `${folder} tidak boleh ditulis: ulangi dengan sudo`,
    full: (folder) => `${folder}: disk penuh; tidak ada yang ditambahkan`,
    unknown: (id) => `tidak ada formulir dengan nomor ${id}; daftarnya: loket ikm --forms`,
    tooOften: (id) => `formulir ini (${id}) sudah ditambahkan terlalu sering`,
    forgotten: (forms, file) => `${forms} formulir dari ${file} dicabut.`,
    noLists: 'Belum ada formulir yang ditambahkan.',
    listColumns: ['nomor', 'ditambahkan (UTC)', 'formulir', 'dari', 'sampai', 'berkas'],
  },
  en: {
    added: (forms, from, to, id) =>
      `${forms} forms were added, from ${from} to ${to}. To take them out again: loket ikm --forget ${id}`,
    blank: (forms) => `${forms} rows without any answer were not counted.`,
    known: (file, added, id) =>
      `what is in this file was added as ${file} on ${added} (${id}); nothing was added. ` +
      'If these are other forms with the same answers: --again',
    noForms: (path) => `${path}: there is no form in it`,
    refused: (path) => `${path} is refused:`,
    at: (line, column) => `line ${line}, column ${column}:`,
    more: '... and there are more.',
    nothingAdded: 'Nothing was added. Mend the file and do it again.',
    mistakes: {
      empty: () => 'the file is empty; its first line has names of elements',
      'no-element': () => `the first line has no element; there are: ${known}, or U1 to U9`,
      'unknown-column': (text) =>
        `'${text}' is no name of a column; there are: date, service, ${known}, or U1 to U9`,
      'column-twice': (text) => `the column '${text}' is there twice`,
      'too-many-cells': (text) => `'${text}' has no name of a column in the first line`,
      'no-score': (text) => `'${text}' is no score: write 1 to 4, tidak-puas to sangat-puas, or nothing`,
      'no-date': (text) => `'${text}' is no date: write 2026-11-30 or 30/11/2026`,
      'late-date': (text) => `${text} is still to come`,
      'early-date': (text) => `${text} is more than ten years ago: look at the year`,
      'unknown-service': (text, services) =>
        services.length === 0
          ? `'${text}' cannot be the name of a service`
          : `'${text}' is no service of this site; there are: ${listed(services)}`,
      'too-many': () => `more than ${formsMax} forms: split the file`,
      'open-quote': () => 'this quote is never closed',
      'after-quote': () => 'a separator has to follow a closing quote',
    },
    unreadable: (path, why) => `${path} cannot be read (${why})`,
    tooLarge: (path, most) => `${path} is too large; a file has ${most} forms at most`,
    notAllowed: (folder) => `${folder} may not be written to: do it again with sudo`,
    full: (folder) => `${folder}: the disk is full; nothing was added`,
    unknown: (id) => `there are no forms with the number ${id}; for a list: loket ikm --forms`,
    tooOften: (id) => `these forms (${id}) were added too often`,
    forgotten: (forms, file) => `${forms} forms of ${file} were taken out.`,
    noLists: 'No forms were added yet.',
    listColumns: ['number', 'added (UTC)', 'forms', 'from', 'to', 'file'],
  },
};
