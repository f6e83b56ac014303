import { type Answers, boardPins, gpioLines, linesNeeded } from './init-answers.ts';

/**
 * A first site file, commented in Indonesian and English. It passes `loket check`; the hardware addresses are made up,
 * and `loket discover` shows the real ones. The answers must be answerable.
 */
export function firstSite(answers: Answers): string {
  const lines = [...gpioLines];
  const boards = boardsOf(answers);
  return [
    ...head(answers),
    ...board(answers),
    '',
    '# Layanan yang diantrekan. `prefix` adalah huruf di depan nomor: A-001.',
    '# What visitors queue for. The prefix is the letter of the number: A-001.',
    'services:',
    ...answers.services.map(
      ({ id, title, prefix }) =>
        `  ${id}: { title: ${quoted(title)}, prefix: ${prefix}${answers.printer === 'none' ? '' : ', printer: printer-1'} }`,
    ),
    '',
    '# Loket, dan layanan yang dipanggil masing-masing; yang pertama didahulukan.',
    '# The desks, and which services each one calls, the preferred one first.',
    'counters:',
    ...numbers(answers).map(
      (number) =>
        `  loket-${number}: { number: ${number}, serves: [${answers.services.map(({ id }) => id).join(', ')}] }`,
    ),
    ...(boards.length === 0
      ? []
      : [
          '',
          '# Papan Arduino dengan StandardFirmata. Ganti alamatnya dengan yang disebut `loket discover`.',
          '# Arduino boards with StandardFirmata. Put in the addresses that `loket discover` tells.',
          'boards:',
          ...boards.map((id) => `  ${id}: { address: /dev/serial/by-id/usb-Arduino-${id} }`),
        ]),
    ...devices(answers, lines),
    '',
  ].join('\n');
}

function head({ id, title, zone, language, hours }: Answers): readonly string[] {
  const named = title.replaceAll(/[^\p{L}\p{N}\p{P} ]/gu, ' ');
  return [
    `# ${named}. Periksa: loket check BERKAS. Coba tanpa perangkat keras: loket simulate BERKAS.`,
    `# ${named}. Check it: loket check FILE. Try it without hardware: loket simulate FILE.`,
    'version: 1',
    '',
    'site:',
    `  id: ${quoted(id)}`,
    `  title: ${quoted(title)}`,
    `  zone: ${zone} # WIB, WITA, WIT`,
    `  language: ${language} # layar dan tiket / displays and tickets: id, en`,
    '',
    '# Jam buka. Pengambilan nomor berhenti 30 menit sebelum tutup (`cutoff`).',
    '# Opening hours. No more tickets are given from 30 minutes before closing (`cutoff`).',
    'hours:',
    `  mon-fri: ${hours}`,
  ];
}

/** Any free port would do; this one is easy to type on a television. */
const boardPort = 8080;

function board({ board: seen }: Answers): readonly string[] {
  if (seen === 'none') return [];
  return [
    '',
    '# Papan antrean untuk TV, juga dengan logo, warna dan teks berjalan: docs/televisions.md, docs/site-file.md.',
    '# The board for televisions, also with a logo, colours and running text: docs/televisions.md, docs/site-file.md.',
    ...(seen === 'here'
      ? [
          '# Di layar mesin ini / on the screen of this machine: sudo loket install BERKAS --kiosk',
          `board: { port: ${boardPort} }`,
        ]
      : [
          `# Di TV buka / on a television open http://ALAMAT-MESIN-INI:${boardPort}/board`,
          `board: { port: ${boardPort}, host: 0.0.0.0 }`,
        ]),
  ];
}

const numbers = ({ counters }: Answers): readonly number[] =>
  Array.from({ length: counters }, (_, at) => at + 1);

const needsBoard = ({ keys, display }: Answers) => keys === 'board' || display === 'max7219';

/** One board for each counter, and one for the ticket machine. */
function boardsOf(answers: Answers): readonly string[] {
  const atCounters = needsBoard(answers) ? numbers(answers).map((number) => `papan-${number}`) : [];
  return answers.machine === 'board' ? [...atCounters, 'papan-tiket'] : atCounters;
}

function devices(answers: Answers, lines: number[]): readonly string[] {
  const all = [
    ...numbers(answers).flatMap((number) => atCounter(answers, number, lines)),
    ...machine(answers, lines),
    ...printer(answers),
  ];
  if (all.length === 0) return [];
  return [
    '',
    '# Perangkat. `loket discover` menyebut alamatnya, `loket test-device` mengujinya satu per satu.',
    '# Devices. `loket discover` tells their addresses, `loket test-device` tries them one by one.',
    ...(linesNeeded(answers) === 0
      ? []
      : [
          '# GPIO (nomor BCM) perlu resistor ke 3,3 V, atau di /boot/firmware/config.txt (BCM numbers need a pull-up):',
          `#   gpio=${gpioLines.slice(0, linesNeeded(answers)).join(',')}=ip,pu`,
        ]),
    'devices:',
    ...all,
  ];
}

function atCounter({ keys, display, scanner }: Answers, number: number, lines: number[]): readonly string[] {
  const counter = `loket-${number}`;
  const device = (name: string, kind: string, ...settings: readonly string[]) =>
    `  ${counter}-${name}: { ${[`kind: ${kind}`, `counter: ${counter}`, ...settings].join(', ')} }`;
  const board = `board: papan-${number}`;
  const found: Record<'keys' | 'display' | 'scanner', Readonly<Record<string, string>>> = {
    keys: {
      board: device(
        'keypad',
        'keypad',
        board,
        'layout: four-keys',
        'keys: { next: 2, recall: 3, no-show: 4, end: 5 }',
      ),
      numpad: device(
        ...(['numpad', 'numpad', 'layout: numpad', 'vendor_id: 0x04d9', 'product_id: 0xa02a'] as const),
        `path: /dev/loket/numpad-${number}`,
      ),
    },
    display: {
      max7219: device(
        'display',
        'max7219-display',
        board,
        'pins: { data: 11, clock: 13, select: 10 }',
        'digits: 4',
      ),
      serial: device(
        ...(['display', 'serial-display', 'address: /dev/serial/by-id/usb-RS485'] as const),
        ...[`bus_address: ${number}`, 'digits: 4'],
      ),
    },
    scanner: {
      serial: device('pemindai', 'serial-scanner', `address: /dev/serial/by-id/usb-Scanner-${number}`),
      usb: device(
        ...(['pemindai', 'hid-scanner', 'vendor_id: 0x05f9', 'product_id: 0x2214'] as const),
        `path: /dev/loket/pemindai-${number}`,
      ),
    },
  };
  const key =
    keys === 'gpio'
      ? device('tombol', 'call-button', 'layout: one-key', `pin: ${lines.shift()}`, 'pull: off')
      : found.keys[keys];
  return [key, found.display[display], found.scanner[scanner]].flatMap((line) => line ?? []);
}

/** One key for each service, and one for priority visitors. */
function machine({ machine: on, services, printer: paper }: Answers, lines: number[]): readonly string[] {
  if (on === 'none') return [];
  const pins = on === 'gpio' ? lines : [...boardPins];
  const [first] = services;
  const keys = [
    ...services.map(({ id }) => [id, `ticket ${id}`]),
    ['prioritas', `ticket ${first?.id} priority`],
  ];
  return [
    '  mesin-tiket: # tombol pengunjung / the keys of the visitors',
    '    kind: keypad',
    on === 'gpio' ? '    pull: off' : '    board: papan-tiket',
    ...(paper === 'none' ? [] : ['    printer: printer-1']),
    `    keys: { ${keys.map(([key]) => `tombol-${key}: ${pins.shift()}`).join(', ')} }`,
    '    does:',
    ...keys.map(([key, does]) => `      tombol-${key}: ${does}`),
  ];
}

function printer({ printer: paper }: Answers): readonly string[] {
  if (paper === 'none') return [];
  const address = paper === 'usb' ? '/dev/usb/lp0' : '"tcp://192.168.1.50:9100"';
  return [
    `  printer-1: { kind: escpos-printer, address: ${address}, columns: 48 } # kertas 58 mm / 58 mm paper: 32`,
  ];
}

/** A text in quotes, which YAML reads as JSON does. */
const quoted = (text: string) =>
  /^[A-Za-z][A-Za-z ]*[A-Za-z]$/.test(text) && !word.test(text) ? text : JSON.stringify(text);
const word = /^(true|false|yes|no|on|off|null)$/i;
