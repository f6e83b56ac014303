import { type CodeElement, character } from '../ticket-element.ts';
import type { PlainContent } from './normalise.ts';
import { qrModules } from './qr-size.ts';

/** Dots of a QR module: the longest code makes 37 modules, which fit 58 mm paper with room to spare. */
const qrCell = { narrow: 6, wide: 8 };

/** An address makes up to 53 modules. Phones read a module of half a millimetre; scanners need more. */
const linkCell = { narrow: 4, wide: 5 };

/** A CODE128 symbol: 11 modules a character, start and check, 13 for stop, and 10 of white on either side. */
const code128Modules = (text: string): number => 11 * (text.length + 2) + 13 + 20;

/**
 * The code that the scanners of the hall read. The printer's own setting goes before the ticket's, but `none` holds
 * everywhere. A CODE128 code too wide for the paper becomes a QR code: a printer would leave it out without a word.
 */
export function ticketCode(
  { code: text, codeAs }: PlainContent,
  { columns, codes }: { readonly columns: number; readonly codes?: 'qr' | 'code128' | undefined },
): CodeElement | undefined {
  if (text === undefined || codeAs === 'none') return undefined;
  const fits = (moduleDots: number): boolean =>
    code128Modules(text) * moduleDots <= columns * character.widthDots;
  const moduleDots = [3, 2].find(fits);
  if ((codes ?? codeAs) === 'code128' && moduleDots !== undefined)
    return { type: 'code128', text, moduleDots };
  return { type: 'qr', text, cell: columns === 32 ? qrCell.narrow : qrCell.wide };
}

/** The code for the visitor's phone. */
export function linkCode(text: string, columns: number): CodeElement {
  const most = columns === 32 ? linkCell.narrow : linkCell.wide;
  const fitting = Math.floor((columns * character.widthDots) / qrModules(text));
  return { type: 'qr', text, cell: Math.min(most, fitting) };
}
