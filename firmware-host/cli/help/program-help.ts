import type { Language } from '../../../config/site.ts';
import type { CommandHelp, HelpCatalogue } from './command-help.ts';
import { hallHelp } from './hall-help.ts';
import { journalHelp } from './journal-help.ts';
import { keepingHelp } from './keeping-help.ts';
import { officeHelp } from './office-help.ts';
import { satisfactionHelp } from './satisfaction-help.ts';
import { sitesHelp } from './sites-help.ts';
import { technicianHelp } from './technician-help.ts';
import { ticketHelp } from './ticket-help.ts';
import { voiceHelp } from './voice-help.ts';

const program: CommandHelp = {
  summary: {
    id: 'Menjalankan loket mal pelayanan publik: tombol, papan angka, printer tiket, pemindai, antrean dan MQTT.',
    en: 'Runs the counters of a public service mall: keys, displays, ticket printers, scanners, queues and MQTT.',
  },
  options: {
    '--lang': {
      id: 'bahasa program ini: id atau en (biasanya menurut LANG)',
      en: 'language of this program: id or en (usually that of LANG)',
    },
    '--version': { id: 'versi program', en: 'the version of the program' },
  },
  examples: [
    [
      'loket init site.yaml',
      { id: 'berkas situs pertama, dengan bertanya', en: 'a first site file, by asking' },
    ],
    [
      'loket simulate config/examples/simulated-hall.yaml',
      {
        id: 'seluruh ruang tanpa perangkat keras: tekan, cetak, pindai',
        en: 'a whole hall without hardware: press, print, scan',
      },
    ],
    [
      'loket check site.yaml',
      {
        id: 'setiap kesalahan di berkas situs, dengan baris dan kolomnya',
        en: 'every mistake in a site file, with line and column',
      },
    ],
    ['loket run site.yaml --data /var/lib/loket', { id: 'yang sebenarnya', en: 'the real hall' }],
    ['loket day --data /var/lib/loket', { id: 'angka-angka hari ini', en: "today's figures" }],
  ],
};

/** What help says of every command; the program itself is the empty name. */
export const helpCatalogue: HelpCatalogue = {
  '': program,
  ...hallHelp,
  ...journalHelp,
  ...satisfactionHelp,
  ...technicianHelp,
  ...keepingHelp,
  ...sitesHelp,
  ...officeHelp,
  ...voiceHelp,
  ...ticketHelp,
};

interface FrameWords {
  readonly titles: Readonly<Record<string, string>>;
  readonly options: string;
  readonly command: string;
  readonly help: string;
  readonly helpCommand: string;
  readonly usual: (value: string) => string;
  readonly choices: (all: string) => string;
  readonly examples: string;
}

/** What stands around the texts of the commands. */
export const frameWords: Readonly<Record<Language, FrameWords>> = {
  id: {
    titles: {
      'Usage:': 'Pemakaian:',
      'Arguments:': 'Argumen:',
      'Options:': 'Opsi:',
      'Commands:': 'Perintah:',
    },
    options: '[opsi]',
    command: '[perintah]',
    help: 'tampilkan bantuan',
    helpCommand: 'tampilkan bantuan untuk sebuah perintah',
    usual: (value) => `biasanya ${value}`,
    choices: (all) => `pilihan: ${all}`,
    examples: 'Contoh:',
  },
  en: {
    titles: {},
    options: '[options]',
    command: '[command]',
    help: 'display help',
    helpCommand: 'display help for a command',
    usual: (value) => `usually ${value}`,
    choices: (all) => `choices: ${all}`,
    examples: 'Examples:',
  },
};
