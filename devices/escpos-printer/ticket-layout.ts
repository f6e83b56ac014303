import type { Raster } from '../raster.ts';
import { character, type TextLine, type TicketElement } from '../ticket-element.ts';
import type { PlainContent } from './normalise.ts';
import { linkCode, ticketCode } from './ticket-codes.ts';
import { ticketWords } from './ticket-words.ts';
import { balanced, wrap } from './wrap.ts';

export interface LayoutOptions {
  /** Characters on a line. */
  readonly columns: 32 | 42 | 48;
  /** The printer's own way to print the code; undefined: as the ticket says. */
  readonly codes?: 'qr' | 'code128' | undefined;
  /** A picture as wide as the paper. */
  readonly logo?: Raster | undefined;
}

const maxLines = { agency: 5, site: 2, service: 3, place: 3, note: 5, footer: 5 };

/** The share of the line that the number may fill, so that there is white on both sides. */
const numberShare = 0.8;
const maxSize = 8;

/** A wait is printed in steps of this many minutes, rounded up: it is a guess. */
const estimateStepMinutes = 5;

type Words = (typeof ticketWords)[keyof typeof ticketWords];

/** The dots in a row of so many columns. */
export const dotsOf = (columns: number): number => columns * character.widthDots;

/** What a ticket looks like: a pure function of the ticket and the paper. */
export function layOut(content: PlainContent, options: LayoutOptions): readonly TicketElement[] {
  const { columns, logo } = options;
  const say = ticketWords[content.language];
  const code = ticketCode(content, options);
  return [
    ...(content.copy ? [badge(say.copy, 1), space] : []),
    ...(logo === undefined ? [] : [{ type: 'picture', raster: logo } as const, space]),
    ...centred(content.agency, columns, maxLines.agency),
    ...centred(content.site, columns, maxLines.site, { height: 2 }),
    rule,
    space,
    line(say.number),
    ...bigNumber(content.number, columns),
    ...(content.class === 'priority' ? [space, badge(say.priority, 2)] : []),
    space,
    rule,
    ...facts(content, say, columns),
    rule,
    ...(code === undefined ? [] : [space, code]),
    ...linkOf(content, say, columns),
    ...centred(content.note, columns, maxLines.note),
    ...closing(content, say, columns),
    ...(content.copy ? [space, badge(say.copy, 1)] : []),
  ];
}

const rule: TicketElement = { type: 'rule' };
const space: TicketElement = { type: 'space' };

const line = (text: string, more: Partial<TextLine> = {}): TextLine => ({
  ...{ type: 'line', text, align: 'center', width: 1, height: 1, bold: false, inverse: false },
  ...more,
});

const centred = (
  text: string,
  columns: number,
  most: number,
  more: Partial<TextLine> = {},
): readonly TextLine[] => balanced(text, columns, most).map((each) => line(each, more));

function facts(content: PlainContent, say: Words, columns: number): readonly TextLine[] {
  const { waitingAhead, estimateMinutes, place } = content;
  const estimate = estimateMinutes === undefined ? '' : inSteps(estimateMinutes, say);
  return [
    ...pair(say.service, content.service, columns, maxLines.service),
    ...pair(say.issued, content.issued, columns, maxLines.service),
    ...pair(say.waitingAhead, `${waitingAhead} ${say.people(waitingAhead)}`, columns, maxLines.service),
    ...pair(say.estimate, estimate, columns, maxLines.service),
    ...(place === undefined ? [] : pair(say[place.of], joined(place.names, say.or), columns, maxLines.place)),
  ];
}

function inSteps(minutes: number, say: Words): string {
  if (minutes < estimateStepMinutes) return say.fewMinutes(estimateStepMinutes);
  return say.minutes(Math.ceil(minutes / estimateStepMinutes) * estimateStepMinutes);
}

/** `1, 2 or 3`. */
const joined = (names: readonly string[], or: string): string =>
  [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((part) => part !== '').join(or);

/** The code for phones comes with words: there are two codes then, and a visitor has to know which is whose. */
function linkOf({ link }: PlainContent, say: Words, columns: number): readonly TicketElement[] {
  if (link === undefined) return [];
  return [...centred(say.link, columns, maxLines.note), space, linkCode(link, columns)];
}

function closing({ footer }: PlainContent, say: Words, columns: number): readonly TextLine[] {
  return (footer.length > 0 ? footer : [say.closing])
    .flatMap((paragraph) => centred(paragraph, columns, maxLines.footer))
    .slice(0, maxLines.footer);
}

function bigNumber(text: string, columns: number): readonly TextLine[] {
  if (text === '') return [];
  const size = Math.min(maxSize, Math.max(1, Math.floor((columns * numberShare) / text.length)));
  return [line(text, { width: size, height: size, bold: true })];
}

/** White letters on a black field. Twice as wide as text, it can stand exactly in the middle whatever its length. */
const badge = (text: string, height: number): TextLine =>
  line(`  ${text}  `, { width: 2, height, bold: true, inverse: true });

/** A name and its value, at the two edges of one line where there is room, else one above the other. */
function pair(name: string, value: string, columns: number, most: number): readonly TextLine[] {
  if (value === '') return [];
  if (name.length + 2 + value.length <= columns) {
    return [line(name + value.padStart(columns - name.length), { align: 'left' })];
  }
  const values = wrap(value, columns, most).map((text) => text.padStart(columns));
  return [name, ...values].map((text) => line(text, { align: 'left' }));
}
