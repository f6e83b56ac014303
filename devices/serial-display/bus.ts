import { Fault } from '../fault.ts';
import { Loss } from '../loss.ts';
import type { Clock, Ports, Wire, Wires } from '../ports.ts';

/** Start bit, eight data bits, stop bit. */
const BITS_PER_BYTE = 10;

/** One display's share of a line. */
export interface BusSeat {
  /** Sends `frame` when its turn has come, and keeps the line silent for `gapMs` after it. */
  send(frame: Uint8Array, gapMs: number): Promise<void>;
  onLost(listener: (why: Error) => void): void;
  /** The last display to leave closes the line. Idempotent. */
  close(): Promise<void>;
}

/** The lines in use, by address. They hang on the port that opened them: another host has its own. */
const linesOf = new WeakMap<Wires, Map<string, Line>>();

/**
 * A seat on the RS-485 line at `address`, which is opened with the first one. The displays of a line share one
 * connection and take turns, so that their frames never mix. Rejects with a Fault when the line cannot be opened, or
 * with `link.busy` when another display has it at another speed.
 */
export async function joinBus(ports: Ports, address: string, baudRate: number): Promise<BusSeat> {
  const lines = linesOf.get(ports.wires) ?? new Map<string, Line>();
  linesOf.set(ports.wires, lines);
  while (lines.get(address)?.closing !== undefined) await lines.get(address)?.closing;
  const line = lines.get(address) ?? new Line(ports, address, baudRate, lines);
  if (line.baudRate !== baudRate) {
    throw new Fault('link.busy', `${address} is open at ${line.baudRate} baud, not ${baudRate}`, {
      hint: 'give all displays of one line the same baud_rate',
    });
  }
  return line.join();
}

class Line {
  readonly baudRate: number;
  readonly #clock: Clock;
  readonly #opened: Promise<Wire>;
  readonly #seats = new Set<Loss>();
  readonly #leaveMap: () => void;
  #closing: Promise<void> | undefined;
  #lastTurn: Promise<void> = Promise.resolve();
  #silentUntil = 0;

  constructor(ports: Ports, address: string, baudRate: number, lines: Map<string, Line>) {
    this.baudRate = baudRate;
    this.#clock = ports.clock;
    this.#leaveMap = () => {
      if (lines.get(address) === this) lines.delete(address);
    };
    lines.set(address, this);
    this.#opened = ports.wires.open(address, { baudRate });
    this.#opened.then((wire) => wire.onLost((why) => this.#lost(why)), this.#leaveMap);
  }

  /** While it settles, the line is being closed and cannot be joined. */
  get closing(): Promise<void> | undefined {
    return this.#closing;
  }

  async join(): Promise<BusSeat> {
    const seat = new Loss();
    this.#seats.add(seat);
    const wire = await this.#opened;
    return {
      send: (frame, gapMs) => this.#takeTurn(wire, frame, gapMs),
      onLost: (listener) => seat.listen(listener),
      close: () => this.#leave(seat, wire),
    };
  }

  #takeTurn(wire: Wire, frame: Uint8Array, gapMs: number): Promise<void> {
    const turn = this.#lastTurn.then(async () => {
      await this.#silence();
      await wire.write(frame);
      // The system has taken the bytes; the line is busy for as long as they take at its speed.
      const sendingMs = (frame.length * BITS_PER_BYTE * 1_000) / this.baudRate;
      this.#silentUntil = this.#clock.now() + sendingMs + gapMs;
    });
    // Whoever asked for the turn hears of its failure; the next one is not to fail for it.
    this.#lastTurn = turn.catch(() => undefined);
    return turn;
  }

  async #silence(): Promise<void> {
    const waitMs = this.#silentUntil - this.#clock.now();
    if (waitMs > 0) await new Promise<void>((resolve) => void this.#clock.after(waitMs, resolve));
  }

  #lost(why: Error): void {
    this.#leaveMap();
    for (const seat of this.#seats) seat.tell(why);
  }

  async #leave(seat: Loss, wire: Wire): Promise<void> {
    seat.end();
    this.#seats.delete(seat);
    if (this.#seats.size > 0) return;
    this.#closing ??= wire.close().finally(this.#leaveMap);
    await this.#closing;
  }
}
