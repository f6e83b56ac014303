import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import type { Element } from './ticket-layout.ts';

/** Lines between the print head and the cutter of common printers, so that the cut falls below the last line. */
export const linesToCutter = 4;

/** Height of a CODE128 code in dots: 10 mm, easy to find with a hand scanner. */
export const code128Height = 80;

/** The bytes of one ticket: reset, elements, feed to the cutter and, where there is one, one cut. */
export function encode(
  elements: readonly Element[],
  options: { readonly columns: 32 | 42 | 48; readonly cut: boolean },
): Uint8Array {
  const encoder = new ReceiptPrinterEncoder({
    language: 'esc-pos',
    columns: options.columns,
    newline: '\n',
    feedBeforeCut: 0,
    codepageMapping: 'epson',
  });
  encoder.initialize();
  for (const element of elements) add(encoder, element, options.columns);
  encoder.newline(linesToCutter);
  if (options.cut) encoder.cut('partial');
  return encoder.encode();
}

function add(encoder: ReceiptPrinterEncoder, element: Element, columns: number): void {
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
        height: code128Height,
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
function indent({ text, align, width }: Extract<Element, { type: 'line' }>, columns: number): Uint8Array {
  const free = columns - text.length * width;
  return ascii(' '.repeat(align === 'center' ? Math.max(0, Math.floor(free / 2)) : 0));
}
