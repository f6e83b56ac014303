import type { TicketContent } from '../roles.ts';

/** The longest texts a ticket has room for, in characters. */
export const textLimits = {
  site: 64,
  service: 96,
  number: 12,
  issued: 48,
  footer: 240,
  code: 64,
  waitingAhead: 9_999,
} as const;

/** At most this many characters of a text are read: enough for every limit above, whatever is removed. */
const readLimit = 4_096;

/** ASCII spellings of characters that do not decompose into a letter and its marks. */
const spelled: Readonly<Record<string, string>> = {
  ...{
    '\u2018': "'",
    '\u2019': "'",
    '\u02bc': "'",
    '\u201c': '"',
    '\u201d': '"',
    '\u00ab': '"',
    '\u00bb': '"',
  },
  ...{ '\u2010': '-', '\u2011': '-', '\u2012': '-', '\u2013': '-', '\u2014': '-', '\u2212': '-' },
  ...{
    '\u2022': '*',
    '\u00b7': '*',
    '\u00d7': 'x',
    '\u00f7': '/',
    '\u20ac': 'EUR',
    '\u00a9': '(c)',
    '\u00ae': '(R)',
  },
  ...{
    '\u00df': 'ss',
    '\u00e6': 'ae',
    '\u00c6': 'AE',
    '\u0153': 'oe',
    '\u0152': 'OE',
    '\u00f8': 'o',
    '\u00d8': 'O',
  },
  ...{ '\u0142': 'l', '\u0141': 'L', '\u0111': 'd', '\u0110': 'D', '\u00b0': 'o' },
};

/**
 * Any text as one line of at most `limit` characters of ASCII 32 to 126, which every printer has in every code page.
 * Accents are removed, white space and control characters become one space, format characters are dropped, and any
 * other character that cannot be printed becomes `?`. So no byte of the result can be a command.
 */
export function printable(text: string, limit: number): string {
  return text
    .slice(0, readLimit)
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/[^\x20-\x7e]/gu, (character) => spelled[character] ?? '?')
    .trim()
    .slice(0, limit)
    .trimEnd();
}

/** The characters of a text that can only be printed as `?`, each once. */
export function unprintable(text: string): readonly string[] {
  const graphemes = new Intl.Segmenter().segment(text.slice(0, readLimit));
  const lost = [...graphemes]
    .map(({ segment }) => segment)
    .filter((one) => one !== '?' && printable(one, readLimit).includes('?'));
  return [...new Set(lost)];
}

/** The code unchanged, or undefined when it cannot be printed: an altered code might be another visitor's ticket. */
export function printableCode(code: string): string | undefined {
  return code.length <= textLimits.code && /^[A-Za-z0-9-]+$/.test(code) ? code : undefined;
}

/** A ticket whose texts can all be printed. */
export interface PlainContent extends Omit<TicketContent, 'code' | 'footer'> {
  readonly code: string | undefined;
  /** Its paragraphs. */
  readonly footer: readonly string[];
}

/** A ticket with every text made printable and bounded. */
export function plainContent(content: TicketContent): PlainContent {
  return {
    ...content,
    site: printable(content.site, textLimits.site),
    service: printable(content.service, textLimits.service),
    number: printable(content.number, textLimits.number),
    issued: printable(content.issued, textLimits.issued),
    waitingAhead: Math.min(textLimits.waitingAhead, Math.max(0, Math.trunc(content.waitingAhead) || 0)),
    code: printableCode(content.code),
    footer: paragraphs(content.footer ?? ''),
  };
}

const paragraphs = (text: string): readonly string[] =>
  text
    .slice(0, textLimits.footer)
    .split(/\r\n|\r|\n/)
    .map((paragraph) => printable(paragraph, textLimits.footer))
    .filter((paragraph) => paragraph !== '');
