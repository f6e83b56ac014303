import type { Level } from '../../devices/ports.ts';
import { modes } from './firmata-protocol.ts';

const pinCount = 20;
export const portCount = 3;

const firstAnalogPin = 14;
const firstI2cPin = 18;
const pwmPins: readonly number[] = [3, 5, 6, 9, 10, 11];
const allPins = Array.from({ length: pinCount }, (_, pin) => pin);

/** The modes of an Uno's pin with their resolution in bits. Pins 0 and 1 have none: they are the line to the host. */
function capabilitiesOf(pin: number): readonly (readonly [mode: number, bits: number])[] {
  if (pin < 2) return [];
  const can: [number, number][] = [
    [modes.input, 1],
    [modes.pullup, 1],
    [modes.output, 1],
  ];
  if (pwmPins.includes(pin)) can.push([modes.pwm, 8]);
  if (pin >= firstAnalogPin) can.push([modes.analog, 10]);
  if (pin >= firstI2cPin) can.push([modes.i2c, 1]);
  return can;
}

export const capabilities = allPins.map(capabilitiesOf);

export const analogChannels = allPins.map((pin) => (pin < firstAnalogPin ? undefined : pin - firstAnalogPin));

/** The pins of an Uno as StandardFirmata keeps them. `outside`: the level to which something connects a pin, if any. */
export class Pins {
  readonly #outside: (pin: number) => Level | undefined;
  #modes: (number | undefined)[] = [];
  #latches: Level[] = [];

  constructor(outside: (pin: number) => Level | undefined) {
    this.#outside = outside;
    this.reset();
  }

  /** Returns to the state after a restart: digital pins are outputs at 0, analog pins are analog. */
  reset(): void {
    this.#modes = allPins.map((pin) =>
      pin < 2 ? undefined : pin < firstAnalogPin ? modes.output : modes.analog,
    );
    this.#latches = allPins.map(() => 0);
  }

  mode(pin: number): number | undefined {
    return this.#modes[pin];
  }

  /** Returns false when the pin does not have this mode. */
  setMode(pin: number, mode: number): boolean {
    if (!capabilities[pin]?.some(([can]) => can === mode)) return false;
    this.#modes[pin] = mode;
    this.#latches[pin] = 0;
    return true;
  }

  /** Drives an output. A 1 for an input turns its pull-up on, as StandardFirmata still does for old hosts. */
  write(pin: number, level: Level): void {
    if (this.#modes[pin] === modes.output) this.#latches[pin] = level;
    if (this.#modes[pin] === modes.input && level === 1) this.#modes[pin] = modes.pullup;
  }

  isInput(pin: number): boolean {
    return this.#modes[pin] === modes.input || this.#modes[pin] === modes.pullup;
  }

  level(pin: number): Level {
    if (!this.isInput(pin)) return this.#latches[pin] ?? 0;
    return this.#outside(pin) ?? (this.#modes[pin] === modes.pullup ? 1 : 0);
  }

  /** The inputs of a port as a report carries them. */
  inputBits(port: number): number {
    let bits = 0;
    for (let bit = 0; bit < 8; bit++) {
      const pin = port * 8 + bit;
      if (this.isInput(pin) && this.level(pin) === 1) bits |= 1 << bit;
    }
    return bits;
  }
}
