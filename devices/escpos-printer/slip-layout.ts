import type { SlipContent } from '../roles.ts';
import type { TicketElement } from '../ticket-element.ts';
import { codeOf, linesFor, rule, space } from './label-layout.ts';

/** The words that stand on a slip. All are ASCII. */
const slipWords = {
  id: { title: 'Kode pengaduan Anda', how: 'Tulis pengaduan Anda dengan ponsel, dengan kode ini:' },
  en: { title: 'Your complaint code', how: 'Write your complaint on your phone, with this code:' },
} as const;

const mostLines = { site: 2, title: 2, code: 2, where: 2, how: 3, link: 6 };

/** What a slip for a complaint looks like: a pure function of the complaint and the paper. */
export function layOutSlip(content: SlipContent, columns: 32 | 42 | 48): readonly TicketElement[] {
  const say = slipWords[content.language];
  const text = linesFor(columns);
  return [
    ...text(content.site, mostLines.site),
    rule,
    ...text(say.title, mostLines.title),
    ...text(content.code, mostLines.code, { width: 2, height: 2, bold: true }),
    ...(content.where === '' ? [] : text(content.where, mostLines.where)),
    rule,
    ...text(say.how, mostLines.how),
    space,
    codeOf(content.link, columns),
    ...text(content.link, mostLines.link),
    rule,
  ];
}
