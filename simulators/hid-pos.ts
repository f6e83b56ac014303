import type { SimulatedHidDevice } from './simulated-hid.ts';

const REPORT_BYTES = 64;
const REPORT_ID = 2;
const MORE_FOLLOWS = 1;

export interface PosOptions {
  /** The AIM identifier it puts before each code. */
  readonly aim?: string;
  /** A maker's variant: everything from the AIM identifier on is one byte later. */
  readonly shifted?: boolean;
  /** It sends nothing from power-up on until the host has written 1 into feature report 254, as Honeywell's do. */
  readonly silent?: boolean;
}

const START_REPORT = 254;
/** USB vendors whose scanners are silent at power-up: Honeywell, Youjie. */
const silentMakers = new Set([0x0c2e, 0x23d0]);

export const isSilentMaker = (vendorId: number): boolean => silentMakers.has(vendorId);

/** A barcode scanner in HID-POS mode: each scan is one report, or several where it is long. */
export class SimulatedPosScanner {
  readonly #device: SimulatedHidDevice;
  readonly #aim: string;
  readonly #dataAt: number;
  readonly #silent: boolean;
  #started = false;

  constructor(device: SimulatedHidDevice, { aim = ']Q1', shifted = false, silent = false }: PosOptions = {}) {
    this.#silent = silent;
    if (silent)
      device.onFeature = ([id, value]) => {
        if (id === START_REPORT) this.#started = value === 1;
      };
    this.#device = device;
    this.#aim = aim;
    this.#dataAt = shifted ? 6 : 5;
  }

  /** Its supply was away. */
  powerUp(): void {
    this.#started = false;
  }

  /** Sends a code, one byte a character; `cut` sends all but the last report of it. */
  scan(text: string, { cut = false }: { readonly cut?: boolean } = {}): void {
    if (this.#silent && !this.#started) return;
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
