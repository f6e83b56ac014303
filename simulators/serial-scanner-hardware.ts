import type { WireHardware } from './hardware.ts';
import { type ScannerHabits, sentFor } from './scanner-habits.ts';

/** A scanner on a serial line, with habits. */
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

  /** Changes its habits from now on. */
  habits(habits: ScannerHabits): void {
    this.#habits = habits;
  }

  /** Scans a code, one byte a character. Without a connected host the scan is lost, as with a real scanner. */
  scan(text: string): void {
    this.send(sentFor(text, this.#habits));
  }

  /** Sends these bytes and nothing else, such as a part of a code. */
  send(text: string): void {
    this.#send?.(Buffer.from(text, 'latin1'));
  }
}
