import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import type { TimedPress } from './page-messages.ts';

/** By then, all effects of a press have happened. A display on a board receives its digits one after the other. */
const settledMs = 250;

/** Times the effects of presses on the machine's clock, from the contact to the display and to the broker. */
export interface Stopwatch {
  pressed(device: string, key: string, counter: string | undefined): void;
  /** A display of this counter was written to. */
  shown(counter: string): void;
  /** The state of this counter was received over MQTT. */
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
