import type { TicketContent } from '../roles.ts';

/** The longest texts a ticket has room for, in characters. */
export const textLimits = {
  site: 64,
  agency: 96,
  service: 96,
  place: 120,
  note: 240,
  number: 12,
  issued: 48,
  footer: 240,
  code: 64,
  /** What fits 58 mm paper as a QR code (qr-size.ts). */
  link: 180,
  waitingAhead: 9_999,
  estimateMinutes: 999,
} as const;

/** The most places on a ticket; a longer list ends in dots. */
const placesMax = 12;

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
  // Most texts are of this kind, and the first use of Intl takes a tenth of the time of `loket check`.
  if (/^[\x20-\x7e]*$/.test(text)) return [];
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

/** The address unchanged, or undefined when it cannot be printed: an altered one leads elsewhere. */
export const printableLink = (link: string): string | undefined =>
  link.length <= textLimits.link && /^https?:\/\/[\x21-\x7e]+$/.test(link) ? link : undefined;

/** A ticket whose texts can all be printed. */
export interface PlainContent extends Omit<TicketContent, 'code' | 'footer' | 'agency' | 'note'> {
  readonly code: string | undefined;
  /** Empty: there is none. */
  readonly agency: string;
  readonly note: string;
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
    agency: printable(content.agency ?? '', textLimits.agency),
    note: printable(content.note ?? '', textLimits.note),
    place: placeOf(content.place),
    waitingAhead: counted(content.waitingAhead, textLimits.waitingAhead),
    estimateMinutes: known(content.estimateMinutes, textLimits.estimateMinutes),
    code: printableCode(content.code),
    link: content.link === undefined ? undefined : printableLink(content.link),
    footer: paragraphs(content.footer ?? ''),
  };
}

const counted = (count: number, most: number): number => Math.min(most, Math.max(0, Math.trunc(count) || 0));

/** A wait that is not a number is not known. */
const known = (minutes: number | undefined, most: number): number | undefined =>
  minutes === undefined || !Number.isFinite(minutes) ? undefined : counted(Math.ceil(minutes), most);

function placeOf(place: TicketContent['place']): TicketContent['place'] {
  if (place === undefined) return undefined;
  const names = place.names.map((name) => printable(name, textLimits.place)).filter((name) => name !== '');
  return { of: place.of, names: names.length > placesMax ? [...names.slice(0, placesMax), '...'] : names };
}

const paragraphs = (text: string): readonly string[] =>
  text
    .slice(0, textLimits.footer)
    .split(/\r\n|\r|\n/)
    .map((paragraph) => printable(paragraph, textLimits.footer))
    .filter((paragraph) => paragraph !== '');
