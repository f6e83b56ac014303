import * as z from 'zod';
import { described } from '../described.ts';
import { numberIn } from '../display/fit.ts';

const WORD = 0x1_0000;
/** A number in two registers has at most nine digits; in one register, at most four. */
const NUMBER_MOST_DIGITS = 9;
const WORD_MOST_DIGITS = 4;
const NIBBLES = 4;

/** The formats: each turns a text into register values; `blank` fills unused places on the left. */
const formats = {
  /** One character a register, in its low byte. */
  characters: (text: string, blank: number) => [...text].map((each) => characterCode(each, blank)),
  /** Two characters a register, the first in its high byte. */
  'character-pairs': (text: string, blank: number) =>
    inGroups(text, 2).map(([high = ' ', low = ' ']) => {
      return (characterCode(high, blank) << 8) | characterCode(low, blank);
    }),
  /** One digit a register, as a number from 0 to 9. */
  digits: (text: string, blank: number) => [...numberIn(text)].map((each) => digitOr(each, blank)),
  /** Four digits a register, the first in its highest bits, aligned right over all registers together. */
  bcd(text: string, blank: number) {
    const places = Math.ceil(text.length / NIBBLES) * NIBBLES;
    return inGroups(numberIn(text).padStart(places), NIBBLES).map((group) =>
      [...group].reduce((word, each) => (word << NIBBLES) | (digitOr(each, blank) & 0xf), 0),
    );
  },
  /** The number itself: in one register up to four digits, else in two, the high one first. */
  number(text: string, blank: number) {
    const number = numberIn(text).trim();
    const value = number === '' ? blank : Number(number);
    return text.length <= WORD_MOST_DIGITS ? [value] : [Math.floor(value / WORD), value % WORD];
  },
} as const satisfies Record<string, (text: string, blank: number) => number[]>;

export type RegisterFormat = keyof typeof formats;
const formatNames = Object.keys(formats) as [RegisterFormat, ...RegisterFormat[]];

/** The settings of `layout`: which registers hold the text, and how. */
export const layoutSettings = z.strictObject({
  register: z
    .int()
    .min(0)
    .max(WORD - 1)
    .meta(
      described(
        'Its first holding register, counted from 0: what manuals call 40001 is 0',
        'Register pertamanya, dihitung dari 0: 40001 di buku petunjuk adalah 0',
      ),
    ),
  format: z
    .enum(formatNames)
    .meta(described('How the digits stand in registers', 'Cara angka disimpan dalam register')),
  write: z
    .enum(['single', 'multiple'])
    .meta(
      described(
        'single writes each register by itself (function 6), multiple all at once (function 16)',
        'single menulis satu per satu (fungsi 6), multiple sekaligus (fungsi 16)',
      ),
    ),
  blank: z.int().min(0).max(0xff).meta(described('What an unused place holds', 'Isi tempat yang kosong')),
});

export type RegisterLayout = z.output<typeof layoutSettings>;

/** Whether a display in this format can have `digits` digits. */
export const holds = (format: RegisterFormat, digits: number): boolean =>
  format !== 'number' || digits <= NUMBER_MOST_DIGITS;

/**
 * The register values of `text`, which has one character for each digit of the display. Formats without letters hold
 * only the number at its end: `A-012` becomes `012`, and a text without a number is blank.
 */
export function registersFor({ format, blank }: RegisterLayout, text: string): readonly number[] {
  return formats[format](text, blank);
}

/** What a person reads of `text` in this format. */
export function readIn(format: RegisterFormat, text: string): string {
  if (format === 'characters' || format === 'character-pairs') return text;
  const number = numberIn(text).trim();
  return format === 'number' ? String(Number(number)) : number;
}

const digitOr = (character: string, blank: number): number => (character === ' ' ? blank : Number(character));

/** A space, and any character outside ASCII, becomes a blank. */
function characterCode(character: string, blank: number): number {
  const code = character.charCodeAt(0);
  return code > 0x20 && code < 0x7f ? code : blank;
}

function inGroups(text: string, length: number): string[] {
  return Array.from({ length: Math.ceil(text.length / length) }, (_, index) =>
    text.slice(index * length, (index + 1) * length),
  );
}
