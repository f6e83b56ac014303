import type { Millis } from '../../../devices/ports.ts';

/** The shortest wait that is returned: at high rates several events are let go together. */
const leastWaitMs: Millis = 5;
/** How much unused time may be made up for at once. */
const burstMs: Millis = 100;

/** So many per second by then, and no more: returns 0 and counts one, or how long to wait before asking again. */
export function createRateLimiter(perSecond: () => number): (now: Millis) => Millis {
  let due = 0;
  return (now) => {
    due = Math.max(due, now - burstMs);
    if (due > now) return Math.max(leastWaitMs, due - now);
    due += 1_000 / perSecond();
    return 0;
  };
}
