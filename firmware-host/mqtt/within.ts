import { Fault } from '../../devices/fault.ts';
import type { Clock, Millis } from '../../devices/ports.ts';

/** The outcome of `work`, or a `broker.down` Fault after `ms`. What becomes of the work later is ignored. */
export function within<T>(clock: Clock, ms: Millis, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () =>
      reject(new Fault('broker.down', `the broker did not answer within ${ms} ms`)),
    );
    work.then(resolve, reject).finally(cancel);
  });
}
