import type { Fault } from '../../devices/fault.ts';
import type { Clock } from '../../devices/ports.ts';

/** Settles as `work` does, or rejects with `late()` after `ms`. What `work` does afterwards is no longer waited for. */
export function within<T>(clock: Clock, ms: number, work: Promise<T>, late: () => Fault): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => reject(late()));
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
