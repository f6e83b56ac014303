import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import { code128HeightDots, type TextLine, type TicketElement } from '../ticket-element.ts';
import { columnBytes } from './column-bytes.ts';
import { cutBytes, linesFed, type TicketEnd } from './cutters.ts';
import { rasterBytes } from './raster-bytes.ts';

interface Paper extends TicketEnd {
  readonly columns: 32 | 42 | 48;
  /** The command for pictures; absent: `gs-v-0`. */
  readonly pictures?: 'gs-v-0' | 'esc-star' | undefined;
}

/** The bytes of one ticket: reset, elements, feed to the cutter and, where there is one, one cut. */
export function encode(elements: readonly TicketElement[], paper: Paper): Uint8Array {
  const { columns } = paper;
  const inPicture = paper.pictures === 'esc-star' ? columnBytes : rasterBytes;
  const parts: Uint8Array[] = [];
  let encoder = createEncoder(columns).initialize();
  for (const element of elements) {
    if (element.type !== 'picture') {
      add(encoder, element, columns);
      continue;
    }
    // The library would copy a picture many times over, on the thread that answers keys.
    parts.push(encoder.encode(), inPicture(element.raster));
    encoder = createEncoder(columns);
  }
  const lines = linesFed(paper);
  if (lines > 0) encoder.newline(lines);
  parts.push(encoder.encode(), cutBytes(paper));
  return Uint8Array.from(Buffer.concat(parts));
}

const createEncoder = (columns: number): ReceiptPrinterEncoder =>
  new ReceiptPrinterEncoder({
    language: 'esc-pos',
    columns,
    newline: '\n',
    feedBeforeCut: 0,
    codepageMapping: 'epson',
  });

function add(
  encoder: ReceiptPrinterEncoder,
  element: Exclude<TicketElement, { type: 'picture' }>,
  columns: number,
): void {
  switch (element.type) {
    case 'line':
      encoder.raw(indent(element, columns)).size(element.width, element.height);
      encoder.bold(element.bold).invert(element.inverse).raw(ascii(element.text));
      encoder.bold(false).invert(false).size(1, 1).newline();
      return;
    case 'rule':
      encoder.raw(ascii('-'.repeat(columns))).newline();
      return;
    case 'space':
      encoder.newline();
      return;
    case 'qr':
      encoder.align('center').qrcode(element.text, { model: 2, size: element.cell, errorlevel: 'm' });
      return;
    case 'code128':
      // The encoder's width is one less than the dots of a module.
      encoder.align('center').barcode(element.text, 'code128', {
        height: code128HeightDots,
        width: element.moduleDots - 1,
        text: false,
      });
      return;
  }
}

/**
 * Text is ASCII already (see normalise.ts) and fits its line (see ticket-layout.ts), so it goes out as bytes. Given a
 * string, the library copies a whole code page for each line; that would be most of the time of a ticket, on the thread
 * that answers keys.
 */
const ascii = (text: string): Uint8Array => Buffer.from(text, 'latin1');

/** Spaces of ordinary width that centre a line. */
function indent({ text, align, width }: TextLine, columns: number): Uint8Array {
  const free = columns - text.length * width;
  return ascii(' '.repeat(align === 'center' ? Math.max(0, Math.floor(free / 2)) : 0));
}
