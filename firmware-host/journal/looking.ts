import { asFault, type Fault } from '../../devices/fault.ts';
import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import { repeatAfter } from '../async/interval.ts';

/** How often it is looked whether the journal is still in its place: no number is given two seconds after it is not. */
const lookEveryMs: Millis = 1_000;

/**
 * Looks every second, also when nothing is written: nobody is to wait for a number that will be refused. `look` rejects
 * when the journal is gone; `gone` is told each time.
 */
export function looking(clock: Clock, look: () => Promise<unknown>, gone: (why: Fault) => void): Cancel {
  return repeatAfter(
    clock,
    lookEveryMs,
    async () => {
      await look().catch((thrown: unknown) => gone(asFault(thrown, 'journal.stopped')));
    },
    'journal: look',
  );
}
