import type { Clock, Millis } from '../../devices/ports.ts';
import { createLogThrottle } from '../async/log-throttle.ts';
import type { Log } from '../log.ts';
import type { Starved } from './feed-watchdog.ts';
import { whatWaits } from './what-waits.ts';

/** Work that is this much too late is logged. */
const lateMaxMs: Millis = 1_000;
/** It is logged at most once in this time. */
const lateEveryMs: Millis = 60_000;

/** Logs, for a maintainer, what the process waits for when it does not keep its pace. */
export interface Lateness {
  /** To be called at each beat of `everyMs`. A late beat was held up, and so were all the timers that are logged. */
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
