import type { WireHardware } from './hardware.ts';
import { type ScannerHabits, sentFor } from './scanner-habits.ts';

/** A scanner on a serial line, with what it is set to send around each code. */
export class SimulatedSerialScanner implements WireHardware {
  #habits: ScannerHabits;
  #send: ((bytes: Uint8Array) => void) | undefined;

  constructor(habits: ScannerHabits = {}) {
    this.#habits = habits;
  }

  connect(send: (bytes: Uint8Array) => void): { receive(bytes: Uint8Array): void; hangUp(): void } {
    this.#send = send;
    return {
      receive: () => undefined,
      hangUp: () => {
        this.#send = undefined;
      },
    };
  }

  /** From now on it is set like this. */
  habits(habits: ScannerHabits): void {
    this.#habits = habits;
  }

  /** Scans a code, one byte a character. With no host connected the scan is gone, as with a real scanner. */
  scan(text: string): void {
    this.send(sentFor(text, this.#habits));
  }

  /** Sends these bytes and nothing else, such as a part of a code. */
  send(text: string): void {
    this.#send?.(Buffer.from(text, 'latin1'));
  }
}
