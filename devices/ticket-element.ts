import type { Raster } from './raster.ts';

/** A line of text. `width` and `height` multiply the size of a character, 1 to 8. */
export interface TextLine {
  readonly type: 'line';
  readonly text: string;
  readonly align: 'left' | 'center';
  readonly width: number;
  readonly height: number;
  readonly bold: boolean;
  /** White on black. */
  readonly inverse: boolean;
}

/** A code for scanners or phones. `cell` and `moduleDots` are the width of its narrowest part in dots. */
export type CodeElement =
  | { readonly type: 'qr'; readonly text: string; readonly cell: number }
  | { readonly type: 'code128'; readonly text: string; readonly moduleDots: number };

/** One thing on a ticket, from top to bottom. */
export type TicketElement =
  | TextLine
  /** A rule over the whole width, or an empty line. A code brings its own empty line below it. */
  | { readonly type: 'rule' | 'space' }
  | CodeElement
  /** A picture as wide as the paper, or narrower: it begins at the left edge. */
  | { readonly type: 'picture'; readonly raster: Raster };

/** Font A is 12 x 24 dots (Epson TM-T88 and Bixolon SPP-R300 manuals, `ESC M`), and `GS !` multiplies both. */
export const character = { widthDots: 12, heightDots: 24 } as const;

/**
 * Dots of a line feed after `ESC @`: 1/6 inch at 180 dots an inch (Epson TM-T88 series, `ESC 2`), 3.75 mm at 203
 * (Bixolon SPP-R300 command manual, `ESC 2`: 30 dots; SPRT SP-POS88III, `ESC 3`: 30).
 */
export const lineSpacingDots = 30;

/** Height of a CODE128 code in dots: 10 mm, easy to find with a hand scanner. */
export const code128HeightDots = 80;
