import type { Cancel, Clock } from '../devices/ports.ts';
import { crcRemainder } from './crc16.ts';
import { type Disturbance, disturbed } from './disturbance.ts';
import type { WireHardware } from './hardware.ts';

/** How long a display takes to answer, and the silence that ends a frame. */
const ANSWER_MS = 10;
const FRAME_END_MS = 5;

const SHORTEST_FRAME = 4;
const BROADCAST = 0;

const ILLEGAL_FUNCTION = 1;
const ILLEGAL_REGISTER = 2;

interface Display {
  readonly first: number;
  readonly registers: number[];
  powered: boolean;
  refuses: number | undefined;
}

/** The Modbus RTU displays on one RS-485 line, each with holding registers of its own. */
export class SimulatedModbusDisplays implements WireHardware {
  readonly #clock: Clock;
  readonly #displays = new Map<number, Display>();
  #disturbance: Disturbance | undefined;
  #badFrames = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Connects a display with `count` registers from `first` on, all 0. */
  add(address: number, first: number, count: number): void {
    const registers = new Array<number>(count).fill(0);
    this.#displays.set(address, { first, registers, powered: true, refuses: undefined });
  }

  /** The values of its registers; none while it has no power. */
  registers(address: number): readonly number[] {
    const display = this.#displays.get(address);
    return display?.powered ? display.registers : [];
  }

  /** Switches a display off, or on again; its registers are 0 after that. */
  power(address: number, on: boolean): void {
    const display = this.#displays.get(address);
    if (display === undefined) return;
    display.powered = on;
    display.registers.fill(0);
  }

  /** From now on a display answers every request with this exception; undefined ends it. */
  refuse(address: number, exception: number | undefined): void {
    const display = this.#displays.get(address);
    if (display !== undefined) display.refuses = exception;
  }

  /** From now on a share of the frames, requests and answers, is lost or garbled; undefined ends it. */
  disturb(disturbance: Disturbance | undefined): void {
    this.#disturbance = disturbance;
  }

  /** How many invalid frames were received. */
  get badFrames(): number {
    return this.#badFrames;
  }

  connect(send: (bytes: Uint8Array) => void): { receive(bytes: Uint8Array): void; hangUp(): void } {
    let frame: number[] = [];
    let frameEnds: Cancel = () => undefined;
    const answers = new Set<Cancel>();

    const answerLater = (answer: readonly number[]) => {
      const cancel = this.#clock.after(ANSWER_MS, () => {
        answers.delete(cancel);
        const arrives = disturbed(Uint8Array.from([...answer, ...crcOf(answer)]), this.#disturbance);
        if (arrives.length > 0) send(arrives);
      });
      answers.add(cancel);
    };
    const ended = () => {
      const answer = this.#answerTo(frame);
      frame = [];
      if (answer !== undefined) answerLater(answer);
    };
    return {
      receive: (bytes) => {
        frame.push(...disturbed(bytes, this.#disturbance));
        frameEnds();
        frameEnds = this.#clock.after(FRAME_END_MS, ended);
      },
      hangUp: () => {
        frame = [];
        frameEnds();
        for (const cancel of answers) cancel();
      },
    };
  }

  #answerTo(frame: readonly number[]): readonly number[] | undefined {
    if (frame.length < SHORTEST_FRAME || crcRemainder(frame) !== 0) {
      if (frame.length > 0) this.#badFrames++;
      return undefined;
    }
    const [address = 0, code = 0] = frame;
    if (address === BROADCAST) {
      for (const display of this.#displays.values()) carryOut(display, frame);
      return undefined;
    }
    const display = this.#displays.get(address);
    if (!display?.powered) return undefined;
    const done = display.refuses ?? carryOut(display, frame);
    return typeof done === 'number' ? [address, code + 0x80, done] : [address, code, ...done];
  }
}

/** Carries out a request: the bytes after the function code of the answer, or an exception code. */
function carryOut(display: Display, frame: readonly number[]): readonly number[] | number {
  const [, code, ...data] = frame;
  const word = (at: number) => (data[at] ?? 0) * 256 + (data[at + 1] ?? 0);
  const first = word(0) - display.first;
  const has = (count: number) => first >= 0 && first + count <= display.registers.length;
  switch (code) {
    case 3: {
      if (!has(word(2))) return ILLEGAL_REGISTER;
      const values = display.registers.slice(first, first + word(2));
      return [values.length * 2, ...values.flatMap((value) => [value >> 8, value % 256])];
    }
    case 6:
      if (!has(1)) return ILLEGAL_REGISTER;
      display.registers[first] = word(2);
      return data.slice(0, 4);
    case 16:
      if (!has(word(2))) return ILLEGAL_REGISTER;
      for (let index = 0; index < word(2); index++) display.registers[first + index] = word(5 + 2 * index);
      return data.slice(0, 4);
    default:
      return ILLEGAL_FUNCTION;
  }
}

/** The CRC to append: the whole frame then leaves no remainder. */
function crcOf(body: readonly number[]): readonly number[] {
  const remainder = crcRemainder(body);
  return [remainder % 256, remainder >> 8];
}
