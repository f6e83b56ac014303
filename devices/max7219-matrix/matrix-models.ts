import type { Model } from '../supported.ts';

/** How the 64 dots of a module are wired to its MAX7219. */
export interface MatrixModel {
  /** The edge at which the chip's digit 0 lies; digit 7 lies at the other one. */
  readonly digit0: 'top' | 'bottom' | 'left' | 'right';
  /** The edge at which the segment of the point lies; it is followed by a, b and so on to g at the other edge. */
  readonly point: 'top' | 'left' | 'right';
}

/**
 * Modules by their wiring, held so that the first of the chain (the one at DIN) is on the right. Source: the diagrams
 * of the modules in MD_MAX72xx_lib.h of MajicDesigns/MD_MAX72XX, whose names for them are FC16_HW, GENERIC_HW,
 * PAROLA_HW and ICSTATION_HW.
 */
export const matrixModels = {
  /** Nearly all boards with four modules in a row are of this sort. */
  'fc-16': {
    vendor: 'generic',
    product: 'FC-16, alone or four on one board (4-in-1)',
    digit0: 'top',
    point: 'left',
  },
  /** They are chained with cables, in a spiral. */
  generic: {
    vendor: 'generic',
    product: 'module with its connectors at the short edges, chip above the dots',
    digit0: 'right',
    point: 'top',
  },
  parola: { vendor: 'MajicDesigns', product: 'Parola module', digit0: 'top', point: 'right' },
  icstation: { vendor: 'ICStation', product: 'MAX7219 DIY kit', digit0: 'bottom', point: 'right' },
} as const satisfies Record<string, MatrixModel & Model>;

export type MatrixModelName = keyof typeof matrixModels;

export const matrixModelNames = Object.keys(matrixModels) as [MatrixModelName, ...MatrixModelName[]];

/** Rows from the top and columns from the left of a module, and how many digits and segments its chip has. */
export const MODULE_DOTS = 8;

/**
 * What each digit of each chip has to hold to show `rows` (`#` lit, all of one length, from the top): by digit 0 to 7,
 * for the chips from left to right, in the bits of a MAX7219 (7..0 = point, a, b, c, d, e, f, g).
 */
export function digitsOf(rows: readonly string[], { digit0, point }: MatrixModel): readonly number[][] {
  const modules = Math.ceil((rows[0]?.length ?? 0) / MODULE_DOTS);
  const upTo = Array.from({ length: MODULE_DOTS }, (_, index) => index);
  const from = (edge: MatrixModel['digit0'], index: number) =>
    edge === 'top' || edge === 'left' ? index : MODULE_DOTS - 1 - index;
  const isRow = digit0 === 'top' || digit0 === 'bottom';
  const lit = (module: number, digit: number, segment: number): boolean => {
    const [across, along] = [from(digit0, digit), from(point, segment)];
    const [row, column] = isRow ? [across, along] : [along, across];
    return rows[row]?.[module * MODULE_DOTS + column] === '#';
  };
  return upTo.map((digit) =>
    Array.from({ length: modules }, (_, module) =>
      upTo.reduce((bits, segment) => (bits << 1) | (lit(module, digit, segment) ? 1 : 0), 0),
    ),
  );
}
