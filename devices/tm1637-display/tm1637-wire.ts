import type { Level, PinStep } from '../ports.ts';

/** The two wires of a TM1637. Both have resistors to its supply on the module. */
export interface Tm1637Pins {
  readonly clock: number;
  readonly data: number;
}

/**
 * What the two wires do for some bytes: begin and end (data falls and rises while the clock is high), eight bits a byte
 * from the lowest on, which change while the clock is low, and a ninth clock in which the chip holds data low. Source:
 * data sheet V2.4, "Interface interpretation"; it names no slowest clock. Data is only ever pulled low or let go: the
 * chip pulls it as well.
 */
export function framed(bytes: readonly number[], pins: Tm1637Pins): readonly PinStep[] {
  return [
    [[pins.data, 0]],
    ...bytes.flatMap((byte, index) => [
      ...shifted(byte, pins, index === 0),
      [[pins.clock, 1]] satisfies PinStep,
    ]),
    ...ending(pins),
  ];
}

/** The same for one byte, up to the moment at which the chip holds data low if it has taken it. */
export function asked(byte: number, pins: Tm1637Pins): readonly PinStep[] {
  return [[[pins.data, 0]], ...shifted(byte, pins, true)];
}

/** What comes after `asked`: the chip lets data go. `ending` has to follow. */
export const answered = ({ clock }: Tm1637Pins): readonly PinStep[] => [[[clock, 1]], [[clock, 0]]];

/** Ends whatever was under way: the chip waits for a beginning afterwards. */
export const ending = ({ clock, data }: Tm1637Pins): readonly PinStep[] => [
  [[clock, 0]],
  [[data, 0]],
  [[clock, 1]],
  [[data, 'open']],
];

/** Eight bits, and the clock low with data let go. `first`: data is low already, since the beginning. */
function shifted(byte: number, { clock, data }: Tm1637Pins, first: boolean): readonly PinStep[] {
  const steps: PinStep[] = [];
  let before: Level = first ? 0 : 1;
  for (let bit = 0; bit < 8; bit++) {
    const level: Level = (byte >> bit) & 1 ? 1 : 0;
    steps.push([[clock, 0]]);
    if (level !== before) steps.push([[data, level === 1 ? 'open' : 0]]);
    steps.push([[clock, 1]]);
    before = level;
  }
  steps.push([[clock, 0]]);
  if (before === 0) steps.push([[data, 'open']]);
  return steps;
}
