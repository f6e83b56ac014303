import type { PlainContent } from './normalise.ts';
import { balanced, wrap } from './wrap.ts';

/** One thing on a ticket, from top to bottom. `width` and `height` multiply the size of a character, 1 to 8. */
export type Element =
  | {
      readonly type: 'line';
      readonly text: string;
      readonly align: 'left' | 'center';
      readonly width: number;
      readonly height: number;
      readonly bold: boolean;
      /** White on black. */
      readonly inverse: boolean;
    }
  /** A rule over the whole width, or an empty line. A code brings its own empty line below it. */
  | { readonly type: 'rule' | 'space' }
  | { readonly type: 'qr'; readonly text: string; readonly cell: number }
  | { readonly type: 'code128'; readonly text: string; readonly moduleDots: number };

export interface LayoutOptions {
  /** Characters on a line. */
  readonly columns: 32 | 42 | 48;
  readonly codes: 'qr' | 'code128';
}

const words = {
  id: {
    number: 'Nomor antrean',
    service: 'Layanan',
    issued: 'Waktu',
    waitingAhead: 'Menunggu di depan Anda',
    people: (_count: number): string => 'orang',
    priority: 'PRIORITAS',
    copy: 'SALINAN',
    closing: 'Silakan menunggu. Nomor Anda akan dipanggil ke loket.',
  },
  en: {
    number: 'Queue number',
    service: 'Service',
    issued: 'Time',
    waitingAhead: 'Waiting ahead of you',
    people: (count: number): string => (count === 1 ? 'person' : 'people'),
    priority: 'PRIORITY',
    copy: 'COPY',
    closing: 'Please wait. Your number will be called to a counter.',
  },
} as const;

const maxLines = { site: 2, service: 3, footer: 5 };

/** The share of the line that the number may fill, so that there is white on both sides. */
const numberShare = 0.8;
const maxSize = 8;

/** Dots of a QR module: the longest code makes 37 modules, which fit 58 mm paper with room to spare. */
const qrCell = { narrow: 6, wide: 8 };

const dotsPerColumn = 12;

/** A CODE128 symbol: 11 modules a character, start and check, 13 for stop, and 10 of white on either side. */
const code128Modules = (text: string): number => 11 * (text.length + 2) + 13 + 20;

/** What a ticket looks like: a pure function of the ticket and the paper. */
export function layOut(content: PlainContent, options: LayoutOptions): readonly Element[] {
  const { columns } = options;
  const say = words[content.language];
  const closing = content.footer.length > 0 ? content.footer : [say.closing];
  return [
    ...(content.copy ? [badge(say.copy, 1), space] : []),
    ...balanced(content.site, columns, maxLines.site).map((text) => line(text, { height: 2 })),
    rule,
    space,
    line(say.number),
    ...bigNumber(content.number, columns),
    ...(content.class === 'priority' ? [space, badge(say.priority, 2)] : []),
    space,
    rule,
    ...pair(say.service, content.service, columns),
    ...pair(say.issued, content.issued, columns),
    ...pair(say.waitingAhead, `${content.waitingAhead} ${say.people(content.waitingAhead)}`, columns),
    rule,
    ...(content.code === undefined ? [] : [space, code(content.code, options)]),
    ...closing
      .flatMap((paragraph) => balanced(paragraph, columns, maxLines.footer))
      .slice(0, maxLines.footer)
      .map((text) => line(text)),
    ...(content.copy ? [space, badge(say.copy, 1)] : []),
  ];
}

const rule: Element = { type: 'rule' };
const space: Element = { type: 'space' };

const line = (text: string, more: Partial<Extract<Element, { type: 'line' }>> = {}): Element => ({
  ...{ type: 'line', text, align: 'center', width: 1, height: 1, bold: false, inverse: false },
  ...more,
});

function bigNumber(text: string, columns: number): readonly Element[] {
  if (text === '') return [];
  const size = Math.min(maxSize, Math.max(1, Math.floor((columns * numberShare) / text.length)));
  return [line(text, { width: size, height: size, bold: true })];
}

/** White letters on a black field. Twice as wide as text, it can stand exactly in the middle whatever its length. */
const badge = (text: string, height: number): Element =>
  line(`  ${text}  `, { width: 2, height, bold: true, inverse: true });

/** A name and its value, at the two edges of one line where there is room, else one above the other. */
function pair(name: string, value: string, columns: number): readonly Element[] {
  if (value === '') return [];
  if (name.length + 2 + value.length <= columns) {
    return [line(name + value.padStart(columns - name.length), { align: 'left' })];
  }
  const values = wrap(value, columns, maxLines.service).map((text) => text.padStart(columns));
  return [name, ...values].map((text) => line(text, { align: 'left' }));
}

/** A CODE128 code too wide for the paper becomes a QR code: a printer would leave it out without a word. */
function code(text: string, { columns, codes }: LayoutOptions): Element {
  const fits = (moduleDots: number): boolean => code128Modules(text) * moduleDots <= columns * dotsPerColumn;
  const moduleDots = [3, 2].find(fits);
  if (codes === 'code128' && moduleDots !== undefined) return { type: 'code128', text, moduleDots };
  return { type: 'qr', text, cell: columns === 32 ? qrCell.narrow : qrCell.wide };
}
