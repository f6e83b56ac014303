import type { Cancel, Clock, Millis } from '../devices/ports.ts';

/** A clock that stands still until a test moves it. Timers run in order of time, then of creation. */
export class VirtualClock implements Clock {
  #now: Millis = 0;
  #timers: { readonly at: Millis; readonly run: () => void }[] = [];

  now(): Millis {
    return this.#now;
  }

  /** How many timers wait. */
  get waiting(): number {
    return this.#timers.length;
  }

  after(ms: Millis, run: () => void): Cancel {
    const timer = { at: this.#now + Math.max(0, ms), run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** The process stands still for `ms`: timers that fall due meanwhile run late, at the next move. */
  stand(ms: Millis): void {
    this.#now += ms;
  }

  /** Moves on by `ms`, running what falls due and letting promises settle after each timer. */
  async advance(ms: Millis): Promise<void> {
    const until = this.#now + ms;
    await settle();
    for (;;) {
      const due = this.#timers.filter((timer) => timer.at <= until);
      if (due.length === 0) break;
      const next = due.reduce((first, timer) => (timer.at < first.at ? timer : first));
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
      await settle();
    }
    this.#now = until;
  }
}

/**
 * Turns of the event loop in which what was caused causes the next thing: a turn of the hall's loop, then its journal.
 */
const turns = 3;

/** Lets everything that waits on promises and on the next turn of the event loop run to its next timer or I/O. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}
