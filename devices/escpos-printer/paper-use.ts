import { code128Height, linesToCutter } from './encode.ts';
import type { Element } from './ticket-layout.ts';

/**
 * How much paper a ticket takes, from its layout. The dots are the same on every printer that this driver knows; how
 * long they are is the resolution of its head.
 */

/**
 * Dots of a line feed after `ESC @`: 1/6 inch at 180 dots an inch (Epson TM-T88 series, `ESC 2`), 3.75 mm at 203
 * (Bixolon SPP-R300 command manual, `ESC 2`: 30 dots; SPRT SP-POS88III, `ESC 3`: 30).
 */
const lineSpacingDots = 30;

/** Font A is 12 x 24 dots (the same manuals, `ESC M`), and `GS !` multiplies both. */
const characterHeightDots = 24;

/**
 * Dots in a millimetre. 32 and 48 columns of 12 dots are 48 and 72 mm: 203 dots an inch (SPP-R300: n x 0.125 mm). 42
 * columns are the 512 dots on 72 mm of the Epson TM-T88 series: 180 dots an inch.
 */
const dotsPerMm = { 32: 8, 42: 180 / 25.4, 48: 8 } as const;

/**
 * The most characters of a QR code with error correction M, by version from 1 (ISO/IEC 18004, table of capacities), in
 * alphanumeric and in byte mode; digits alone are counted as alphanumeric.
 */
const qrCapacity = { alphanumeric: [20, 38, 61, 90], bytes: [14, 26, 42, 62, 84] } as const;

/**
 * Millimetres of paper, to the nearest, that a printer is told to use for a ticket: from its first line to the cut, and
 * the line that the encoder feeds after it.
 */
export function paperOf(
  elements: readonly Element[],
  { columns, cut }: { readonly columns: 32 | 42 | 48; readonly cut: boolean },
): number {
  const feeds = linesToCutter + (cut ? 1 : 0);
  const dots = elements.reduce((sum, element) => sum + dotsOf(element), feeds * lineSpacingDots);
  return Math.round(dots / dotsPerMm[columns]);
}

function dotsOf(element: Element): number {
  switch (element.type) {
    case 'line':
      // What is higher than the line spacing takes the height that it needs.
      return Math.max(lineSpacingDots, element.height * characterHeightDots);
    case 'rule':
    case 'space':
      return lineSpacingDots;
    // A code is fed out, without a quiet zone (Epson, `GS ( k` 81 and `GS k`), and has a line feed behind it.
    case 'qr':
      return qrModules(element.text) * element.cell + lineSpacingDots;
    case 'code128':
      return code128Height + lineSpacingDots;
  }
}

/** Modules on a side: 21 in version 1, four more in each next one. */
function qrModules(text: string): number {
  const capacity = qrCapacity[/^[0-9A-Z-]*$/.test(text) ? 'alphanumeric' : 'bytes'];
  const version = capacity.findIndex((most) => text.length <= most);
  return 21 + 4 * (version < 0 ? capacity.length : version);
}
