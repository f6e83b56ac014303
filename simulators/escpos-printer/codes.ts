import { barcode, qrcode } from 'receiptline';

/** QR error correction as `GS ( k` numbers it, from 48. */
export type QrLevel = 'l' | 'm' | 'q' | 'h';

/** The modules of a QR code, row by row; 1 is black. */
export function qrModules(text: string, level: QrLevel): readonly Uint8Array[] {
  return qrcode.generate({ data: text, type: 'qrcode', cell: 3, level, quietZone: false });
}

/**
 * The width in modules of a printer's CODE128 symbol for `text` in code set B (`{B`): 11 for the start, each character
 * and the check character, 13 for the stop. Whether a symbol fits is decided by this width, because the generator here
 * packs digits closer.
 */
export const code128Modules = (text: string): number => 11 * (text.length + 2) + 13;

/** The widths in dots of the bars and spaces of a CODE128 symbol, a bar first; nothing when it cannot be coded. */
export function code128Widths(text: string, moduleDots: number): readonly number[] {
  const form = barcode.generate({ data: text, type: 'code128', width: moduleDots, height: 24, hri: false });
  // Drop the quiet zones at both ends, which have no width here.
  return (form.widths ?? []).slice(1, -1);
}
