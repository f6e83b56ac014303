import type { Clock, Millis } from '../devices/ports.ts';
import { type BoardKey, type Country, keyOnBoard } from './hid-countries.ts';
import type { SimulatedHidDevice } from './simulated-hid.ts';

/** A report of a USB keyboard: modifiers, a reserved byte, the keys that are down. */
export function bootReport(keys: readonly number[], modifiers = 0): Uint8Array {
  return Uint8Array.from([modifiers, 0, ...keys, 0, 0, 0, 0, 0, 0].slice(0, 8));
}

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

/** A barcode scanner in keyboard mode, set to the keyboard of a country. */
export class SimulatedWedgeScanner {
  readonly #device: SimulatedHidDevice;
  readonly #country: Country;

  constructor(device: SimulatedHidDevice, country: Country = 'us') {
    this.#device = device;
    this.#country = country;
  }

  /** Types a code and then Enter, or the key `ender`. */
  scan(text: string, ender = ENTER): void {
    this.type(text);
    this.#press({ code: ender, modifiers: 0 });
  }

  /** Types a code and nothing after it. */
  type(text: string): void {
    for (const character of text) this.#press(this.#keyOf(character));
  }

  /** Types a code and the keys `end`, `ms` apart, as over Bluetooth. `pass` lets time pass. */
  async typeSlowly(
    text: string,
    ms: Millis,
    end: readonly number[],
    pass: (ms: Millis) => Promise<void>,
  ): Promise<void> {
    const keys = [
      ...[...text].map((character) => this.#keyOf(character)),
      ...end.map((code) => ({ code, modifiers: 0 })),
    ];
    for (const [place, key] of keys.entries()) {
      if (place > 0) await pass(ms);
      this.#press(key);
    }
  }

  /** The first character of `text` for which it has no key. */
  missing(text: string): string | undefined {
    return [...text].find((character) => keyOnBoard(this.#country, character) === undefined);
  }

  #keyOf(character: string): BoardKey {
    const key = keyOnBoard(this.#country, character);
    if (key === undefined) throw new Error(`the scanner has no key for ${JSON.stringify(character)}`);
    return key;
  }

  #press({ code, modifiers }: BoardKey): void {
    this.#device.report(bootReport([code], modifiers));
    this.#device.report(bootReport([]));
  }
}
