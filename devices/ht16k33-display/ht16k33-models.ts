import { shapeOf } from '../display/glyphs.ts';
import type { Model } from '../supported.ts';
import { fourteenSegmentShapeOf } from './fourteen-segments.ts';

/** How four digits are wired to an HT16K33. */
export interface Ht16k33Model {
  /** The address in the chip's display memory of each digit, left to right; a digit has two bytes there. */
  readonly rows: readonly number[];
  /** The names of the segments at bits 0, 1, ... of a digit. */
  readonly segments: string;
  /** The segments that are lit for a character. */
  readonly shapeOf: (character: string) => string;
}

/**
 * Modules by their wiring: that of Adafruit's backpacks and of modules built like them. Source: the rows, the colon and
 * the order of the segments in Adafruit_LEDBackpack.cpp. Another module is one more record.
 */
export const ht16k33Models = {
  /** Four digits with a colon between them; the colon has the row in the middle. */
  'seven-segment': {
    vendor: 'Adafruit',
    product: '4-digit 7-segment display with I2C backpack, and those wired like it',
    rows: [0, 2, 6, 8],
    segments: 'abcdefg',
    shapeOf,
  },
  /** Four letters or digits. */
  'fourteen-segment': {
    vendor: 'Adafruit',
    product: 'quad alphanumeric display with I2C backpack, and those wired like it',
    rows: [0, 2, 4, 6],
    segments: 'abcdefghjklmnp',
    shapeOf: fourteenSegmentShapeOf,
  },
} as const satisfies Record<string, Ht16k33Model & Model>;

export type Ht16k33ModelName = keyof typeof ht16k33Models;

export const ht16k33ModelNames = Object.keys(ht16k33Models) as [Ht16k33ModelName, ...Ht16k33ModelName[]];

/** A character in the two bytes of a digit, low byte first. One that cannot be shown is dark. */
export function ht16k33Glyph({ segments, shapeOf }: Ht16k33Model): (character: string) => number {
  return (character) => [...shapeOf(character)].reduce((bits, lit) => bits | (1 << segments.indexOf(lit)), 0);
}
