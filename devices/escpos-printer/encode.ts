import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import { code128HeightDots, type TextLine, type TicketElement } from '../ticket-element.ts';
import { rasterBytes } from './raster-bytes.ts';

/** Lines between the print head and the cutter of common printers, so that the cut falls below the last line. */
export const linesToCutter = 4;

interface Paper {
  readonly columns: 32 | 42 | 48;
  readonly cut: boolean;
}

/** The bytes of one ticket: reset, elements, feed to the cutter and, where there is one, one cut. */
export function encode(elements: readonly TicketElement[], { columns, cut }: Paper): Uint8Array {
  const parts: Uint8Array[] = [];
  let encoder = createEncoder(columns).initialize();
  for (const element of elements) {
    if (element.type !== 'picture') {
      add(encoder, element, columns);
      continue;
    }
    // The library would copy a picture many times over, on the thread that answers keys.
    parts.push(encoder.encode(), rasterBytes(element.raster));
    encoder = createEncoder(columns);
  }
  encoder.newline(linesToCutter);
  if (cut) encoder.cut('partial');
  parts.push(encoder.encode());
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : Uint8Array.from(Buffer.concat(parts));
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
