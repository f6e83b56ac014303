import type { Cancel, Clock, Millis } from '../devices/ports.ts';
import type { WireHardware } from './hardware.ts';

export interface SketchBoardOptions {
  readonly clock: Clock;
  /** How long the boot loader takes after the port was opened; bytes received meanwhile are lost. */
  readonly bootMs?: Millis;
  /** What its boot loader says when it starts: noise. */
  readonly bootNoise?: Uint8Array;
}

/** An Arduino with a sketch of ours, simulated at the wire: it restarts when its port is opened, and answers frames. */
export abstract class SimulatedSketchBoard implements WireHardware {
  readonly #options: SketchBoardOptions;
  readonly #heldMost: number;
  #send: ((bytes: Uint8Array) => void) | undefined;
  #line: string | undefined;
  #booting: Cancel | undefined;
  #bytesReceived = 0;
  #bytesSent = 0;

  /** `heldMost`: how many characters the sketch can hold between the colon and the end of the line. */
  constructor(options: SketchBoardOptions, heldMost: number) {
    this.#options = options;
    this.#heldMost = heldMost;
  }

  /** What becomes dark when the board restarts. */
  protected abstract darken(): void;
  /** The answer to a good frame. */
  protected abstract obey(body: string): string;

  connect(send: (bytes: Uint8Array) => void): { receive(bytes: Uint8Array): void; hangUp(): void } {
    this.#send = send;
    this.restart();
    return {
      receive: (bytes) => {
        this.#bytesReceived += bytes.length;
        if (this.#booting === undefined) for (const byte of bytes) this.#take(byte);
      },
      hangUp: () => {
        if (this.#send === send) this.#send = undefined;
      },
    };
  }

  /** Restarts, as when its port is opened, its reset key is pressed or its supply comes back: everything is dark. */
  restart(): void {
    this.darken();
    this.#line = undefined;
    this.#booting?.();
    this.#booting = undefined;
    const { clock, bootMs = 0, bootNoise } = this.#options;
    if (bootNoise !== undefined) this.#send?.(bootNoise);
    if (bootMs === 0) return;
    this.#booting = clock.after(bootMs, () => {
      this.#booting = undefined;
    });
  }

  get bytesReceived(): number {
    return this.#bytesReceived;
  }

  get bytesSent(): number {
    return this.#bytesSent;
  }

  #take(byte: number): void {
    if (byte === 0x3a) this.#line = '';
    else if (this.#line === undefined) return;
    else if (byte === 0x0a) {
      this.#frame(this.#line);
      this.#line = undefined;
    } else if (this.#line.length === this.#heldMost) this.#line = undefined;
    else this.#line += String.fromCharCode(byte);
  }

  #frame(line: string): void {
    const star = line.length - 5;
    if (star < 2 || line[star] !== '*' || !/^[0-9A-F].*[0-9A-F]{4}$/.test(line)) return;
    const [number = '', ...body] = line.slice(0, star);
    if (line.slice(star + 1) !== crcOf(line.slice(0, star))) return;
    this.#answer(number, this.obey(body.join('')));
  }

  #answer(number: string, body: string): void {
    const bytes = Buffer.from(`:${number}${body}*${crcOf(number + body)}\n`, 'latin1');
    this.#bytesSent += bytes.length;
    this.#send?.(bytes);
  }
}

/** CRC-16 of Modbus over a text, one byte a character: a polynomial division bit by bit, lowest bit first. */
function crcOf(text: string): string {
  let remainder = 0xffff;
  for (const character of text) {
    for (let bit = 0; bit < 8; bit++) {
      const out = (remainder ^ (character.charCodeAt(0) >> bit)) & 1;
      remainder = (remainder >>> 1) ^ (out === 1 ? 0xa001 : 0);
    }
  }
  return remainder.toString(16).toUpperCase().padStart(4, '0');
}
