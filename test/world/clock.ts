import type { Cancel, Clock, Millis } from '../../devices/ports.ts';

interface Timer {
  readonly at: Millis;
  readonly order: number;
  run: (() => void) | undefined;
}

/**
 * Virtual time for millions of timers: they run in order of time, then of creation, and everything that waits on
 * promises alone settles between two of them.
 */
export class WorldClock implements Clock {
  #now: Millis = 0;
  #made = 0;
  /** A binary heap, the next timer at 0. */
  readonly #heap: Timer[] = [];
  /** Work that takes real time and none of this clock's. */
  #real = new Set<Promise<unknown>>();

  now(): Millis {
    return this.#now;
  }

  get waiting(): number {
    return this.#heap.length;
  }

  after(ms: Millis, run: () => void): Cancel {
    const timer: Timer = { at: this.#now + Math.max(0, ms), order: this.#made++, run };
    this.#push(timer);
    return () => {
      timer.run = undefined;
    };
  }

  /** Stands until that work, of a real disk or thread, is done. */
  standsFor<T>(work: Promise<T>): Promise<T> {
    this.#real.add(work);
    const done = () => void this.#real.delete(work);
    work.then(done, done);
    return work;
  }

  /** Moves on by `ms`; `each` is called after every timer, when all has settled. */
  async advance(ms: Millis, each?: () => void): Promise<void> {
    const until = this.#now + ms;
    await this.#settled();
    for (let next = this.#heap[0]; next !== undefined && next.at <= until; next = this.#heap[0]) {
      this.#pop();
      if (next.run === undefined) continue;
      this.#now = Math.max(this.#now, next.at);
      next.run();
      await this.#settled();
      each?.();
    }
    this.#now = until;
  }

  async #settled(): Promise<void> {
    await turn();
    while (this.#real.size > 0) {
      await Promise.allSettled(this.#real);
      await turn();
    }
  }

  #push(timer: Timer): void {
    const heap = this.#heap;
    let at = heap.push(timer) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || !isBefore(timer, parent)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = timer;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const left = heap[2 * at + 1];
      if (left === undefined) break;
      const right = heap[2 * at + 2];
      const side = right !== undefined && isBefore(right, left) ? 2 : 1;
      const child = side === 2 ? right : left;
      if (child === undefined || !isBefore(child, last)) break;
      heap[at] = child;
      at = 2 * at + side;
    }
    heap[at] = last;
  }
}

const isBefore = (one: Timer, other: Timer): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);

/** The clock of one process: it begins at 0, and when the process is killed none of its timers runs any more. */
export class ProcessClock implements Clock {
  readonly #world: Clock;
  readonly #from: Millis;
  #alive = true;

  constructor(world: Clock) {
    this.#world = world;
    this.#from = world.now();
  }

  get alive(): boolean {
    return this.#alive;
  }

  now(): Millis {
    return this.#world.now() - this.#from;
  }

  after(ms: Millis, run: () => void): Cancel {
    return this.#world.after(ms, () => {
      if (this.#alive) run();
    });
  }

  kill(): void {
    this.#alive = false;
  }
}

/** All promises that can settle have settled when a turn of the event loop begins. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
