import type { Clock, Millis } from '../devices/ports.ts';
import type { SimulatedHidDevice } from './simulated-hid.ts';

/** A report of a USB keyboard: modifiers, a reserved byte, the keys that are down. */
export function bootReport(keys: readonly number[], modifiers = 0): Uint8Array {
  return Uint8Array.from([modifiers, 0, ...keys, 0, 0, 0, 0, 0, 0].slice(0, 8));
}

const LEFT_SHIFT = 0x02;
const NUM_LOCK = 0x53;
const ENTER = 0x28;
const HOLD_MS = 80;

const keypadCodes: Readonly<Record<string, number>> = {
  '/': 0x54,
  '*': 0x55,
  '-': 0x56,
  '+': 0x57,
  enter: 0x58,
  '1': 0x59,
  '2': 0x5a,
  '3': 0x5b,
  '4': 0x5c,
  '5': 0x5d,
  '6': 0x5e,
  '7': 0x5f,
  '8': 0x60,
  '9': 0x61,
  '0': 0x62,
  '.': 0x63,
  backspace: 0x2a,
};

/** A cheap number pad: NumLock around every key, and a `00` key that sends `0` twice. */
export class SimulatedKeypad {
  readonly #device: SimulatedHidDevice;
  readonly #clock: Clock;
  #down: number[] = [];

  constructor(device: SimulatedHidDevice, clock: Clock) {
    this.#device = device;
    this.#clock = clock;
  }

  /** Presses a key by its name in the site file, or `00`, and releases it after `ms`. Keys may overlap. */
  press(key: string, ms: Millis = HOLD_MS): void {
    this.hold(key);
    this.#clock.after(ms, () => this.release(key));
  }

  hold(key: string): void {
    const code = codeOf(key);
    if (key === '00') {
      this.#change((down) => [...down, code]);
      this.#change((down) => down.filter((other) => other !== code));
    }
    this.#change((down) => [...down, NUM_LOCK]);
    this.#change((down) => [...down.filter((other) => other !== NUM_LOCK), code]);
  }

  release(key: string): void {
    const code = codeOf(key);
    this.#change((down) => down.filter((other) => other !== code));
  }

  #change(next: (down: number[]) => number[]): void {
    this.#down = next(this.#down);
    this.#device.report(bootReport(this.#down));
  }
}

function codeOf(key: string): number {
  const code = keypadCodes[key === '00' ? '0' : key];
  if (code === undefined) throw new Error(`a number pad has no key ${key}`);
  return code;
}

const plain = 'abcdefghijklmnopqrstuvwxyz1234567890';
const shifted = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ!@#$%^&*()';
const FIRST_LETTER = 0x04;
const others: Readonly<Record<string, readonly [code: number, shift: boolean]>> = {
  ' ': [0x2c, false],
  '-': [0x2d, false],
  _: [0x2d, true],
  ';': [0x33, false],
  ':': [0x33, true],
  '.': [0x37, false],
  '/': [0x38, false],
  '<': [0x36, true],
};

/** A barcode scanner in keyboard mode, set to the US layout. */
export class SimulatedWedgeScanner {
  readonly #device: SimulatedHidDevice;

  constructor(device: SimulatedHidDevice) {
    this.#device = device;
  }

  /** Types a code and then Enter, or the key `ender`. */
  scan(text: string, ender = ENTER): void {
    this.type(text);
    this.#press(ender, false);
  }

  /** Types a code and nothing after it. */
  type(text: string): void {
    for (const character of text) this.#press(...keyOf(character));
  }

  /** Types a code and the keys `end`, `ms` apart, as over Bluetooth. `pass` lets time pass. */
  async typeSlowly(
    text: string,
    ms: Millis,
    end: readonly number[],
    pass: (ms: Millis) => Promise<void>,
  ): Promise<void> {
    const keys = [...[...text].map(keyOf), ...end.map((code) => [code, false] as const)];
    for (const [place, key] of keys.entries()) {
      if (place > 0) await pass(ms);
      this.#press(...key);
    }
  }

  /** The first character of `text` for which it has no key. */
  missing(text: string): string | undefined {
    return [...text].find((character) => keyFor(character) === undefined);
  }

  #press(code: number, shift: boolean): void {
    this.#device.report(bootReport([code], shift ? LEFT_SHIFT : 0));
    this.#device.report(bootReport([]));
  }
}

function keyOf(character: string): readonly [code: number, shift: boolean] {
  const key = keyFor(character);
  if (key === undefined) throw new Error(`the scanner has no key for ${JSON.stringify(character)}`);
  return key;
}

function keyFor(character: string): readonly [code: number, shift: boolean] | undefined {
  const small = plain.indexOf(character);
  if (small >= 0) return [FIRST_LETTER + small, false];
  const large = shifted.indexOf(character);
  return large >= 0 ? [FIRST_LETTER + large, true] : others[character];
}
