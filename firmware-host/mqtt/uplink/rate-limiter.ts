import type { Millis } from '../../../devices/ports.ts';

/** The shortest wait that is returned: at high rates several events are let go together. */
const leastWaitMs: Millis = 5;
/** How much unused time may be made up for at once. */
const burstMs: Millis = 100;

/**
 * Limits to `perSecond`. The returned function gives 0 and counts one event, or gives how long to wait before the next
 * call.
 */
export function createRateLimiter(perSecond: number): (now: Millis) => Millis {
  const eachMs = 1_000 / perSecond;
  let due = 0;
  return (now) => {
    due = Math.max(due, now - burstMs);
    if (due > now) return Math.max(leastWaitMs, due - now);
    due += eachMs;
    return 0;
  };
}
