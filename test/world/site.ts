import { type Loaded, loadSite } from '../../config/load.ts';
import type { Site } from '../../config/site.ts';
import { kinds } from '../../devices/index.ts';

/** What the halls of the world differ in. */
export interface Traits {
  /** Counter 1 hangs on an Arduino board instead of on the Pi's own lines. */
  readonly board: boolean;
  readonly dayClose: 'void' | 'carry';
  readonly quota: boolean;
  readonly armed: boolean;
  /** Printer 2 stands in for printer 1. */
  readonly instead: boolean;
  /** Printer 2 answers process ids. */
  readonly processIds: boolean;
  /** Speakers say what is called, in two zones, and lamps show it. */
  readonly voice: boolean;
}

/** How long a jump of the clock has to stand. */
export const patienceMs = 60_000;
/** Edits after which the site file is as it was at first. */
const editsMax = 3;

const sites = new Map<string, Loaded>();

/** The site file of such a hall as it was read, after so many edits; one that is `wrong` ends in the middle. */
export function siteFile(traits: Traits, edits: number, wrong = false): Loaded {
  const key = JSON.stringify([traits, edits, wrong]);
  const known = sites.get(key);
  if (known !== undefined) return known;
  const text = siteText(traits, edits);
  const made = loadSite(wrong ? text.slice(0, -200) : text, 'site.yaml', kinds);
  sites.set(key, made);
  return made;
}

/** The hall with these traits, after so many edits of its site file. */
export function siteWith(traits: Traits, edits: number): Site {
  const { site, problems } = siteFile(traits, edits);
  if (site === undefined) throw new Error(JSON.stringify(problems));
  return site;
}

/**
 * Three counters, two services, and every sort of device: a hall that a hundred visitors can fill. Every edit gives
 * the call button of counter 2 another patience with its contact, and leaves all other devices as they are.
 */
export function siteText({ board, dayClose, quota, armed, instead, voice }: Traits, edits: number): string {
  const first = board
    ? `
  tombol-1: { kind: keypad, board: board-1, counter: loket-1, keys: { next: 2, recall: 3, no-show: 4, end: 5 } }
  papan-1: { kind: max7219-display, board: board-1, counter: loket-1, pins: { data: 11, clock: 13, select: 10 }, digits: 5 }`
    : `
  tombol-1: { kind: keypad, counter: loket-1, keys: { next: 2, recall: 3, no-show: 4, end: 5 } }
  papan-1: { kind: serial-display, counter: loket-1, address: /dev/serial/by-id/usb-RS485_1, bus_address: 1, digits: 5 }`;
  return `
version: 1
site: { id: dunia, title: MPP Dunia, zone: Asia/Jakarta }
clock: { patience: 1m }
days: { close: ${dayClose} }
bookings: { file: bookings.csv, key: { file: booking.key } }
services:
  a: { title: Paspor, prefix: A, printer: printer-1${quota ? ', quota: { total: 30, priority: 8 }' : ''} }
  b: { title: Izin Tinggal, prefix: B, printer: printer-2, surge: { waiting: 6 } }
counters:
  loket-1: { number: 1, serves: [a]${voice ? ', zone: utara' : ''} }
  loket-2: { number: 2, serves: [b, a]${armed ? ', store_next: true' : ''}${voice ? ', zone: utara' : ''} }
  loket-3: { number: 3, serves: [a, b], strategy: longest-wait, put_back: 2${voice ? ', zone: selatan' : ''} }
boards: ${board ? '{ board-1: { address: /dev/serial/by-id/usb-Arduino_1 } }' : '{}'}
devices:${first}
  tombol-2: { kind: call-button, counter: loket-2, pin: 6, lockout_ms: ${40 + (edits % editsMax)} }
  tombol-3: { kind: keypad, counter: loket-3, layout: four-keys, keys: { next: 7, recall: 8, no-show: 9, end: 10 } }
  angka-2: { kind: numpad, counter: loket-2, layout: numpad, vendor_id: 0x04d9, product_id: 0xa02a, path: /dev/loket/angka-2 }
  papan-2: { kind: serial-display, counter: loket-2, address: "tcp://192.168.10.60:4001", bus_address: 2, digits: 5 }
  papan-3: { kind: serial-display, counter: loket-3, address: "tcp://192.168.10.60:4001", bus_address: 3, digits: 5 }
  mesin:
    kind: keypad
    keys: { a: 11, b: 12, prioritas: 13 }
    does: { a: ticket a, b: ticket b, prioritas: ticket a priority }
  printer-1: { kind: escpos-printer, address: "tcp://192.168.10.50:9100"${instead ? ', instead: printer-2' : ''} }
  printer-2: { kind: escpos-printer, address: "tcp://192.168.10.51:9100", columns: 32 }
  pemindai-1: { kind: serial-scanner, counter: loket-1, address: /dev/serial/by-id/usb-Scanner_1 }
  pemindai-2: { kind: hid-scanner, counter: loket-2, vendor_id: 0x05f9, product_id: 0x2214 }
  pemindai-mesin: { kind: serial-scanner, address: /dev/serial/by-id/usb-Scanner_2 }${voice ? spoken : ''}
`;
}

/** Two zones: in one a sound card and a television say the same, in the other a module with a card of its own. */
const spoken = `
  suara-1: { kind: alsa-speaker, zone: utara, card: Device }
  suara-2: { kind: board-speaker, zone: utara }
  suara-3: { kind: dfplayer, zone: selatan, address: /dev/serial/by-id/usb-MP3_1 }
  lampu-1: { kind: signal-lamp, counter: loket-1, pin: 20 }
  lampu-3: { kind: signal-lamp, counter: loket-3, pin: 21, gives: sound }
  lampu-mesin: { kind: signal-lamp, pin: 26 }
zones: { utara: { title: Utara }, selatan: { title: Selatan } }
voice: { languages: [id], closed: true, texts: { salat: { says: Waktu salat. } } }
`;
