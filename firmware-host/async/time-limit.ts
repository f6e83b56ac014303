import type { Clock, Millis } from '../../devices/ports.ts';

/** Resolves after `ms`. `name` names the wait in the list of timers, as in the other functions here. */
export const pause = (clock: Clock, ms: Millis, name: string): Promise<void> =>
  new Promise((resolve) => void clock.after(ms, resolve, name));

/** Settles as `work` does, or rejects with `late()` after `ms`. The later result of `work` is ignored. */
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
 * Waits for `work`, but `ms` at most; resolves with whether it ended in time. For a stop that must not be held up.
 * Rejects if `work` rejects in time.
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

/** As `atMost`, but a rejection of `work` also counts as its end. */
export const settledIn = (clock: Clock, ms: Millis, work: Promise<unknown>, name: string): Promise<boolean> =>
  atMost(clock, ms, Promise.allSettled([work]), name);
