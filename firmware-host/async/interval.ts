import type { Cancel, Clock, Millis } from '../../devices/ports.ts';

/**
 * Runs `work` every `ms`, for the first time after `ms`, until it is cancelled. `name` names it in the list of timers.
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
 * Runs `work` repeatedly, each time `ms` after the last run ended, whether well or not: never twice at once. It ends
 * when it is cancelled or `going` returns false. Rejections of `work` are ignored.
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
