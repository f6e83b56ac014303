import type { Clock, Millis } from '../../devices/ports.ts';

/** Resolves after `ms`. `name` says what waits where timers are listed; so do the others here. */
export const pause = (clock: Clock, ms: Millis, name: string): Promise<void> =>
  new Promise((resolve) => void clock.after(ms, resolve, name));

/** Settles as `work` does, or rejects with `late()` after `ms`. What `work` does afterwards is no longer waited for. */
export function within<T>(
  clock: Clock,
  ms: Millis,
  work: Promise<T>,
  late: () => Error,
  name: string,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => reject(late()), name);
    work.then(
      (value) => {
        cancel();
        resolve(value);
      },
      (error: unknown) => {
        cancel();
        reject(error);
      },
    );
  });
}

/**
 * Waits for `work`, `ms` at most: whether it ended in time. For an end that nothing may hold up. Rejects if `work` does
 * in time.
 */
export function atMost(clock: Clock, ms: Millis, work: Promise<unknown>, name: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => resolve(false), name);
    work.then(
      () => {
        cancel();
        resolve(true);
      },
      (error: unknown) => {
        cancel();
        reject(error);
      },
    );
  });
}

/** The same, whether `work` ends well or not. */
export const settledIn = (clock: Clock, ms: Millis, work: Promise<unknown>, name: string): Promise<boolean> =>
  atMost(clock, ms, Promise.allSettled([work]), name);
