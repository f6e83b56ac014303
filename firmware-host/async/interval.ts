import type { Cancel, Clock, Millis } from '../../devices/ports.ts';

/**
 * Does `work` every `ms`, for the first time after `ms`, until it is cancelled. `name` says so where timers are listed.
 */
export function repeat(clock: Clock, ms: Millis, work: () => void, name: string): Cancel {
  const again = (): void => {
    cancel = clock.after(ms, again, name);
    work();
  };
  let cancel = clock.after(ms, again, name);
  return () => cancel();
}

/**
 * Does `work` again and again, each time `ms` after it ended the last time, well or not: never twice at once. Until it
 * is cancelled, or `going` says no. What `work` rejects with is its own affair.
 */
export function repeatAfter(
  clock: Clock,
  ms: Millis,
  work: () => Promise<unknown>,
  name: string,
  going: () => boolean = () => true,
): Cancel {
  let stopped = false;
  let cancel: Cancel = () => undefined;
  const again = (): void => {
    if (stopped) return;
    cancel = clock.after(
      ms,
      () => {
        if (going()) work().then(again, again);
      },
      name,
    );
  };
  again();
  return () => {
    stopped = true;
    cancel();
  };
}
