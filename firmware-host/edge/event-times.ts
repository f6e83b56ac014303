import type { Clock, Millis } from '../../devices/ports.ts';

/** Nothing is read later than this, nor earlier than it happened. What seems to be has another clock's time. */
const MOST_LATE_MS = 60_000;
const MOST_EARLY_MS = 1;

/**
 * Turns the kernel's time of each event into this clock's, so that what is read late is known to be old. `kernel` is
 * the kernel's monotonic time now, in ms. An event without a time happened now, and so did one whose time is another
 * clock's, as kernels before 5.7 have it.
 */
export function eventTimes(clock: Clock, kernel: () => Millis): (stamp: Millis | undefined) => Millis {
  const apart = clock.now() - kernel();
  return (stamp) => {
    const now = clock.now();
    const at = stamp === undefined ? now : stamp + apart;
    return at < now - MOST_LATE_MS || at > now + MOST_EARLY_MS ? now : Math.min(now, at);
  };
}
