import { numberIn } from '../display/fit.ts';

/** A number in two bytes has at most four digits: 65,535 is less than 99,999. */
const TWO_BYTES_MOST_DIGITS = 4;

interface TextFormat {
  /** The bytes of a text that has one character for each place of the display; `pad` fills unused ones on the left. */
  bytes(text: string, pad: string): readonly number[];
  /** What a person reads of it. */
  reads(text: string): string;
  readonly mostDigits: number;
}

const asWritten = (text: string): string => numberIn(text).trim();
/** A number as such has no leading zeros, and cannot be dark. */
const asNumber = (text: string): string => String(Number(numberIn(text)));
const anyDigits = Number.POSITIVE_INFINITY;

/** How a frame carries the text. All but `characters` carry only the number at its end. */
export const textFormats = {
  /** One character a byte. */
  characters: { bytes: padded, reads: (text) => text, mostDigits: anyDigits },
  /** The digits of the number, one character a byte: for displays that take no letter. */
  numerals: { bytes: (text, pad) => padded(numberIn(text), pad), reads: asWritten, mostDigits: anyDigits },
  /** The digits as the values 0 to 9, one a byte; an unused place has the low half of `pad`. */
  digits: { bytes: digitsOf, reads: asWritten, mostDigits: anyDigits },
  /** The same, two digits a byte (packed BCD), the first one in its high half. */
  bcd: { bytes: bcdOf, reads: asWritten, mostDigits: anyDigits },
  /** The number in two bytes, the high one first. */
  number: {
    bytes: (text) => [numberOf(text) >> 8, numberOf(text) & 0xff],
    reads: asNumber,
    mostDigits: TWO_BYTES_MOST_DIGITS,
  },
  /** The number in two bytes, the low one first. */
  'number-low-first': {
    bytes: (text) => [numberOf(text) & 0xff, numberOf(text) >> 8],
    reads: asNumber,
    mostDigits: TWO_BYTES_MOST_DIGITS,
  },
} as const satisfies Record<string, TextFormat>;

export type TextFormatName = keyof typeof textFormats;

export const textFormatNames = Object.keys(textFormats) as [TextFormatName, ...TextFormatName[]];

/** One byte a character; a character outside Latin-1 becomes a blank. */
export function latin1(text: string): number[] {
  return [...text].map((character) => {
    const code = character.charCodeAt(0);
    return code <= 0xff ? code : 0x20;
  });
}

function padded(text: string, pad: string): number[] {
  const blanks = text.length - text.trimStart().length;
  return latin1(pad.repeat(blanks) + text.slice(blanks));
}

/** The low half of the code of a digit is its value. */
function digitsOf(text: string, pad: string): number[] {
  return padded(numberIn(text), pad).map((code) => code & 0xf);
}

function bcdOf(text: string, pad: string): number[] {
  const digits = digitsOf(text.length % 2 === 0 ? text : ` ${text}`, pad);
  return Array.from({ length: digits.length / 2 }, (_, index) => {
    const [high = 0, low = 0] = digits.slice(2 * index, 2 * index + 2);
    return (high << 4) | low;
  });
}

function numberOf(text: string): number {
  return Number(numberIn(text));
}
