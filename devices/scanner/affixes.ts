import * as z from 'zod';
import { described } from '../described.ts';
import { withoutPunctuation } from './bytes.ts';
import { SCAN_MOST_CHARACTERS } from './grammar.ts';
import { gs1Code, gs1Setting } from './gs1.ts';

/** The longest prefix or suffix. */
const AFFIX_MOST_CHARACTERS = 16;
const AIM_CHARACTERS = 3;

/** The most characters of a code with all that a scanner puts around it. */
export const WHOLE_MOST_CHARACTERS = SCAN_MOST_CHARACTERS + 2 * AFFIX_MOST_CHARACTERS + AIM_CHARACTERS;

const affix = z.string().min(1).max(AFFIX_MOST_CHARACTERS);

/** The settings for the text that a scanner adds to each code. */
export const affixSettings = {
  prefix: affix
    .optional()
    .meta(
      described(
        'What the scanner is set to send before each code; taken off',
        'Yang dikirim pemindai sebelum tiap kode; dibuang',
      ),
    ),
  suffix: affix
    .optional()
    .meta(
      described(
        'What the scanner is set to send after each code; taken off',
        'Yang dikirim pemindai setelah tiap kode; dibuang',
      ),
    ),
  gs1: gs1Setting,
};

export interface Affixes {
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
  readonly gs1?: string | undefined;
}

/** ISO/IEC 15424: `]`, a letter for the symbology, a modifier. Codes of tickets and bookings have no such character. */
const aim = /^\][A-Za-z][0-9A-Za-z]/;

/**
 * A code without the prefix, suffix, blanks and AIM identifier (such as `]Q1`) that the scanner put around it, and out
 * of the GS1 code that it stands in.
 */
export function bareCode(text: string, affixes: Affixes): string {
  const code = withoutAffixes(text, affixes);
  const isCut = text.length > WHOLE_MOST_CHARACTERS;
  return affixes.gs1 === undefined || isCut ? code : gs1Code(code, affixes.gs1);
}

function withoutAffixes(text: string, affixes: Affixes): string {
  // Control characters at the ends were removed from the text, so they are ignored in the site file's prefix as well.
  const prefix = withoutPunctuation(affixes.prefix ?? '');
  const suffix = withoutPunctuation(affixes.suffix ?? '');
  const rest = text.startsWith(prefix) ? text.slice(prefix.length) : text;
  const code = rest.replace(aim, '');
  const end = suffix !== '' && code.endsWith(suffix) ? code : code.trimEnd();
  return (suffix !== '' && end.endsWith(suffix) ? end.slice(0, -suffix.length) : end).trimEnd();
}
