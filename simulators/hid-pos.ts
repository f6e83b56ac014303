import type { SimulatedHidDevice } from './simulated-hid.ts';

const REPORT_BYTES = 64;
const REPORT_ID = 2;
const MORE_FOLLOWS = 1;

export interface PosOptions {
  /** The AIM identifier it puts before each code. */
  readonly aim?: string;
  /** A maker's variant: everything from the AIM identifier on is one byte later. */
  readonly shifted?: boolean;
}

/** A barcode scanner in HID-POS mode: each scan is one report, or several where it is long. */
export class SimulatedPosScanner {
  readonly #device: SimulatedHidDevice;
  readonly #aim: string;
  readonly #dataAt: number;

  constructor(device: SimulatedHidDevice, { aim = ']Q1', shifted = false }: PosOptions = {}) {
    this.#device = device;
    this.#aim = aim;
    this.#dataAt = shifted ? 6 : 5;
  }

  /** Sends a code, one byte a character; `cut` sends all but the last report of it. */
  scan(text: string, { cut = false }: { readonly cut?: boolean } = {}): void {
    const room = REPORT_BYTES - 1 - this.#dataAt;
    const parts = Math.max(1, Math.ceil(text.length / room));
    for (let part = 0; part < parts - (cut ? 1 : 0); part++) {
      const report = new Uint8Array(REPORT_BYTES);
      const data = Buffer.from(text.slice(part * room, (part + 1) * room), 'latin1');
      report[0] = REPORT_ID;
      report[1] = data.length;
      report.set(Buffer.from(this.#aim, 'latin1'), this.#dataAt - 3);
      report.set(data, this.#dataAt);
      report[REPORT_BYTES - 1] = part < parts - 1 ? MORE_FOLLOWS : 0;
      this.#device.report(report);
    }
  }
}
