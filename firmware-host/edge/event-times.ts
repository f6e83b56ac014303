import type { Clock, Millis } from '../../devices/ports.ts';

/**
 * No event is read later than this after it happened, nor earlier than it happened. A stamp outside these limits is
 * from another clock.
 */
const MOST_LATE_MS = 60_000;
const MOST_EARLY_MS = 1;

/**
 * Converts the kernel's time of each event to this clock's, so that an event read late is known to be old. `kernel` is
 * the kernel's monotonic time now, in ms. An event without a time counts as happening now, and so does one whose time
 * is from another clock, as with kernels before 5.7.
 */
export function eventTimes(clock: Clock, kernel: () => Millis): (stamp: Millis | undefined) => Millis {
  const apart = clock.now() - kernel();
  return (stamp) => {
    const now = clock.now();
    const at = stamp === undefined ? now : stamp + apart;
    return at < now - MOST_LATE_MS || at > now + MOST_EARLY_MS ? now : Math.min(now, at);
  };
}
