import type { FrameTemplate } from '../devices/serial-display/frame-template.ts';
import { type Disturbance, disturbed } from './disturbance.ts';
import type { WireHardware } from './hardware.ts';
import { agrees, checkLength, shownOf, textLength } from './serial-display-fields.ts';

/** Sizes of the address in bytes. */
const ADDRESS_BYTES: Record<FrameTemplate['address'], number> = {
  none: 0,
  byte: 1,
  'decimal-2': 2,
  'decimal-3': 3,
  'hex-2': 2,
  'halves-2': 2,
};

/** A frame that ends at `end`; `address` is undefined where frames have none. */
interface GoodFrame {
  readonly address: number | undefined;
  readonly text: readonly number[];
  readonly end: number;
}

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
    const { prefix } = this.#frame;
    const text = String.fromCharCode(...this.#buffer);
    const start = text.indexOf(prefix);
    if (start !== 0) {
      this.#buffer.splice(0, start < 0 ? Math.max(0, this.#buffer.length - prefix.length + 1) : start);
      return start > 0;
    }
    const found = this.#frameAt(prefix.length);
    if (found === 'more') return false;
    const [only] = this.#digits.keys();
    const display = found === 'bad' ? undefined : (found.address ?? only);
    if (found === 'bad' || display === undefined || !this.#digits.has(display)) return this.#bad(found);
    this.#shown.set(display, shownOf(this.#frame, found.text));
    this.#buffer.splice(0, found.end);
    this.#changed.get(display)?.();
    return true;
  }

  #frameAt(start: number): GoodFrame | 'bad' | 'more' {
    const { address: form, command, length, trailer, checksum, check_from, suffix } = this.#frame;
    const addressEnd = start + ADDRESS_BYTES[form];
    if (this.#buffer.length < addressEnd) return 'more';
    const address = readAddress(form, this.#buffer.slice(start, addressEnd));
    const [only] = this.#digits.keys();
    const digits = this.#digits.get(address ?? only ?? -1);
    // A text of another display has a length that nobody here knows, unless it is a number.
    const size = textLength(this.#frame, digits);
    if (size === undefined) return 'bad';
    const commandEnd = addressEnd + command.length;
    const textStart = commandEnd + (length === 'byte' ? 1 : 0);
    const textEnd = textStart + size;
    const bodyEnd = textEnd + trailer.length;
    const checkEnd = bodyEnd + checkLength(this.#frame);
    const end = checkEnd + suffix.length;
    if (this.#buffer.length < end) return 'more';
    const part = (from: number, to: number) => String.fromCharCode(...this.#buffer.slice(from, to));
    const good =
      part(addressEnd, commandEnd) === command &&
      (length === 'none' || this.#buffer[commandEnd] === size) &&
      part(textEnd, bodyEnd) === trailer &&
      part(checkEnd, end) === suffix &&
      agrees(
        checksum,
        this.#buffer.slice(check_from === 'prefix' ? 0 : start, bodyEnd),
        part(bodyEnd, checkEnd),
        this.#frame.check_as,
      );
    return good ? { address, text: this.#buffer.slice(textStart, textEnd), end } : 'bad';
  }

  /** A good frame for another display is passed over as a whole, of anything else one byte. */
  #bad(found: GoodFrame | 'bad'): true {
    this.#badFrames++;
    this.#buffer.splice(0, found === 'bad' ? 1 : found.end);
    return true;
  }
}

function readAddress(form: FrameTemplate['address'], bytes: readonly number[]): number | undefined {
  const field = String.fromCharCode(...bytes);
  switch (form) {
    case 'none':
      return undefined;
    case 'byte':
      return bytes[0];
    case 'hex-2':
      return Number.parseInt(field, 16);
    case 'halves-2':
      return bytes.reduce((address, byte) => address * 16 + byte - 0x30, 0);
    default:
      return Number.parseInt(field, 10);
  }
}
