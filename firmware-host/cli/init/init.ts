import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import type { Language } from '../../../config/site.ts';
import { explain } from '../../process/explain-failure.ts';
import { language } from '../../process/site-file.ts';
import { firstSite } from './first-site.ts';
import { type Answers, choices, countersMax, idFrom, servicesFrom, unanswerable } from './init-answers.ts';

/** The options of `loket init` as given; for missing ones the person is asked, or the usual value is used. */
export type InitOptions = Readonly<Partial<Record<Asked, string>>>;

type Asked = 'title' | 'id' | 'zone' | 'hours' | 'services' | 'counters' | keyof typeof choices;

const usual: Readonly<Record<Asked, string>> = {
  title: 'MPP Contoh',
  id: '',
  services: 'Paspor, Izin Tinggal',
  counters: '2',
  zone: 'WIB',
  hours: '08.00-15.00',
  keys: choices.keys[0],
  display: choices.display[0],
  machine: choices.machine[0],
  printer: choices.printer[0],
  scanner: choices.scanner[0],
  board: choices.board[0],
};

const questions: Readonly<Record<Language, Readonly<Partial<Record<Asked, string>>>>> = {
  id: {
    title: 'Nama tempat layanan',
    services: 'Layanan, dipisah koma',
    counters: `Jumlah loket (1-${countersMax})`,
    zone: 'Zona waktu (WIB, WITA, WIT)',
    hours: 'Jam buka Senin-Jumat',
    keys: 'Tombol petugas (board: papan Arduino, gpio: satu tombol per loket, numpad: USB)',
    display: 'Papan angka di loket',
    machine: 'Tombol pengunjung untuk mengambil nomor',
    printer: 'Printer tiket',
    scanner: 'Pemindai di loket',
    board: 'Papan untuk TV (network: TV di jaringan, here: layar mesin ini saja)',
  },
  en: {
    title: 'Name of the place',
    services: 'Services, with commas between them',
    counters: `Number of counters (1-${countersMax})`,
    zone: 'Time zone (WIB, WITA, WIT)',
    hours: 'Opening hours Monday to Friday',
    keys: 'Keys of the officers (board: Arduino, gpio: one key a counter, numpad: USB)',
    display: 'Number display at the counter',
    machine: 'Keys of the visitors to take a ticket',
    printer: 'Ticket printer',
    scanner: 'Scanner at the counter',
    board: 'Board for televisions (network: those of the network, here: the screen of this machine alone)',
  },
};

const done: Readonly<Record<Language, (file: string) => string>> = {
  id: (file) =>
    `${file} ditulis. Selanjutnya:\n  loket check ${file}\n  loket simulate ${file}    mencobanya tanpa perangkat keras\n  loket discover    alamat perangkat keras, untuk ditulis di dalamnya`,
  en: (file) =>
    `${file} is written. Next:\n  loket check ${file}\n  loket simulate ${file}    tries it without hardware\n  loket discover    the addresses of the hardware, to be put into it`,
};

/** `loket init [FILE]`: writes a first site file, never over an existing one. */
export async function initSite(file: string, options: InitOptions): Promise<void> {
  const speak = language('id');
  const input = process.stdin.isTTY
    ? createInterface({ input: process.stdin, output: process.stdout })
    : undefined;
  try {
    const answers = await answered(options, speak, input && ((question) => input.question(question)));
    const out = await open(file, 'wx');
    try {
      await out.writeFile(firstSite(answers));
    } finally {
      await out.close();
    }
    console.log(done[speak](file));
  } catch (thrown) {
    explain(thrown, speak);
  } finally {
    input?.close();
  }
}

/**
 * Asks for missing answers if there is a person to ask. Throws an Error in words when no site file can be made from
 * them.
 */
export async function answered(
  options: InitOptions,
  speak: Language,
  ask: ((question: string) => Promise<string>) | undefined,
): Promise<Answers> {
  const said: Record<Asked, string> = { ...usual, ...options };
  for (const name of Object.keys(usual) as Asked[]) {
    const question = questions[speak][name];
    if (ask === undefined || question === undefined || options[name] !== undefined) continue;
    const among = name in choices ? ` ${choices[name as keyof typeof choices].join('/')}` : '';
    said[name] = (await ask(`${question}${among} [${usual[name]}]: `)).trim() || usual[name];
  }
  const answers: Answers = {
    ...{ title: said.title, zone: said.zone, hours: said.hours, language: speak },
    id: said.id === '' ? idFrom(said.title) : said.id,
    services: servicesFrom(said.services),
    counters: Number(said.counters),
    keys: chosen('keys', said.keys),
    display: chosen('display', said.display),
    machine: chosen('machine', said.machine),
    printer: chosen('printer', said.printer),
    scanner: chosen('scanner', said.scanner),
    board: chosen('board', said.board),
  };
  const wrong = unanswerable(answers);
  if (wrong !== undefined) throw new Error(wrong);
  return answers;
}

function chosen<Name extends keyof typeof choices>(name: Name, text: string): (typeof choices)[Name][number] {
  const all: readonly (typeof choices)[Name][number][] = choices[name];
  const choice = all.find((one) => one === text);
  if (choice === undefined) throw new Error(`${name}: ${all.join(', ')}`);
  return choice;
}
