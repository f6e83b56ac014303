import type { FrameTemplate } from '../devices/serial-display/frame-template.ts';
import { crcRemainder } from './crc16.ts';
import { type Disturbance, disturbed } from './disturbance.ts';
import type { WireHardware } from './hardware.ts';

/** Sizes of the parts of a frame in bytes. */
const ADDRESS_BYTES: Record<FrameTemplate['address'], number> = {
  none: 0,
  byte: 1,
  'decimal-2': 2,
  'decimal-3': 3,
  'hex-2': 2,
};
const CHECK_BYTES: Record<FrameTemplate['checksum'], number> = { none: 0, sum: 1, xor: 1, crc16: 2 };

/** The number displays on one serial line: each shows the text of the last good frame for its address. */
export class SimulatedSerialDisplays implements WireHardware {
  readonly #frame: FrameTemplate;
  readonly #digits = new Map<number, number>();
  readonly #shown = new Map<number, string>();
  readonly #changed = new Map<number, () => void>();
  #badFrames = 0;
  #buffer: number[] = [];
  #disturbance: Disturbance | undefined;

  constructor(frame: FrameTemplate) {
    this.#frame = frame;
  }

  /**
   * Connects a display with `digits` digits. If frames have no address, there can be only one display. `changed` is
   * called when the display was written to.
   */
  add(address: number, digits: number, changed: () => void = () => undefined): void {
    this.#digits.set(address, digits);
    this.#changed.set(address, changed);
  }

  /** The text on the display, without the blanks on the left; undefined before its first good frame. */
  shown(address: number): string | undefined {
    return this.#shown.get(address);
  }

  /** How many frames began that were invalid or for none of these displays. */
  get badFrames(): number {
    return this.#badFrames;
  }

  /** From now on a share of the transmissions is lost or garbled; undefined ends it. */
  disturb(disturbance: Disturbance | undefined): void {
    this.#disturbance = disturbance;
  }

  /** Switched off and on again: everything is dark. */
  powerCycle(): void {
    this.#shown.clear();
    this.#buffer = [];
  }

  connect(): { receive(bytes: Uint8Array): void; hangUp(): void } {
    return {
      receive: (bytes) => {
        this.#buffer.push(...disturbed(bytes, this.#disturbance));
        while (this.#readFrame());
      },
      hangUp: () => {
        this.#buffer = [];
      },
    };
  }

  /** Removes one frame, or one byte that begins none, from the buffer. False when more bytes are needed. */
  #readFrame(): boolean {
    const { prefix, address, checksum, suffix, pad } = this.#frame;
    const text = String.fromCharCode(...this.#buffer);
    const start = text.indexOf(prefix);
    if (start !== 0) {
      this.#buffer.splice(0, start < 0 ? Math.max(0, this.#buffer.length - prefix.length + 1) : start);
      return start > 0;
    }
    const addressEnd = prefix.length + ADDRESS_BYTES[address];
    if (text.length < addressEnd) return false;
    const [only] = this.#digits.keys();
    const display = readAddress(address, text.slice(prefix.length, addressEnd)) ?? only;
    const digits = display === undefined ? undefined : this.#digits.get(display);
    if (display === undefined || digits === undefined) return this.#bad();
    const textEnd = addressEnd + digits;
    const checkEnd = textEnd + CHECK_BYTES[checksum];
    const end = checkEnd + suffix.length;
    if (text.length < end) return false;
    const good =
      text.slice(checkEnd, end) === suffix &&
      checks(checksum, this.#buffer.slice(prefix.length, textEnd), this.#buffer.slice(textEnd, checkEnd));
    if (!good) return this.#bad();
    const padding = [...text.slice(addressEnd, textEnd)].findIndex((character) => character !== pad);
    this.#shown.set(display, padding < 0 ? '' : text.slice(addressEnd + padding, textEnd));
    this.#buffer.splice(0, end);
    this.#changed.get(display)?.();
    return true;
  }

  #bad(): true {
    this.#badFrames++;
    this.#buffer.shift();
    return true;
  }
}

function readAddress(form: FrameTemplate['address'], field: string): number | undefined {
  switch (form) {
    case 'none':
      return undefined;
    case 'byte':
      return field.charCodeAt(0);
    case 'hex-2':
      return Number.parseInt(field, 16);
    default:
      return Number.parseInt(field, 10);
  }
}

/** Whether body and check bytes agree: the CRC over both is 0; the sum or the exclusive-or equals its byte. */
function checks(kind: FrameTemplate['checksum'], body: readonly number[], check: readonly number[]): boolean {
  switch (kind) {
    case 'none':
      return true;
    case 'sum':
      return (body.reduce((sum, byte) => sum + byte, 0) - (check[0] ?? -1)) % 256 === 0;
    case 'xor':
      return [...body, ...check].reduce((xor, byte) => xor ^ byte, 0) === 0;
    case 'crc16':
      return crcRemainder([...body, ...check]) === 0;
  }
}
