import { z } from 'zod';
import type { Claim } from '../kind.ts';

/** Settings of every device whose keys are contacts on single lines. */
export const lineSettings = {
  board: z
    .string()
    .min(1)
    .optional()
    .describe('Id of the board whose pins these are; without it, the GPIO lines of the Pi itself'),
  pull: z
    .enum(['up', 'down', 'off'])
    .default('up')
    .describe('Resistor that holds the line while the key is up'),
  pressed: z.enum(['low', 'high']).default('low').describe('Level of the line while the key is down'),
  lockout_ms: z
    .int()
    .min(0)
    .max(1_000)
    .default(40)
    .describe('After a key moved, how long its contact may bounce before the next move counts'),
};

export type LineSettings = z.output<z.ZodObject<typeof lineSettings>>;

export const pin = z
  .int()
  .min(0)
  .max(127)
  .describe('Pin of the board, or BCM number of the GPIO line (0 to 27) where no board is named');

/** The Pi's header brings out BCM 0 to 27. */
const lastGpioLine = 27;

/** For `refine`: a Pi's lines end at 27. */
export const onGpio = (settings: LineSettings, pins: readonly number[]): boolean =>
  settings.board !== undefined || pins.every((number) => number <= lastGpioLine);

/** For `refine`: boards that speak Firmata have no pull-down resistors. */
export const pullExists = (settings: LineSettings): boolean =>
  settings.board === undefined || settings.pull !== 'down';

export const noPullDown = 'A board has no pull-down resistors: use up, or off with a resistor of your own.';
export const notOnGpio = 'The Pi has GPIO lines 0 to 27 (BCM numbers).';

/** What a key on `pin` occupies. */
export function claimLine({ board }: LineSettings, pin: number, setting: string): Claim {
  return board === undefined ? { on: 'gpio', line: pin, setting } : { on: 'board', board, pin, setting };
}
