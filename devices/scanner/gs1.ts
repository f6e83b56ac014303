import * as z from 'zod';
import { described } from '../described.ts';
import { looksPersonal } from './grammar.ts';

/** FNC1 within a code, as scanners send it (ASCII 29; GS1 General Specifications, section 7.8). */
const SEPARATOR = '\x1d';

/** The setting `gs1` of a scanner. */
export const gs1Setting = z
  .string()
  .regex(/^\d{2,4}$/, { error: 'bad-application-identifier' })
  .refine((identifier) => identifierDigits(identifier) === identifier.length, {
    error: 'bad-application-identifier',
  })
  .optional()
  .meta(
    described(
      'Where booking codes are GS1 codes: the application identifier whose value is the code, such as "91"',
      'Bila kode pendaftaran adalah kode GS1: pengenal aplikasi yang nilainya adalah kodenya, misalnya "91"',
    ),
  );

/**
 * How many digits an identifier has, by its first two. GS1's list of application identifiers, as python-stdnum keeps it
 * (stdnum/gs1_ai.dat of 2024-03-17). Pairs that are missing are not given out.
 */
const digitsOf: readonly (readonly [RegExp, number])[] = [
  [/^(0[0-2]|1[0-35-7]|2[0-2]|30|37|9\d)/, 2],
  [/^(23|24|25|4[0-2]|71)/, 3],
  [/^(3[1-69]|43|70|72|8[0-2])/, 4],
];

/** Undefined for what is no identifier. */
function identifierDigits(text: string): number | undefined {
  return digitsOf.find(([pattern]) => pattern.test(text))?.[1];
}

/**
 * Values of these identifiers have a length of their own and no separator after them; all others end at a separator or
 * with the code. Lengths without the identifier: GS1 General Specifications, figure 7.8.4-2 (read in postscriptbarcode,
 * contrib/development/ai_not_needing_fnc1.txt).
 */
const fixedLengths: readonly (readonly [RegExp, number])[] = [
  [/^00/, 18],
  [/^0[12]/, 14],
  [/^1[1-9]/, 6],
  [/^20/, 2],
  [/^3[1-6]/, 6],
  [/^41/, 13],
];

/**
 * The code in a GS1 code: the value of `identifier`; the text as it is where it is no GS1 code or has no such element,
 * as with a ticket. An identity number is left whole, so that it is refused: its digits may look like elements.
 */
export function gs1Code(text: string, identifier: string): string {
  return looksPersonal(text.replaceAll(articleNumber, '$1')) ? text : (valueIn(text, identifier) ?? text);
}

/** With its identifier it has 16 digits, as an identity number has; but those begin with 11 at least. */
const articleNumber = new RegExp(`(^|${SEPARATOR})0[12]\\d{14}(?=${SEPARATOR}|$)`, 'g');

/**
 * Undefined for a text that is no whole list of elements or has no such element.
 * The other elements go no further.
 */
function valueIn(text: string, identifier: string): string | undefined {
  let rest = text;
  let found: string | undefined;
  while (rest !== '') {
    // A scanner may send the first FNC1, too, and one after a value of fixed length does no harm.
    if (rest.startsWith(SEPARATOR)) {
      rest = rest.slice(1);
      continue;
    }
    const digits = identifierDigits(rest);
    if (digits === undefined || !/^\d+$/.test(rest.slice(0, digits))) return undefined;
    const name = rest.slice(0, digits);
    const value = valueAt(name, rest.slice(digits));
    if (value === undefined) return undefined;
    if (name === identifier) found ??= value;
    rest = rest.slice(digits + value.length);
  }
  return found;
}

/** Undefined for a value that is cut short. */
function valueAt(identifier: string, text: string): string | undefined {
  const [upToSeparator = ''] = text.split(SEPARATOR, 1);
  const fixed = fixedLengths.find(([pattern]) => pattern.test(identifier))?.[1];
  const value = fixed === undefined ? upToSeparator : upToSeparator.slice(0, fixed);
  return value === '' || (fixed !== undefined && value.length < fixed) ? undefined : value;
}
