import { character, code128HeightDots, lineSpacingDots, type TicketElement } from '../ticket-element.ts';
import { columnHeight } from './column-bytes.ts';
import { linesFed, linesFedByCutter, type TicketEnd } from './cutters.ts';
import { qrModules } from './qr-size.ts';

/**
 * How much paper a ticket takes, from its layout. The dots are the same on every printer that this driver knows; how
 * long they are is the resolution of its head.
 */

/**
 * Dots in a millimetre. 32 and 48 columns of 12 dots are 48 and 72 mm: 203 dots an inch (SPP-R300: n x 0.125 mm). 42
 * columns are the 512 dots on 72 mm of the Epson TM-T88 series: 180 dots an inch.
 */
const dotsPerMm = { 32: 8, 42: 180 / 25.4, 48: 8 } as const;

/**
 * Millimetres of paper, to the nearest, that a printer is told to use for a ticket: from its first line to the cut.
 */
export function paperOf(
  elements: readonly TicketElement[],
  paper: TicketEnd & {
    readonly columns: 32 | 42 | 48;
    readonly pictures?: 'gs-v-0' | 'esc-star' | undefined;
  },
): number {
  const feeds = linesFed(paper) + linesFedByCutter(paper);
  const dots = elements.reduce(
    (sum, element) =>
      sum +
      (element.type === 'picture' && paper.pictures === 'esc-star'
        ? columnHeight(element.raster)
        : dotsOf(element)),
    feeds * lineSpacingDots,
  );
  return Math.round(dots / dotsPerMm[paper.columns]);
}

function dotsOf(element: TicketElement): number {
  switch (element.type) {
    case 'line':
      // What is higher than the line spacing takes the height that it needs.
      return Math.max(lineSpacingDots, element.height * character.heightDots);
    case 'rule':
    case 'space':
      return lineSpacingDots;
    // A code is fed out, without a quiet zone (Epson, `GS ( k` 81 and `GS k`), and has a line feed behind it.
    case 'qr':
      return qrModules(element.text) * element.cell + lineSpacingDots;
    case 'code128':
      return code128HeightDots + lineSpacingDots;
    case 'picture':
      return element.raster.height;
  }
}
