import type { Cancel, Clock, Millis } from '../devices/ports.ts';
import { SimulatedWedgeScanner } from './hid-typing.ts';
import type { SimulatedHidDevice } from './simulated-hid.ts';

/** How often it reads a card that lies on it. */
const REPEAT_MS = 1_000;
/** The number of the only card there is. */
export const CARD_NUMBER = '0004782163';

/**
 * An RFID reader that types the number of a card, and Enter, like a keyboard. Its habits: it types the number again
 * while the card lies on it, and it also reads a card that was only moved over it.
 */
export class SimulatedCardReader {
  readonly #typing: SimulatedWedgeScanner;
  readonly #clock: Clock;
  #cancel: Cancel | undefined;

  constructor(device: SimulatedHidDevice, clock: Clock) {
    this.#typing = new SimulatedWedgeScanner(device);
    this.#clock = clock;
  }

  /** A card is put on it, and taken away after `ms`. */
  show(ms: Millis): void {
    this.put();
    this.#clock.after(ms, () => this.take());
  }

  put(): void {
    this.#cancel?.();
    this.#typing.scan(CARD_NUMBER);
    this.#cancel = this.#clock.after(REPEAT_MS, () => this.put());
  }

  take(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
