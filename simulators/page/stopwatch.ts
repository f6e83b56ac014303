import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import type { TimedPress } from './page-messages.ts';

/** What a press causes has happened by then. A display on a board gets its digits one after the other. */
const settledMs = 250;

/** Times what presses cause, on the machine's clock: the contact closes, a display changes, the broker has it. */
export interface Stopwatch {
  pressed(device: string, key: string, counter: string | undefined): void;
  /** A display of this counter was written to. */
  shown(counter: string): void;
  /** The state of this counter was heard on MQTT. */
  said(counter: string): void;
}

export function createStopwatch(clock: Clock, timed: (press: TimedPress) => void): Stopwatch {
  interface Running {
    readonly at: Millis;
    shownMs: number | undefined;
    saidMs: number | undefined;
    readonly end: Cancel;
  }
  const running = new Map<string, Running>();
  return {
    pressed(device, key, counter) {
      if (counter === undefined) return;
      running.get(counter)?.end();
      const end = clock.after(settledMs, () => {
        const press = running.get(counter);
        running.delete(counter);
        if (press?.shownMs !== undefined || press?.saidMs !== undefined)
          timed({ device, key, shownMs: press.shownMs, saidMs: press.saidMs });
      });
      running.set(counter, { at: clock.now(), shownMs: undefined, saidMs: undefined, end });
    },
    shown(counter) {
      const press = running.get(counter);
      if (press !== undefined) press.shownMs = clock.now() - press.at;
    },
    said(counter) {
      const press = running.get(counter);
      if (press !== undefined) press.saidMs ??= clock.now() - press.at;
    },
  };
}
