import type { Clock, Millis } from '../../devices/ports.ts';

/** Settles with `work`, or resolves after `ms` without it: for an end that nothing may hold up. */
export function atMost(clock: Clock, ms: Millis, work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, resolve);
    work.then(resolve, reject).finally(cancel);
  });
}
