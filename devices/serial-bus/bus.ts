import { Fault } from '../fault.ts';
import { Loss } from '../loss.ts';
import type { Cancel, Clock, LineSettings, Millis, Ports, Wire, Wires } from '../ports.ts';
import { BusArbiter } from './bus-arbiter.ts';

/** Start bit, eight data bits, stop bit; parity is one more. */
const BITS_PER_BYTE = 10;
/** No answer is longer; bytes beyond this are noise. */
const ANSWER_MOST_BYTES = 256;

/** The settings and the protocol of a serial line: equal for all its devices. */
export interface BusSettings extends LineSettings {
  readonly protocol: 'frames' | 'modbus' | 'modbus-tcp';
}

export interface Question<T> {
  readonly frame: Uint8Array;
  /** Called with all bytes received since the question, after each chunk, until it returns an answer. */
  readonly answer: (received: Uint8Array) => T | undefined;
  /** How long the answer may take after the question was sent. */
  readonly limitMs: number;
  /** How long the line stays silent after the answer, or after the timeout. */
  readonly gapMs: number;
  /** Lets each other device go first once: for a device that is probably absent and would cost them time. */
  readonly patient: boolean;
}

/** One device's access to a shared serial line. */
export interface BusSeat {
  /** Sends `frame` when its turn has come, and keeps the line silent for `gapMs` after it. */
  send(frame: Uint8Array, gapMs: number): Promise<void>;
  /** Asks in its turn and holds the line until the answer. Rejects with `link.timeout` when none comes. */
  ask<T>(question: Question<T>): Promise<T>;
  /** How much longer than usual one answer of each device on the line may take, added up. */
  slowMs(): Millis;
  onLost(listener: (why: Error) => void): void;
  /** Leaves the line; the last device closes it. Idempotent. */
  close(): Promise<void>;
}

/** The open lines by address, for each port that opened them: another host has its own. */
const linesOf = new WeakMap<Wires, Map<string, Line>>();

/**
 * A seat on the RS-485 line at `address`; the first seat opens the line. The devices of a line share one connection and
 * take turns, so that their frames never mix. Each device asks for one turn at a time, so a turn waits for one turn of
 * each other device at most. `slowMs`: how much longer than usual its answers may take. Rejects with a Fault when the
 * line cannot be opened, or with `link.busy` when another device has it open with other settings.
 */
export async function joinBus(
  ports: Ports,
  address: string,
  settings: BusSettings,
  slowMs: Millis = 0,
): Promise<BusSeat> {
  const lines = linesOf.get(ports.wires) ?? new Map<string, Line>();
  linesOf.set(ports.wires, lines);
  while (lines.get(address)?.closing !== undefined) await lines.get(address)?.closing;
  const line = lines.get(address) ?? new Line(ports, address, settings, lines);
  if (named(line.settings) !== named(settings)) {
    throw new Fault('link.busy', `${address} is open for ${named(line.settings)}, not ${named(settings)}`, {
      hint: 'give all devices of one line the same kind, baud_rate and parity',
    });
  }
  return line.join(slowMs);
}

const named = ({ protocol, baudRate, parity = 'none' }: BusSettings): string =>
  `${protocol} at ${baudRate} baud, parity ${parity}`;

class Line {
  readonly settings: BusSettings;
  readonly #clock: Clock;
  readonly #opened: Promise<Wire>;
  /** Who has a seat, and how much longer than usual its answers may take. */
  readonly #seats = new Map<Loss, Millis>();
  readonly #leaveMap: () => void;
  readonly #turns = new BusArbiter();
  #closing: Promise<void> | undefined;
  #silentUntil = 0;
  #asking: { hear(bytes: Uint8Array): void; giveUp(why: Error): void } | undefined;

  constructor(ports: Ports, address: string, settings: BusSettings, lines: Map<string, Line>) {
    this.settings = settings;
    this.#clock = ports.clock;
    this.#leaveMap = () => {
      if (lines.get(address) === this) lines.delete(address);
    };
    lines.set(address, this);
    this.#opened = ports.wires.open(address, settings);
    this.#opened.then((wire) => {
      wire.onBytes((bytes) => this.#asking?.hear(bytes));
      wire.onLost((why) => this.#lost(why));
    }, this.#leaveMap);
  }

  /** Defined from the moment the line begins to close: it cannot be joined then. Settles when it is closed. */
  get closing(): Promise<void> | undefined {
    return this.#closing;
  }

  async join(slowMs: Millis): Promise<BusSeat> {
    const seat = new Loss();
    this.#seats.set(seat, slowMs);
    const wire = await this.#opened;
    const turn = <T>(work: () => Promise<T>, patient = false): Promise<T> =>
      this.#turns.take(
        async () => {
          // A device that has left must not take the others' time.
          if (!this.#seats.has(seat)) throw new Fault('link.absent', 'the device was closed');
          await this.#pause(this.#silentUntil - this.#clock.now());
          return work();
        },
        patient ? this.#seats.size : 0,
      );
    return {
      send: (frame, gapMs) => turn(() => this.#send(wire, frame, gapMs)),
      ask: (question) => turn(() => this.#ask(wire, question), question.patient),
      slowMs: () => [...this.#seats.values()].reduce((sum, ms) => sum + ms, 0),
      onLost: (listener) => seat.listen(listener),
      close: () => this.#leave(seat, wire),
    };
  }

  async #send(wire: Wire, frame: Uint8Array, gapMs: number): Promise<void> {
    await wire.write(frame);
    // The system has taken the bytes; the line is busy for as long as they take at its speed.
    this.#silentUntil = this.#clock.now() + this.#sendingMs(frame) + gapMs;
  }

  async #ask<T>(wire: Wire, { frame, answer, limitMs, gapMs }: Question<T>): Promise<T> {
    let received = new Uint8Array();
    let cancel: Cancel = () => undefined;
    try {
      return await new Promise<T>((resolve, reject) => {
        this.#asking = {
          hear: (bytes) => {
            received = Uint8Array.from([...received, ...bytes].slice(0, ANSWER_MOST_BYTES));
            const found = answer(received);
            if (found !== undefined) resolve(found);
          },
          giveUp: reject,
        };
        const late = () => reject(new Fault('link.timeout', `no answer within ${limitMs} ms`));
        cancel = this.#clock.after(this.#sendingMs(frame) + limitMs, late, 'serial bus: answer');
        wire.write(frame).catch(reject);
      });
    } finally {
      cancel();
      this.#asking = undefined;
      this.#silentUntil = this.#clock.now() + gapMs;
    }
  }

  #sendingMs(frame: Uint8Array): number {
    const bits = this.settings.parity === undefined || this.settings.parity === 'none' ? 0 : 1;
    return (frame.length * (BITS_PER_BYTE + bits) * 1_000) / this.settings.baudRate;
  }

  async #pause(ms: number): Promise<void> {
    if (ms > 0) await new Promise<void>((resolve) => void this.#clock.after(ms, resolve, 'serial bus: gap'));
  }

  #lost(why: Error): void {
    this.#leaveMap();
    this.#asking?.giveUp(why);
    for (const seat of this.#seats.keys()) seat.tell(why);
  }

  async #leave(seat: Loss, wire: Wire): Promise<void> {
    seat.end();
    this.#seats.delete(seat);
    if (this.#seats.size > 0) return;
    this.#asking?.giveUp(new Fault('link.absent', 'the device was closed'));
    this.#closing ??= wire.close().finally(this.#leaveMap);
    await this.#closing;
  }
}
