import type { Cancel, Clock } from '../../devices/ports.ts';
import { limits } from './loop-limits.ts';

/** The number being typed on a numpad. It is forgotten when nobody goes on typing. */
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

  /** What was typed, which is thereby used up; undefined when nothing was. */
  take(): string | undefined {
    this.#forget?.();
    this.#forget = undefined;
    const digits = this.#digits;
    this.#digits = '';
    return digits === '' ? undefined : digits;
  }
}
