import type { KeyChange } from './boot-keyboard.ts';

/** The keyboard layouts that a wedge scanner can be set to, by the names of its countries. */
export const keyboardLayouts = ['us', 'id', 'uk', 'de', 'fr', 'es', 'it'] as const;
export type KeyboardLayout = (typeof keyboardLayouts)[number];

export const KEY_ENTER = 0x28;
export const KEY_BACKSPACE = 0x2a;
export const KEY_TAB = 0x2b;
export const KEYPAD_ENTER = 0x58;

/** FNC1 within a GS1 code, as scanners send it (ASCII 29). */
const GROUP_SEPARATOR = '\x1d';

/** The characters of a key, without and with Shift, and with AltGr. */
type Caps = readonly [plain: string, shifted: string, altGr?: string];

/** Keys from `first` on, one after the other, in the order of HID page 7. */
function row(first: number, plain: string, shifted: string): [number, Caps][] {
  return [...plain].map((cap, index) => [first + index, [cap, shifted.charAt(index)]]);
}

const letters = row(0x04, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const space = row(0x2c, ' ', ' ');
/** The keypad types the same on every layout and with Shift. */
const keypad = [...row(0x54, '/*-+', '/*-+'), ...row(0x59, '1234567890.', '1234567890.')];

const us = new Map<number, Caps>([
  ...letters,
  ...row(0x1e, '1234567890', '!@#$%^&*()'),
  ...row(0x2c, ' -=[]\\', ' _+{}|'),
  ...row(0x33, ";'`,./", ':"~<>?'),
  ...keypad,
]);

const uk = new Map<number, Caps>([
  ...us,
  [0x1f, ['2', '"']],
  [0x20, ['3', '£']],
  [0x31, ['#', '~']],
  [0x32, ['#', '~']],
  [0x34, ["'", '@']],
  [0x35, ['`', '¬']],
  [0x64, ['\\', '|']],
]);

// Of the layouts below, what can stand in codes, prefixes, suffixes and AIM identifiers. Read in xkeyboard-config 2.35
// (symbols `de`, `fr`, `es` and `it`), and compared with what `xkbcli how-to-type` says of each ASCII character.

/** The keys that layouts of Europe have in common. */
const european: [number, Caps][] = [
  ...space,
  [0x36, [',', ';']],
  [0x37, ['.', ':']],
  [0x38, ['-', '_']],
  [0x64, ['<', '>', '|']],
  ...keypad,
];

const de = new Map<number, Caps>([
  ...european,
  ...row(0x04, 'abcdefghijklmnopqrstuvwxzy', 'ABCDEFGHIJKLMNOPQRSTUVWXZY'),
  ...row(0x1e, '1234567890', '!"§$%&/()='),
  [0x14, ['q', 'Q', '@']],
  [0x24, ['7', '/', '{']],
  [0x25, ['8', '(', '[']],
  [0x26, ['9', ')', ']']],
  [0x27, ['0', '=', '}']],
  [0x2d, ['ß', '?', '\\']],
  [0x30, ['+', '*', '~']],
  [0x31, ['#', "'"]],
  [0x32, ['#', "'"]],
]);

/** Its digits need Shift. */
const fr = new Map<number, Caps>([
  ...european,
  ...row(0x04, 'qbcdefghijkl,noparstuvzxyw', 'QBCDEFGHIJKL?NOPARSTUVZXYW'),
  ...row(0x1e, '&é"\'(-è_çà', '1234567890'),
  [0x1f, ['é', '2', '~']],
  [0x20, ['"', '3', '#']],
  [0x21, ["'", '4', '{']],
  [0x22, ['(', '5', '[']],
  [0x23, ['-', '6', '|']],
  [0x24, ['è', '7', '`']],
  [0x25, ['_', '8', '\\']],
  [0x26, ['ç', '9', '^']],
  [0x27, ['à', '0', '@']],
  [0x2d, [')', '°', ']']],
  [0x2e, ['=', '+', '}']],
  [0x30, ['$', '£']],
  [0x31, ['*', 'µ']],
  [0x32, ['*', 'µ']],
  [0x33, ['m', 'M']],
  [0x34, ['ù', '%']],
  [0x36, [';', '.']],
  [0x37, [':', '/']],
  [0x38, ['!', '§']],
  [0x64, ['<', '>']],
]);

const es = new Map<number, Caps>([
  ...european,
  ...letters,
  ...row(0x1e, '1234567890', '!"·$%&/()='),
  [0x1e, ['1', '!', '|']],
  [0x1f, ['2', '"', '@']],
  [0x20, ['3', '·', '#']],
  [0x2d, ["'", '?']],
  [0x2f, ['`', '^', '[']],
  [0x30, ['+', '*', ']']],
  [0x31, ['ç', 'Ç', '}']],
  [0x32, ['ç', 'Ç', '}']],
  [0x34, ['´', '¨', '{']],
  [0x35, ['º', 'ª', '\\']],
]);

const it = new Map<number, Caps>([
  ...european,
  ...letters,
  ...row(0x1e, '1234567890', '!"£$%&/()='),
  [0x2d, ["'", '?']],
  [0x2e, ['ì', '^']],
  [0x2f, ['è', 'é', '[']],
  [0x30, ['+', '*', ']']],
  [0x33, ['ò', 'ç', '@']],
  [0x34, ['à', '°', '#']],
  [0x35, ['\\', '|']],
]);

/** Indonesian computers use the US keyboard; scanners list it as a country of its own. */
const caps: Record<KeyboardLayout, ReadonlyMap<number, Caps>> = { us, id: us, uk, de, fr, es, it };

/**
 * The character of a key; undefined when the layout has none for it. Ctrl and `]` is the separator of GS1 codes:
 * characters below 20h are sent as Ctrl and a key (Datalogic, Gryphon GD4100 Product Reference Guide, appendix F).
 */
export function typedCharacter(
  layout: KeyboardLayout,
  { usage, shift, held }: Pick<KeyChange, 'usage' | 'shift' | 'held'>,
): string | undefined {
  const [plain, shifted, altGr] = caps[layout].get(usage) ?? [];
  if (held === 'ctrl') return plain === ']' ? GROUP_SEPARATOR : undefined;
  if (held === 'alt-gr') return altGr;
  return held === 'nothing' ? (shift ? shifted : plain) : undefined;
}
