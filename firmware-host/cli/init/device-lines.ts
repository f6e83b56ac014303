import { type Answers, boardPins, gpioLines, linesNeeded } from './init-answers.ts';
import { numbers } from './service-lines.ts';
import { speakerLines } from './voice-lines.ts';

/** The Arduino boards and the devices. The addresses are made up; `loket discover` shows the real ones. */
export function deviceLines(answers: Answers): readonly string[] {
  const boards = boardsOf(answers);
  const devices = allDevices(answers);
  if (boards.length === 0) return devices;
  return [
    '# Papan Arduino dengan StandardFirmata. Ganti alamatnya dengan yang disebut `loket discover`.',
    '# Arduino boards with StandardFirmata. Put in the addresses that `loket discover` tells.',
    'boards:',
    ...boards.map((id) => `  ${id}: { address: /dev/serial/by-id/usb-Arduino-${id} }`),
    '',
    ...devices,
  ];
}

const needsBoard = ({ keys, display }: Answers) => keys === 'board' || display === 'max7219';

/** One board for each counter, and one for the ticket machine. */
function boardsOf(answers: Answers): readonly string[] {
  const atCounters = needsBoard(answers) ? numbers(answers).map((number) => `papan-${number}`) : [];
  return answers.machine === 'board' ? [...atCounters, 'papan-tiket'] : atCounters;
}

function allDevices(answers: Answers): readonly string[] {
  const lines = [...gpioLines];
  const all = [
    ...numbers(answers).flatMap((number) => atCounter(answers, number, lines)),
    ...machine(answers, lines),
    ...printer(answers),
    ...speakerLines(answers),
  ];
  if (all.length === 0) return [];
  return [
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
