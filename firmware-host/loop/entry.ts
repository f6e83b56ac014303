import type { Cancel, Clock } from '../../devices/ports.ts';
import { limits } from './loop-limits.ts';

/** The number being typed on a numpad. It is discarded when nobody types for a while. */
export class DigitEntry {
  readonly #clock: Clock;
  #digits = '';
  #forget: Cancel | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Digits beyond the limit push the first ones out, as on a calculator. */
  type(digit: number): void {
    this.#digits = `${this.#digits}${digit}`.slice(-limits.entryMax);
    this.#forget?.();
    this.#forget = this.#clock.after(limits.entryMs, () => this.take(), 'key: typed number');
  }

  /** Returns the digits and clears them; undefined when there are none. */
  take(): string | undefined {
    this.#forget?.();
    this.#forget = undefined;
    const digits = this.#digits;
    this.#digits = '';
    return digits === '' ? undefined : digits;
  }
}
