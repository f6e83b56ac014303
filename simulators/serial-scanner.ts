import type { WireHardware } from './hardware.ts';

/** A scanner on a serial line. Each scan is sent as one line, ended by `terminator`. */
export class SimulatedSerialScanner implements WireHardware {
  readonly #terminator: string;
  #send: ((bytes: Uint8Array) => void) | undefined;

  constructor(terminator = '\r\n') {
    this.#terminator = terminator;
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

  /** Scans a code, one byte a character. With no host connected the scan is gone, as with a real scanner. */
  scan(text: string): void {
    this.#send?.(Buffer.from(text + this.#terminator, 'latin1'));
  }
}
