import type { Language } from '../../config/site.ts';

interface CommandLineTexts {
  readonly noLanguage: (text: string) => string;
  readonly date: string;
  readonly port: string;
  readonly sequence: string;
  readonly siteId: string;
  readonly seconds: string;
  readonly officeFile: string;
}

/** Why a command was not written as it should be. */
export const commandLineTexts: Readonly<Record<Language, CommandLineTexts>> = {
  id: {
    noLanguage: (text) => `loket: --lang '${text}' salah: tulis id atau en.`,
    date: 'tanggal ditulis seperti 2026-09-20.',
    port: 'port adalah angka dari 0 sampai 65535.',
    sequence: 'kejadian bernomor 1, 2, 3 dan seterusnya.',
    siteId: 'id terdiri dari 1 sampai 40 huruf a-z, angka dan tanda hubung.',
    seconds: 'detik adalah angka dari 1 sampai 9999.',
    officeFile: 'berkas kantor belum disebut; atau coba --demo',
  },
  en: {
    noLanguage: (text) => `loket: --lang '${text}' is wrong: write id or en.`,
    date: 'a date is written like 2026-09-20.',
    port: 'a port is a number from 0 to 65535.',
    sequence: 'events are numbered 1, 2, 3 and so on.',
    siteId: 'an id has 1 to 40 of a-z, 0-9 and hyphen.',
    seconds: 'seconds are a number from 1 to 9999.',
    officeFile: 'error: missing the file of the office; or try --demo',
  },
};
