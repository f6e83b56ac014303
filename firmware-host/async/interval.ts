import type { Cancel, Clock, Millis } from '../../devices/ports.ts';

/** Does `work` every `ms`, for the first time after `ms`, until it is cancelled. */
export function repeat(clock: Clock, ms: Millis, work: () => void): Cancel {
  let cancel = clock.after(ms, function again() {
    cancel = clock.after(ms, again);
    work();
  });
  return () => cancel();
}

/**
 * Does `work` again and again, each time `ms` after it ended the last time, well or not: never twice at once. Until it is
 * cancelled, or `going` says no. What `work` rejects with is its own affair.
 */
export function repeatAfter(
  clock: Clock,
  ms: Millis,
  work: () => Promise<unknown>,
  going: () => boolean = () => true,
): Cancel {
  let stopped = false;
  let cancel: Cancel = () => undefined;
  const again = (): void => {
    if (stopped) return;
    cancel = clock.after(ms, () => {
      if (going()) work().then(again, again);
    });
  };
  again();
  return () => {
    stopped = true;
    cancel();
  };
}
