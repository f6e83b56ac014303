import type { Cancel, Clock, Millis } from '../../devices/ports.ts';

/** Does `work` every `ms`, for the first time after `ms`, until it is cancelled. */
export function repeat(clock: Clock, ms: Millis, work: () => void): Cancel {
  let cancel = clock.after(ms, function again() {
    cancel = clock.after(ms, again);
    work();
  });
  return () => cancel();
}
