import { Fault } from '../../../devices/fault.ts';
import { takenAfter } from '../taken.ts';
import { openStore } from './journal-store.ts';
import { lockFolder } from './lock.ts';
import { readSyncedMark, type SyncedMark, writeSyncedMark } from './synced-mark.ts';
import { removeUnsyncedMark } from './unsynced-mark.ts';

export interface Accepted {
  /** The newest record there is now; the next one follows it. */
  readonly last: number;
  /** The newest record that there was, according to the mark; undefined when the mark cannot be read. */
  readonly was: number | undefined;
}

/**
 * Accepts the journal in the folder although its mark does not match: for a technician who has restored a copy because
 * there is nothing newer. Records made since that copy are lost, but no number is given again that the mark or the
 * journal contains. Throws `journal.in_use`, or a fault of the database.
 */
export function acceptJournal(dir: string): Accepted {
  const unlock = lockFolder(dir);
  try {
    const mark = markOrNone(dir);
    const store = openStore(dir, 'FULL');
    try {
      const { sequence, sum } = store.last();
      // An older copy of the same day has no number that the mark lacks; a copy of another day has none of today's.
      const taken = mark?.taken ?? takenAfter(undefined, store.numbersSince(0));
      writeSyncedMark(dir, { sequence, sum: sum.toString('hex'), clean: false, taken, fenced: mark?.fenced });
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
