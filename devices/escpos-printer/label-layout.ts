import type { LabelContent } from '../roles.ts';
import { type CodeElement, character, type TextLine, type TicketElement } from '../ticket-element.ts';
import { printable, textLimits } from './normalise.ts';
import { qrModules } from './qr-size.ts';
import { balanced } from './wrap.ts';

/** The words that stand on a label. All are ASCII. */
const labelWords = {
  id: { serial: 'Nomor seri:', place: 'Terpasang di:', code: 'Keadaannya, dengan ponsel:' },
  en: { serial: 'Serial number:', place: 'Plugged in at:', code: 'How it is, on a phone:' },
} as const;

const mostLines = { site: 2, device: 3, what: 2, where: 2, known: 3, code: 4 };
/** A name is read from a standing man's height: twice the size of text at least, and four times at most. */
const nameSize = { least: 2, most: 4 };
/** Phones read a module of half a millimetre; a bigger one is read when the sticker is scratched. */
const mostCell = 6;
/** The share of the paper that the code may take. */
const codeShare = 0.7;

/** What a label looks like: a pure function of the label and the paper. */
export function layOutLabel(content: LabelContent, columns: 32 | 42 | 48): readonly TicketElement[] {
  const say = labelWords[content.language];
  const { device, code, known } = content;
  const size = Math.min(nameSize.most, Math.max(nameSize.least, Math.floor(columns / device.length)));
  const text = linesFor(columns);
  return [
    ...text(content.site, mostLines.site),
    rule,
    ...text(device, mostLines.device, { width: size, height: size, bold: true }),
    ...text(content.what, mostLines.what),
    ...text(content.where, mostLines.where, { height: 2 }),
    ...text(`${say[known.by]} ${known.text}`, mostLines.known),
    rule,
    space,
    codeOf(code, columns),
    ...(isAddress(code) ? text(say.code, 1) : []),
    ...text(code, mostLines.code),
    rule,
  ];
}

/** Makes centred lines of a text, as many as there may be. */
export const linesFor =
  (columns: number) =>
  (of: string, most: number, more: Partial<TextLine> = {}): readonly TextLine[] =>
    balanced(printable(of, textLimits.footer), Math.floor(columns / (more.width ?? 1)), most).map((each) =>
      line(each, more),
    );

export const rule: TicketElement = { type: 'rule' };
export const space: TicketElement = { type: 'space' };

const isAddress = (code: string): boolean => /^https?:/.test(code);

const line = (text: string, more: Partial<TextLine>): TextLine => ({
  ...{ type: 'line', text, align: 'center', width: 1, height: 1, bold: false, inverse: false },
  ...more,
});

/** An address as a QR code that phones read. */
export function codeOf(text: string, columns: number): CodeElement {
  const room = Math.floor((columns * character.widthDots * codeShare) / qrModules(text));
  return { type: 'qr', text, cell: Math.max(1, Math.min(mostCell, room)) };
}
