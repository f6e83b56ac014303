import { asFault, type Fault } from '../../devices/fault.ts';
import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import { repeatAfter } from '../async/interval.ts';

/** How often the journal's files are checked. Two seconds after they are gone, no number is given any more. */
const lookEveryMs: Millis = 1_000;

/**
 * Checks the journal's files every second, even when nothing is written: otherwise a visitor would wait for a number
 * that will be refused. `look` rejects when the journal is gone; `gone` is called each time.
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
