import { asFault, type Fault } from '../../devices/fault.ts';
import type { Cancel, Clock } from '../../devices/ports.ts';
import { repeatAfter } from '../async/interval.ts';
import type { Keep } from './sqlite/retention.ts';

const EVERY_MS = 24 * 3_600_000;

/**
 * Removes records that are too old, at once and then once a day, until the returned function is called. Today's records
 * always stay.
 */
export function retain(of: {
  readonly journal: { prune(keep: Keep): Promise<number> };
  readonly keep: Pick<Keep, 'days' | 'bytes'>;
  /** The last record that nobody needs any more; by default, nobody needs any. */
  readonly done?: () => number;
  readonly clock: Clock;
  /** Called with the number of records removed, if there were any. */
  readonly removed: (records: number) => void;
  /** Called when it failed. Nothing is lost: the next day tries again. */
  readonly failed: (why: Fault) => void;
}): Cancel {
  let stopped = false;
  const prune = async (): Promise<void> => {
    try {
      const from = of.done === undefined ? Number.MAX_SAFE_INTEGER : of.done() + 1;
      const records = await of.journal.prune({ ...of.keep, from });
      if (records > 0) of.removed(records);
    } catch (thrown) {
      // When the journal is closing, the next start does the rest.
      if (!stopped) of.failed(asFault(thrown, 'journal.stopped'));
    }
  };
  void prune();
  const cancel = repeatAfter(of.clock, EVERY_MS, prune, 'journal: remove old days');
  return () => {
    stopped = true;
    cancel();
  };
}
