import type { Cancel, Clock, Millis } from '../devices/ports.ts';
import type { WireHardware } from './hardware.ts';

/** How often a button sends its code while it is down. */
const REPEAT_MS = 60;

/** The bad habits of a receiver and of the air. */
export interface RadioHabits {
  /** Every so many frames one is lost; 0: none. */
  readonly losesEvery: number;
  /** Every so many frames one ends in its middle; 0: none. */
  readonly halvesEvery: number;
  /** Frames come in pieces of so many bytes. */
  readonly pieces: number;
  /** Rubbish before each frame. */
  readonly rubbish: readonly number[];
  /** It says nothing more until it is answered. */
  readonly waitsForAnswer: boolean;
}

type Dialect = 'rflink' | 'rf-bridge' | 'fd-df';

/** A receiver of radio buttons on a serial line. Who presses a button is heard by it, whoever it is. */
export class SimulatedRadioReceiver implements WireHardware {
  readonly #clock: Clock;
  readonly #dialect: Dialect;
  readonly #down = new Map<string, Cancel>();
  /** When this dialect said a code last: it leaves out repeats. */
  #lastSaid = { code: '', at: Number.NEGATIVE_INFINITY };
  #habits: RadioHabits = { losesEvery: 0, halvesEvery: 0, pieces: 64, rubbish: [], waitsForAnswer: false };
  #frames = 0;
  #owed = false;
  #answers = 0;
  #send: ((bytes: Uint8Array) => void) | undefined;

  constructor(clock: Clock, dialect: Dialect) {
    this.#clock = clock;
    this.#dialect = dialect;
  }

  habits(habits: Partial<RadioHabits>): void {
    this.#habits = { ...this.#habits, ...habits };
  }

  /** How often the host has answered. */
  get answers(): number {
    return this.#answers;
  }

  connect(send: (bytes: Uint8Array) => void): { receive(bytes: Uint8Array): void; hangUp(): void } {
    this.#send = send;
    this.#owed = false;
    return {
      receive: (bytes) => {
        if (Buffer.from(bytes).toString('hex') !== 'aaa055') return;
        this.#answers++;
        this.#owed = false;
      },
      hangUp: () => {
        this.#send = undefined;
      },
    };
  }

  /** Somebody presses the key of a button: `code` is six hexadecimal digits. */
  press(code: string, ms: Millis): void {
    this.hold(code);
    this.#clock.after(ms, () => this.release(code));
  }

  hold(code: string): void {
    if (this.#down.has(code)) return;
    const again = () => {
      this.#down.set(code, this.#clock.after(REPEAT_MS, again));
      this.hears(code);
    };
    again();
  }

  release(code: string): void {
    this.#down.get(code)?.();
    this.#down.delete(code);
  }

  /** One transmission reaches it. */
  hears(code: string): void {
    const { losesEvery, halvesEvery, pieces, rubbish, waitsForAnswer } = this.#habits;
    const now = this.#clock.now();
    const { code: last, at } = this.#lastSaid;
    if (this.#dialect === 'rflink' && last === code && now - at < 700) return;
    if (waitsForAnswer && this.#owed) return;
    this.#lastSaid = { code, at: now };
    this.#owed = true;
    this.#frames++;
    if (losesEvery > 0 && this.#frames % losesEvery === 0) return;
    const whole = [...rubbish, ...this.#frame(code)];
    const half = halvesEvery > 0 && this.#frames % halvesEvery === 0;
    const bytes = half ? whole.slice(0, whole.length >> 1) : whole;
    for (let at = 0; at < bytes.length; at += pieces) this.says(bytes.slice(at, at + pieces));
  }

  /** Puts bytes on the line as they are. */
  says(bytes: readonly number[]): void {
    this.#send?.(Uint8Array.from(bytes));
  }

  #frame(code: string): readonly number[] {
    const bytes = [...Buffer.from(code, 'hex')];
    switch (this.#dialect) {
      case 'rf-bridge':
        return [0xaa, 0xa4, 0x26, 0xc0, 0x01, 0x40, 0x03, 0xb6, ...bytes, 0x55];
      case 'fd-df':
        return [0xfd, ...bytes, 0x48 + (this.#frames % 3), 0xdf];
      case 'rflink': {
        const count = (this.#frames % 256).toString(16).toUpperCase().padStart(2, '0');
        const line = `20;${count};EV1527;ID=0${code.slice(0, 5)};SWITCH=0${code.slice(5)};CMD=ON;\r\n`;
        return [...Buffer.from(line, 'latin1')];
      }
    }
  }
}
