import type { Clock, Millis } from '../../devices/ports.ts';

/** Waits until `work` settles, however it does, or `ms` have passed. Whether it settled in time. */
export function noLongerThan(clock: Clock, ms: Millis, work: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = clock.after(ms, () => resolve(false));
    const settled = () => {
      cancel();
      resolve(true);
    };
    work.then(settled, settled);
  });
}
