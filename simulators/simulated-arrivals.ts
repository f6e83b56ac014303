import type { Arrivals, Cancel, Clock } from '../devices/ports.ts';

/** The time that udev needs before a device that was plugged in can be opened. */
const SETTLED_MS = 100;

/** Reports to its listeners that a cable was plugged in. */
export class SimulatedArrivals implements Arrivals {
  readonly #clock: Clock;
  readonly #listeners = new Set<() => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  watch(listener: () => void): Cancel {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A cable was plugged in. */
  ring(): void {
    this.#clock.after(SETTLED_MS, () => {
      for (const listener of this.#listeners) listener();
    });
  }
}
