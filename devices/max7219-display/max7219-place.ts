import * as z from 'zod';
import { described } from '../described.ts';
import type { Claim } from '../kind.ts';
import { claimPiBus } from '../pi-bus.ts';
import type { Chip, PinStep, Ports } from '../ports.ts';

/** The pins of a board that lead to a MAX7219, or to the first of a chain. */
interface Max7219Pins {
  readonly data: number;
  readonly clock: number;
  readonly select: number;
}

/** The setting of a board's pin that goes to one wire of a display module. */
export const modulePin = (wire: string) =>
  z
    .int()
    .min(0)
    .max(127)
    .meta(
      described(`Pin of the board that goes to ${wire} of the module`, `Pin papan yang menuju ${wire} modul`),
    );

/** Where a MAX7219 is: on the pins of a board, or on the SPI of the Pi. `boardOrSpi` holds it to one of them. */
export const max7219Place = {
  board: z
    .string()
    .min(1)
    .optional()
    .meta(described('Id of the board the module is wired to', 'Id papan Arduino tempat modul terpasang')),
  pins: z
    .strictObject({ data: modulePin('DIN'), clock: modulePin('CLK'), select: modulePin('CS') })
    .optional()
    .meta(
      described(
        'Pins of the board; an update is a third faster with data and clock both in 2-7 or both in 8-13',
        'Pin papan; sepertiga lebih cepat bila data dan clock sama-sama di 2-7 atau 8-13',
      ),
    ),
  spi: z
    .string()
    .regex(/^\/dev\/spidev\d{1,2}\.\d$/, 'bad-spi-path')
    .optional()
    .meta(
      described(
        'In place of board and pins: where the module is on the SPI pins of the Pi itself',
        'Pengganti board dan pins: tempat modul pada pin SPI Raspberry Pi sendiri',
      ),
    ),
};

interface Place {
  readonly board?: string | undefined;
  readonly pins?: Max7219Pins | undefined;
  readonly spi?: string | undefined;
}

/** For `superRefine`. */
export function boardOrSpi({ board, pins, spi }: Place, context: z.RefinementCtx): void {
  const onBoard = board !== undefined && pins !== undefined;
  if (spi === undefined ? onBoard : board === undefined && pins === undefined) return;
  // The problem points at a setting that is written; if none is, at the device.
  const at = board === undefined ? (pins === undefined ? [] : ['pins']) : ['board'];
  context.addIssue({ code: 'custom', path: at, message: 'board-or-spi' });
}

export function claimMax7219({ board, pins, spi }: Place): readonly Claim[] {
  if (spi !== undefined) return claimPiBus(spi, undefined, { place: 'spi', bus: 'spi' });
  if (board === undefined || pins === undefined) return [];
  return (['data', 'clock', 'select'] as const).map((wire) => ({
    on: 'board',
    board,
    pin: pins[wire],
    setting: `pins.${wire}`,
  }));
}

/** The chip at this place. Nothing is sent to it yet. */
export async function max7219At(
  { board, pins, spi }: Place,
  ports: Pick<Ports, 'boards' | 'chips'>,
  lost: (why: Error) => void,
): Promise<Chip> {
  if (board === undefined || pins === undefined) return await ports.chips.spi(spi ?? '');
  const { data, clock, select } = pins;
  const group = await ports.boards.use(board, lost).pins([
    [data, 0],
    [clock, 0],
    [select, 1],
  ]);
  return {
    write: (bytes) => group.write(shifted(bytes, pins)),
    // The chip keeps displaying: the pins are left as they are, and another opening sets everything up again.
    close: () => group.close(),
  };
}

/**
 * One transfer, the highest bit first. The chip takes its data when the clock rises, so the clock may fall in the step
 * that sets the data; what was shifted in counts when select rises (data sheet, figure 1).
 */
function shifted(bytes: readonly number[], { data, clock, select }: Max7219Pins): PinStep[] {
  const steps: PinStep[] = [[[select, 0]]];
  for (const byte of bytes) {
    for (let bit = 7; bit >= 0; bit--) {
      const level = (byte >> bit) & 1 ? 1 : 0;
      const set: PinStep = [
        [clock, 0],
        [data, level],
      ];
      steps.push(set, [[clock, 1]]);
    }
  }
  steps.push([[select, 1]]);
  return steps;
}
