import type { Model } from '../supported.ts';
import { type FrameTemplate, plainFrame } from './frame-template.ts';

/** The frame of a product; parts that it does not name are as in `plainFrame`. */
type ModelFrame = Model & Omit<FrameTemplate, keyof typeof plainFrame> & Partial<FrameTemplate>;

/** Displays by their frame, which many makers share. Another model is one more record. */
export const displayModels = {
  /** Start of text, two-digit address, text, end of text. */
  'stx-etx': {
    vendor: 'generic',
    product: 'STX, two-digit address, text, ETX',
    prefix: '\x02',
    address: 'decimal-2',
    pad: ' ',
    checksum: 'none',
    suffix: '\x03',
    gap_ms: 5,
  },
  /** The same with an exclusive-or check before the end of text. */
  'stx-etx-xor': {
    vendor: 'generic',
    product: 'STX, two-digit address, text, exclusive-or check, ETX',
    prefix: '\x02',
    address: 'decimal-2',
    pad: ' ',
    checksum: 'xor',
    suffix: '\x03',
    gap_ms: 5,
  },
  /** `|`, two-digit address, text, carriage return. */
  pipe: {
    vendor: 'generic',
    product: '| (7Ch), two-digit address, text, CR',
    prefix: '|',
    address: 'decimal-2',
    pad: ' ',
    checksum: 'none',
    suffix: '\r',
    gap_ms: 10,
  },
  /**
   * Address, number in two bytes, sum: `05 03 E7 EF` shows 999 at display 5. Page of a seller of production boards
   * whose maker it does not name ("every 4 bytes are a packet: board id, high, low, sum"; 9600 8N1).
   */
  'id-number-sum': {
    vendor: 'generic',
    product: 'counter board: id, high byte, low byte, sum',
    prefix: '',
    address: 'byte',
    format: 'number',
    pad: ' ',
    checksum: 'sum',
    suffix: '',
    // Without a beginning only silence tells frames apart. The page does not say how long: this is a guess on the safe
    // side.
    gap_ms: 50,
  },
  /** Digits, blanks and signs, no letters. Product manual of ED400D-E-111-4D-N4-SR1, page 5. */
  'edi-ed400d': {
    vendor: 'Electronic Displays Inc. (EDI)',
    product: 'ED400D numeric displays',
    prefix: '\x02',
    address: 'decimal-2',
    format: 'numerals',
    pad: ' ',
    checksum: 'none',
    suffix: '\x03',
    gap_ms: 5,
  },
  /**
   * Six characters: fewer leave old ones behind. Addresses 00 to 31. LaserLight Installation and Operation Manual,
   * sections 3.7.1 (seven segments) and 3.7.2 (matrix).
   */
  'rice-lake-laserlight': {
    vendor: 'Rice Lake',
    product: 'LaserLight remote displays (six characters)',
    prefix: '|',
    address: 'decimal-2',
    command: 'DM',
    pad: ' ',
    checksum: 'none',
    suffix: '!',
    gap_ms: 10,
  },
  /** ASCII protocol, header `02h AH AL`, end block CR. Technical manual, chapter 26, ASCII protocol, example 1. */
  'ditel-dn': {
    vendor: 'DITEL',
    product: 'DN109, DN119, DN129, DN189 (ASCII, header 02h AH AL, end CR)',
    prefix: '\x02',
    address: 'decimal-2',
    pad: ' ',
    checksum: 'none',
    suffix: '\r',
    gap_ms: 10,
  },
  /** ASCII protocol. The display answers, which nobody waits for. Operation manual, section 4.4.4. */
  'ditel-dt': {
    vendor: 'DITEL',
    product: 'DT-203, DT-105, DT-110 (ASCII protocol)',
    prefix: '@',
    address: 'decimal-2',
    command: 'ED',
    pad: ' ',
    checksum: 'none',
    suffix: '*\r',
    // Its answer has seven bytes, 7 ms at 9,600 baud; how soon it begins is not said.
    gap_ms: 100,
  },
  /** Digits; A to F of the address are `:` to `?`. User manual, page 8, "Address configuration", two characters. */
  'london-er4s': {
    vendor: 'London Electronics',
    product: 'EasyReader ER4S (two-character address)',
    prefix: '\x03\x02',
    address: 'halves-2',
    format: 'numerals',
    pad: ' ',
    checksum: 'none',
    suffix: '\x03',
    gap_ms: 10,
  },
  /** `$001,8.8.8.#` in the maker's own test of these displays (LED-485 test script, version 1.1 of 2020-06-28). */
  'armfly-led-485': {
    vendor: 'Armfly',
    product: 'LED-485-034, -043, -054, -083, -184, -504 (ASCII protocol)',
    prefix: '$',
    address: 'decimal-3',
    command: ',',
    pad: ' ',
    checksum: 'none',
    suffix: '#',
    gap_ms: 10,
  },
  /**
   * `3A 00 78 03 01 B6 0A` shows 888 in green: start, colour (0 green, 1 yellow, 2 red), number with the low byte
   * first, information 1, sum from the start on, end. It has no address, and answers. The maker's page of its parking
   * boards.
   */
  'sunpn-board': {
    vendor: 'Sunpn (Xunpeng, Shenzhen)',
    product: 'RS-485 number boards (3Ah, colour, number, sum, 0Ah)',
    prefix: ':',
    address: 'none',
    command: '\x00',
    format: 'number-low-first',
    pad: ' ',
    trailer: '\x01',
    checksum: 'sum',
    check_from: 'prefix',
    suffix: '\n',
    gap_ms: 50,
  },
} as const satisfies Record<string, ModelFrame>;

export type DisplayModel = keyof typeof displayModels;

export const displayModelNames = Object.keys(displayModels) as [DisplayModel, ...DisplayModel[]];

/** The settings that give the frame of a display. */
export interface FrameChoice {
  readonly model: DisplayModel;
  readonly frame?:
    | { readonly [setting in keyof FrameTemplate]?: FrameTemplate[setting] | undefined }
    | undefined;
}

/** The frame of a display: that of its model, with its own settings over it. */
export function frameOf({ model, frame = {} }: FrameChoice): FrameTemplate {
  const usual: ModelFrame = displayModels[model];
  const own = Object.fromEntries(Object.entries(frame).filter(([, setting]) => setting !== undefined));
  return { ...plainFrame, ...usual, ...own };
}
