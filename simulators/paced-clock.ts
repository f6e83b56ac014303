import type { Cancel, Clock, Millis, WaitingTimer } from '../devices/ports.ts';

/** The highest speed of the hall's time. */
export const speedMax = 600;
/** How often a fast clock advances when no timer is due. */
const beatMs = 5;
/** How far, in machine time, a machine that cannot keep up may fall behind; the rest is dropped. */
const behindMaxMs = 250;
/** Rounds of the event loop after each timer, so that its promises and I/O finish before time advances. */
const roundsToRest = 4;

interface Timer {
  readonly at: Millis;
  readonly run: () => void;
  readonly name: string;
}

/**
 * The clock of a simulated hall. At speed 1 it is the machine's clock. At higher speeds, time advances from timer to
 * timer and waits until each has had its effect. So no time limit of the hall expires because the machine is slow; the
 * speed is lower instead. At speed 0 time stands still.
 */
export class PacedClock implements Clock {
  readonly #inner: Clock;
  readonly #soon: (run: () => void) => void;
  readonly #changed: () => void;
  #now: Millis;
  #anchor: { readonly inner: Millis; readonly hall: Millis };
  #speed = 1;
  #until: Millis = Number.NEGATIVE_INFINITY;
  #holds = 0;
  #timers: Timer[] = [];
  #running = false;
  #wake: Cancel | undefined;

  /**
   * `soon`: runs a function after the work that is already due (setImmediate). `changed`: called when the speed
   * changes.
   */
  constructor(inner: Clock, soon: (run: () => void) => void, changed: () => void = () => undefined) {
    this.#inner = inner;
    this.#soon = soon;
    this.#changed = changed;
    this.#now = inner.now();
    this.#anchor = { inner: this.#now, hall: this.#now };
  }

  get speed(): number {
    return this.#speed;
  }

  now(): Millis {
    if (this.#speed === 1 && !this.#running) {
      const due = this.#timers[0]?.at ?? Number.POSITIVE_INFINITY;
      this.#now = Math.max(this.#now, Math.min(this.#target(), due));
    }
    return this.#now;
  }

  after(ms: Millis, run: () => void, name = 'unnamed'): Cancel {
    const timer = { at: this.now() + Math.max(0, ms), run, name };
    const place = this.#timers.findLastIndex((other) => other.at <= timer.at) + 1;
    this.#timers.splice(place, 0, timer);
    if (place === 0) this.#plan();
    return () => {
      const index = this.#timers.indexOf(timer);
      if (index >= 0) this.#timers.splice(index, 1);
    };
  }

  timers(): readonly WaitingTimer[] {
    return this.#timers.map(({ at, name }) => ({ name, inMs: at - this.now() }));
  }

  /** Sets the speed as a multiple of the machine's clock: 0 to `speedMax`. */
  setSpeed(speed: number): void {
    this.now();
    this.#speed = Math.min(speedMax, Math.max(0, speed));
    this.#until = Number.NEGATIVE_INFINITY;
    this.#anchorHere();
    this.#changed();
    this.#plan();
  }

  /** Advances a stopped clock by `ms`, as fast as possible. */
  step(ms: Millis): void {
    if (this.#speed !== 0) return;
    this.#until = Math.max(this.#until, this.#now) + ms;
    this.#plan();
  }

  /** Stops a fast clock while something takes real time (a disk, a broker), so that it takes no time of the hall. */
  hold(): Cancel {
    this.#holds++;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#holds--;
      if (this.#holds === 0) this.#plan();
    };
  }

  #target(): Millis {
    if (this.#speed === 0) return Math.max(this.#now, this.#until);
    return this.#anchor.hall + (this.#inner.now() - this.#anchor.inner) * this.#speed;
  }

  #anchorHere(): void {
    this.#anchor = { inner: this.#inner.now(), hall: this.#now };
  }

  /** Schedules `#run` for the next due timer. */
  #plan(): void {
    this.#wake?.();
    this.#wake = undefined;
    if (this.#running || (this.#holds > 0 && this.#speed !== 1)) return;
    const next = this.#timers[0];
    const stepping = this.#speed === 0 && this.#until > this.#now;
    if (this.#speed === 0 && !stepping) return;
    const wait = next === undefined ? Number.POSITIVE_INFINITY : next.at - this.#target();
    const realMs = stepping ? 0 : Math.max(0, wait / this.#speed);
    if (this.#speed === 1 && realMs === Number.POSITIVE_INFINITY) return;
    this.#wake = this.#inner.after(this.#speed === 1 ? realMs : Math.min(realMs, beatMs), () => {
      this.#wake = undefined;
      void this.#run();
    });
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    for (;;) {
      if (this.#holds > 0 && this.#speed !== 1) break;
      if (this.#speed > 1 && this.#target() - this.#now > behindMaxMs * this.#speed) this.#anchorHere();
      const target = this.#target();
      const next = this.#timers[0];
      if (next === undefined || next.at > target) {
        this.#now = Math.max(this.#now, target);
        break;
      }
      this.#timers.shift();
      this.#now = Math.max(this.#now, next.at);
      next.run();
      // Needed also when a late machine catches up: the edges of a bouncing contact must arrive before the next timer.
      await this.#rest();
    }
    this.#running = false;
    this.#plan();
  }

  async #rest(): Promise<void> {
    for (let round = 0; round < roundsToRest; round++) await new Promise<void>(this.#soon);
  }
}
