import { Fault } from '../../../devices/fault.ts';
import { takenAfter } from '../taken.ts';
import { openStore } from './journal-store.ts';
import { lockFolder } from './lock.ts';
import { readSyncedMark, type SyncedMark, writeSyncedMark } from './synced-mark.ts';
import { removeUnsyncedMark } from './unsynced-mark.ts';

export interface Accepted {
  /** The newest record there is now; the next one follows it. */
  readonly last: number;
  /** The newest record there was, as far as the mark tells; undefined when it cannot be read. */
  readonly was: number | undefined;
}

/**
 * Takes the journal in the folder for the right one, although the mark says otherwise: for a technician who has put
 * back a copy because there is nothing newer. What was recorded since that copy was made is lost, but no number is
 * given again that the mark or the journal knows. Throws `journal.in_use`, or what is wrong with the database.
 */
export function acceptJournal(dir: string): Accepted {
  const unlock = lockFolder(dir);
  try {
    const mark = markOrNone(dir);
    const store = openStore(dir, 'FULL');
    try {
      const { sequence, sum } = store.last();
      // An older copy of the same day knows no number that the mark does not; one of another day says nothing of
      // today's.
      const taken = mark?.taken ?? takenAfter(undefined, store.numbersSince(0));
      writeSyncedMark(dir, { sequence, sum: sum.toString('hex'), clean: false, taken });
      removeUnsyncedMark(dir);
      return { last: sequence, was: mark?.sequence };
    } finally {
      store.close();
    }
  } finally {
    unlock();
  }
}

/** A mark that is not readable is one more reason to accept the journal. */
function markOrNone(dir: string): SyncedMark | undefined {
  try {
    return readSyncedMark(dir).mark;
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code === 'journal.replaced') return undefined;
    throw thrown;
  }
}
