import type { Clock, Millis } from '../../devices/ports.ts';
import { createLogThrottle } from '../async/log-throttle.ts';
import type { Log } from '../log.ts';
import type { Starved } from './feed-watchdog.ts';
import { whatWaits } from './what-waits.ts';

/** What is due comes this much too late before the log says so. */
const lateMaxMs: Millis = 1_000;
/** The log says it once in this time. */
const lateEveryMs: Millis = 60_000;

/** Tells a maintainer, in the log, what the process waits for when something is wrong with its pace. */
export interface Lateness {
  /** Called at each beat of `everyMs`: a beat that comes late was held up with all the timers it names. */
  beat(): void;
  /** The watchdog was not fed. */
  starved(by: Starved): void;
}

export function createLateness(of: {
  readonly clock: Clock;
  readonly everyMs: Millis;
  readonly log: Log;
}): Lateness {
  const { clock, everyMs, log } = of;
  const throttle = createLogThrottle(clock, lateEveryMs);
  let expected = clock.now() + everyMs;
  return {
    beat() {
      const lateMs = Math.round(clock.now() - expected);
      expected = clock.now() + everyMs;
      if (lateMs < lateMaxMs) return;
      throttle('loop', (heldBack) =>
        log.warn({ late_ms: lateMs, held_back: heldBack, ...whatWaits(clock) }, 'the process was held up'),
      );
    },
    starved(by) {
      log.warn({ by, ...whatWaits(clock) }, 'the watchdog is not fed');
    },
  };
}
