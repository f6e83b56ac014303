import { Fault } from '../devices/fault.ts';
import type {
  Cancel,
  Clock,
  InputLine,
  Level,
  LineOptions,
  Lines,
  Millis,
  OutputLine,
  OutputOptions,
} from '../devices/ports.ts';

/** How contacts bounce: for up to `mostMs` after a change, with up to `changes` extra changes. */
export interface Bounce {
  readonly mostMs: Millis;
  readonly changes: number;
  readonly random: () => number;
}

const HOLD_MS = 120;

interface Key {
  /** Whether the key is down, and whether its contact conducts right now. */
  held: boolean;
  down: boolean;
  host: { moved(down: boolean): void; lost: ((why: Error) => void) | undefined } | undefined;
  /** The pending changes of its last bounce. */
  bounces: readonly Cancel[];
}

/** An output line, with what hangs on it. */
interface Driven {
  /** What the line was set to last, which stays when it is closed: so does Raspberry Pi's kernel leave it. */
  level: Level | undefined;
  host: { lost: OutputOptions['lost'] } | undefined;
  readonly moved: (level: Level | undefined) => void;
}

/**
 * Simulated GPIO lines with a key on each, between the line and the level opposite to its pull, or with something that
 * the line drives. A broken wire looks like a key at rest, so `unplug` removes the chip with the lines instead, as if
 * it were on a board of its own.
 */
export class SimulatedGpio implements Lines {
  readonly #clock: Clock;
  #bounce: Bounce | undefined;
  readonly #keys = new Map<number, Key>();
  readonly #driven = new Map<number, Driven>();
  readonly #gone = new Set<number>();

  constructor(clock: Clock, bounce?: Bounce) {
    this.#clock = clock;
    this.#bounce = bounce;
  }

  /** From now on contacts bounce like this. */
  bounce(bounce: Bounce): void {
    this.#bounce = bounce;
  }

  /** How many lines are open. */
  get openLines(): number {
    return [...this.#keys.values(), ...this.#driven.values()].filter(({ host }) => host !== undefined).length;
  }

  /** Connects something to `line`: `moved` is called with each level to which it is driven, or undefined for none. */
  attach(line: number, moved: Driven['moved']): void {
    this.#driven.set(line, { level: undefined, host: undefined, moved });
  }

  /** Presses the key at `line` and releases it after `ms`. */
  press(line: number, ms: Millis = HOLD_MS): void {
    this.hold(line);
    this.#clock.after(ms, () => this.release(line));
  }

  /** Puts a pulse on the wire: for `ms` the line has the other level, without a key press and without bounce. */
  pulse(line: number, ms: Millis): void {
    const key = this.#key(line);
    touch(key, !key.held);
    this.#clock.after(ms, () => touch(key, key.held));
  }

  /** Removes the chip with these lines. */
  unplug(lines: readonly number[]): void {
    for (const line of lines) {
      this.#gone.add(line);
      const driven = this.#driven.get(line);
      const host = driven?.host ?? this.#key(line).host;
      this.#key(line).host = undefined;
      if (driven !== undefined) {
        driven.host = undefined;
        drive(driven, undefined);
      }
      host?.lost?.(new Fault('link.io_error', `GPIO ${line} is gone`));
    }
  }

  plug(lines: readonly number[]): void {
    for (const line of lines) this.#gone.delete(line);
  }

  hold(line: number): void {
    this.#move(line, true);
  }

  release(line: number): void {
    this.#move(line, false);
  }

  async input(pin: number, { pull, lost }: LineOptions): Promise<InputLine> {
    const key = this.#key(pin);
    if (this.#gone.has(pin)) throw new Fault('link.absent', `there is no GPIO ${pin}`);
    if (key.host !== undefined) throw new Fault('link.busy', `GPIO ${pin} is in use`);
    // Without an internal pull, assume an external resistor to 3.3 V.
    const level = (down: boolean): Level => (down === (pull === 'down') ? 1 : 0);
    let listener: ((level: Level, at: Millis) => void) | undefined;
    const host = { moved: (down: boolean) => listener?.(level(down), this.#clock.now()), lost };
    key.host = host;
    return {
      read: () => level(key.down),
      onEdge: (take) => {
        listener = take;
      },
      close: async () => {
        if (key.host === host) key.host = undefined;
      },
    };
  }

  async output(pin: number, { rest, lost }: OutputOptions): Promise<OutputLine> {
    const driven = this.#driven.get(pin) ?? { level: undefined, host: undefined, moved: () => undefined };
    this.#driven.set(pin, driven);
    if (this.#gone.has(pin)) throw new Fault('link.absent', `there is no GPIO ${pin}`);
    if (driven.host !== undefined || this.#keys.get(pin)?.host !== undefined)
      throw new Fault('link.busy', `GPIO ${pin} is in use`);
    const host = { lost };
    driven.host = host;
    const write = (level: Level) => {
      if (driven.host === host) drive(driven, level);
    };
    write(rest);
    return {
      write: async (level) => {
        if (driven.host !== host) throw new Fault('link.absent', `GPIO ${pin} is not open`);
        write(level);
      },
      close: async () => {
        write(rest);
        if (driven.host === host) driven.host = undefined;
      },
    };
  }

  #key(line: number): Key {
    const key = this.#keys.get(line) ?? { held: false, down: false, host: undefined, bounces: [] };
    this.#keys.set(line, key);
    return key;
  }

  /** Closes or opens the contact: it bounces an even number of times and rests in its new position. */
  #move(line: number, down: boolean): void {
    const key = this.#key(line);
    // Releasing a key that is up already changes nothing.
    if (key.held === down) return;
    key.held = down;
    for (const cancel of key.bounces) cancel();
    touch(key, down);
    if (this.#bounce === undefined) return;
    const { mostMs, changes, random } = this.#bounce;
    const pairs = Math.floor((random() * (changes + 1)) / 2);
    const times = Array.from({ length: pairs * 2 }, () => random() * mostMs).sort((a, b) => a - b);
    key.bounces = times.map((ms, index) => {
      return this.#clock.after(ms, () => touch(key, index % 2 === 0 ? !down : down));
    });
  }
}

function drive(driven: Driven, level: Level | undefined): void {
  if (driven.level === level) return;
  driven.level = level;
  driven.moved(level);
}

function touch(key: Key, down: boolean): void {
  if (key.down === down) return;
  key.down = down;
  key.host?.moved(down);
}
