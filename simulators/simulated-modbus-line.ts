import type { Cancel, Clock, Millis } from '../devices/ports.ts';
import { crcRemainder } from './crc16.ts';
import { type Disturbance, disturbed } from './disturbance.ts';
import type { WireHardware } from './hardware.ts';
import { carryOut, forget, ILLEGAL_FUNCTION, type ModbusMemory } from './modbus-memory.ts';

/** How long a device takes to answer, and the silence that ends a frame. */
const ANSWER_MS = 10;
const FRAME_END_MS = 5;

const SHORTEST_FRAME = 4;
const BROADCAST = 0;

/** The bad habits of one device on the line. */
export interface ModbusHabits {
  /** How long it takes to answer. */
  readonly answerMs: Millis;
  /** Requests of these functions it does not answer at all, though it carries them out. */
  readonly silentTo: readonly number[];
  /** It never answers. */
  readonly mute: boolean;
  /** It does not know these functions. */
  readonly unknown: readonly number[];
  /** Its answers come in two pieces, so far apart. */
  readonly piecesMs: Millis | undefined;
}

const good: ModbusHabits = {
  answerMs: ANSWER_MS,
  silentTo: [],
  mute: false,
  unknown: [],
  piecesMs: undefined,
};

interface Unit {
  readonly memory: ModbusMemory;
  habits: ModbusHabits;
  powered: boolean;
  refuses: number | undefined;
}

/** The Modbus devices on one RS-485 line, each with a memory of its own, or behind one gateway to it. */
export class SimulatedModbusLine implements WireHardware {
  readonly #clock: Clock;
  readonly #units = new Map<number, Unit>();
  readonly #overTcp: boolean;
  #disturbance: Disturbance | undefined;
  #echoes = false;
  #badFrames = 0;

  /** `overTcp`: the host reaches it through a gateway that speaks Modbus TCP. */
  constructor(clock: Clock, overTcp = false) {
    this.#clock = clock;
    this.#overTcp = overTcp;
  }

  /** Connects a display with `count` holding registers from `first` on, all 0. */
  add(address: number, first: number, count: number, habits: Partial<ModbusHabits> = {}): void {
    this.join(address, { holding: { first, values: new Array<number>(count).fill(0) } }, habits);
  }

  /** Connects any device. */
  join(address: number, memory: ModbusMemory, habits: Partial<ModbusHabits> = {}): void {
    this.#units.set(address, { memory, habits: { ...good, ...habits }, powered: true, refuses: undefined });
  }

  /** The values of its holding registers; none while it has no power. */
  registers(address: number): readonly number[] {
    const unit = this.#units.get(address);
    return unit?.powered ? (unit.memory.holding?.values ?? []) : [];
  }

  /** Switches a device off, or on again; all it holds is 0 after that. */
  power(address: number, on: boolean): void {
    const unit = this.#units.get(address);
    if (unit === undefined) return;
    unit.powered = on;
    forget(unit.memory);
  }

  /** From now on a device answers every request with this exception; undefined ends it. */
  refuse(address: number, exception: number | undefined): void {
    const unit = this.#units.get(address);
    if (unit !== undefined) unit.refuses = exception;
  }

  /** Changes the habits of a device from now on. */
  habits(address: number, habits: Partial<ModbusHabits>): void {
    const unit = this.#units.get(address);
    if (unit !== undefined) unit.habits = { ...unit.habits, ...habits };
  }

  /** From now on a share of the frames, requests and answers, is lost or garbled; undefined ends it. */
  disturb(disturbance: Disturbance | undefined): void {
    this.#disturbance = disturbance;
  }

  /** From now on the adapter of the host hears what it sends itself. */
  echo(on: boolean): void {
    this.#echoes = on;
  }

  /** How many invalid frames were received. */
  get badFrames(): number {
    return this.#badFrames;
  }

  connect(send: (bytes: Uint8Array) => void): { receive(bytes: Uint8Array): void; hangUp(): void } {
    let frame: number[] = [];
    const waiting = new Set<Cancel>();
    let frameEnds: Cancel = () => undefined;
    const later = (ms: Millis, run: () => void) => {
      const cancel = this.#clock.after(ms, () => {
        waiting.delete(cancel);
        run();
      });
      waiting.add(cancel);
      return cancel;
    };
    const arrives = (bytes: Uint8Array) => {
      const heard = disturbed(bytes, this.#disturbance);
      if (heard.length > 0) send(heard);
    };
    const ended = () => {
      const asked = frame;
      frame = [];
      const { request, wrap } = this.#overTcp ? unwrapped(asked) : { request: asked, wrap: withCrc };
      const { answer, habits } = this.#answerTo(request);
      if (answer === undefined) return;
      const bytes = Uint8Array.from(wrap(answer));
      const cut = habits.piecesMs === undefined ? bytes.length : bytes.length >> 1;
      later(habits.answerMs, () => {
        arrives(bytes.subarray(0, cut));
        if (habits.piecesMs !== undefined) later(habits.piecesMs, () => arrives(bytes.subarray(cut)));
      });
    };
    return {
      receive: (bytes) => {
        if (this.#echoes) send(Uint8Array.from(bytes));
        frame.push(...disturbed(bytes, this.#disturbance));
        frameEnds();
        frameEnds = later(FRAME_END_MS, ended);
      },
      hangUp: () => {
        frame = [];
        for (const cancel of waiting) cancel();
        waiting.clear();
      },
    };
  }

  /** `request`: a frame with its CRC. */
  #answerTo(request: readonly number[]): { answer?: readonly number[]; habits: ModbusHabits } {
    if (request.length < SHORTEST_FRAME || crcRemainder(request) !== 0) {
      if (request.length > 0) this.#badFrames++;
      return { habits: good };
    }
    const [address = 0, code = 0] = request;
    if (address === BROADCAST) {
      for (const { memory } of this.#units.values()) carryOut(memory, request);
      return { habits: good };
    }
    const unit = this.#units.get(address);
    if (!unit?.powered) return { habits: good };
    const { habits, refuses, memory } = unit;
    const done = refuses ?? (habits.unknown.includes(code) ? ILLEGAL_FUNCTION : carryOut(memory, request));
    if (habits.mute || habits.silentTo.includes(code)) return { habits };
    return {
      answer: typeof done === 'number' ? [address, code + 0x80, done] : [address, code, ...done],
      habits,
    };
  }
}

/** A frame as a device sends it: with its CRC, which leaves no remainder. */
function withCrc(body: readonly number[]): readonly number[] {
  const remainder = crcRemainder(body);
  return [...body, remainder % 256, remainder >> 8];
}

/** The request in a frame of Modbus TCP, and how its answer is wrapped: with the number of the request. */
function unwrapped(frame: readonly number[]) {
  const [high = 0, low = 0, , , lengthHigh = 0, lengthLow = 0, ...rest] = frame;
  const body = rest.slice(0, lengthHigh * 256 + lengthLow);
  const wrap = (answer: readonly number[]) => [high, low, 0, 0, 0, answer.length, ...answer];
  return { request: withCrc(body), wrap };
}
