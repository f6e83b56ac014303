import type { Cancel, Clock } from '../../devices/ports.ts';

/** Does it every `ms`, never twice at once, until the returned function is called. What `run` rejects with is its own affair. */
export function every(clock: Clock, ms: number, run: () => Promise<void>): Cancel {
  let cancel: Cancel = () => {};
  let stopped = false;
  const again = (): void => {
    if (stopped) return;
    cancel = clock.after(ms, () => {
      run().then(again, again);
    });
  };
  again();
  return () => {
    stopped = true;
    cancel();
  };
}
