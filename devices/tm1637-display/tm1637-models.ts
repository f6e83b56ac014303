import type { Model } from '../supported.ts';

/** How the digits of a module are wired to its TM1637. */
export interface Tm1637Model {
  /** The grid (0 to 5) of each digit, from left to right. */
  readonly grids: readonly number[];
}

/** Modules by the order of their digits. */
export const tm1637Models = {
  /** Source: data sheet, and the drivers of the Grove 4-digit display. */
  'four-digit': {
    vendor: 'generic',
    product: '4 digits with a colon or points (Grove 4-digit display and those like it)',
    grids: [0, 1, 2, 3],
  },
  /** Two parts of three digits, each wired from right to left. Source: `digitmap` in jasonacox/TM1637TinyDisplay. */
  'six-digit': {
    vendor: 'generic',
    product: '6 digits in two parts of three (RobotDyn, diymore): shows 210543 where 012345 is sent in order',
    grids: [2, 1, 0, 5, 4, 3],
  },
  'six-digit-in-order': {
    vendor: 'generic',
    product: '6 digits wired from left to right',
    grids: [0, 1, 2, 3, 4, 5],
  },
} as const satisfies Record<string, Tm1637Model & Model>;

export type Tm1637ModelName = keyof typeof tm1637Models;

export const tm1637ModelNames = Object.keys(tm1637Models) as [Tm1637ModelName, ...Tm1637ModelName[]];
