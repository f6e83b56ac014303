import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import { qrModules } from '../escpos-printer/qr-size.ts';
import type { TicketJob } from '../escpos-printer/ticket-job.ts';
import { character, code128HeightDots, type TextLine, type TicketElement } from '../ticket-element.ts';
import type { StarOptions } from './star-options.ts';
import { pictureBytes } from './star-raster.ts';

/** `ESC i` has heights and widths up to six times (StarPRNT Command Specifications, ESC i). */
const mostSize = 6;

/** `ESC @`, then `ESC z 1`: a line feed of 4 mm, which some printers are set not to have. */
const begin = Uint8Array.of(0x1b, 0x40, 0x1b, 0x7a, 1);
const lineDots = 32;
const dotsPerMm = 8;

/** `ESC d`: 2 and 3 feed the paper to the cutter and cut it, all of it or all but a part (ESC d). */
const cuts = { full: [0x1b, 0x64, 2], partial: [0x1b, 0x64, 3] } as const;
/** `ESC a n`: n lines, for a person who tears the ticket off. */
const tearOff = [0x1b, 0x61, 4] as const;
/** What either feeds: the blade is as far from the head as the tear-off edge. */
const endDots = 4 * lineDots;

type Writing = Pick<StarOptions, 'columns' | 'cut' | 'full_cut'>;

/**
 * A ticket in Star Line Mode, which StarPRNT printers understand too. The encoder's `initialize` is not used: its CAN
 * clears the buffer the moment it is received, and what was sent before with it.
 */
export function encodeLine(elements: readonly TicketElement[], options: Writing): TicketJob {
  const smaller = elements.map((each) => (each.type === 'line' ? fitting(each) : each));
  const parts: Uint8Array[] = [begin];
  for (const element of smaller)
    parts.push(element.type === 'picture' ? pictureBytes(element.raster) : written(element, options.columns));
  parts.push(Uint8Array.from(options.cut ? cuts[options.full_cut ? 'full' : 'partial'] : tearOff));
  const dots = smaller.reduce((sum, each) => sum + dotsOf(each), endDots);
  return { bytes: Uint8Array.from(Buffer.concat(parts)), paperMm: Math.round(dots / dotsPerMm) };
}

const fitting = (line: TextLine): TextLine => ({
  ...line,
  width: Math.min(mostSize, line.width),
  height: Math.min(mostSize, line.height),
});

function written(element: Exclude<TicketElement, { type: 'picture' }>, columns: number): Uint8Array {
  const encoder = new ReceiptPrinterEncoder({
    ...{ language: 'star-line', columns, newline: '\n', feedBeforeCut: 0, codepageMapping: 'star' },
  });
  switch (element.type) {
    case 'line': {
      const { text, width, height, bold, inverse } = element;
      encoder.raw(indent(element, columns)).size(width, height).bold(bold).invert(inverse).raw(ascii(text));
      return encoder.bold(false).invert(false).size(1, 1).newline().encode();
    }
    case 'rule':
      return encoder
        .raw(ascii('-'.repeat(columns)))
        .newline()
        .encode();
    case 'space':
      return encoder.newline().encode();
    case 'qr':
      encoder.align('center').qrcode(element.text, { model: 2, size: element.cell, errorlevel: 'm' });
      return encoder.encode();
    case 'code128':
      // Width 1 is two dots a module, 2 is three (ESC b).
      encoder.align('center').barcode(element.text, 'code128', {
        ...{ height: code128HeightDots, width: element.moduleDots - 1, text: false },
      });
      return encoder.encode();
  }
}

const ascii = (text: string): Uint8Array => Buffer.from(text, 'latin1');

function indent({ text, align, width }: TextLine, columns: number): Uint8Array {
  const free = columns - text.length * width;
  return ascii(' '.repeat(align === 'center' ? Math.max(0, Math.floor(free / 2)) : 0));
}

function dotsOf(element: TicketElement): number {
  switch (element.type) {
    case 'line':
      return Math.max(lineDots, element.height * character.heightDots);
    case 'rule':
    case 'space':
      return lineDots;
    case 'qr':
      return qrModules(element.text) * element.cell + lineDots;
    case 'code128':
      return code128HeightDots + lineDots;
    case 'picture':
      return element.raster.height;
  }
}
