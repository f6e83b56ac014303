import type { Language } from '../../config/site.ts';

/** The console texts of the commands about site files, in both languages. */
interface ConsoleTexts {
  readonly ready: string;
  readonly runs: (title: string, url: string, topics: string) => string;
  readonly board: (url: string) => string;
  readonly pages: (addresses: string) => string;
  readonly current: string;
  readonly migrated: (copy: string) => string;
  readonly notWritten: string;
  readonly notMigrated: string;
}

export const consoleTexts: Readonly<Record<Language, ConsoleTexts>> = {
  en: {
    ready: 'Ready to run.',
    runs: (title, url, topics) => `${title} runs. MQTT: ${url}, topics ${topics}`,
    board: (url) => `The board for the public: ${url}`,
    pages: (addresses) => `The pages of the hall: ${addresses}`,
    current: 'This site file is of the newest version: there is nothing to do.',
    migrated: (copy) => `The file was rewritten; the old one is ${copy}.`,
    notWritten: 'Nothing was written: add --write to do so.',
    notMigrated: 'This file cannot be migrated: fix the lines listed first.',
  },
  id: {
    ready: 'Siap dijalankan.',
    runs: (title, url, topics) => `${title} berjalan. MQTT: ${url}, topik ${topics}`,
    board: (url) => `Papan untuk pengunjung: ${url}`,
    pages: (addresses) => `Halaman balai: ${addresses}`,
    current: 'Berkas situs ini sudah versi terbaru: tidak ada yang perlu diubah.',
    migrated: (copy) => `Berkas sudah ditulis ulang; yang lama ada di ${copy}.`,
    notWritten: 'Belum ada yang ditulis: tambahkan --write untuk menulisnya.',
    notMigrated: 'Berkas ini tidak dapat diperbarui: perbaiki dahulu baris yang disebut.',
  },
};
