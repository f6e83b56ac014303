import type { NumbersTaken } from '../../queue/state.ts';
import type { Record } from '../journal-port.ts';
import { takenAfter } from '../taken.ts';
import type { Store } from './journal-store.ts';
import { markLine, type SyncedMark, writeSyncedMark } from './synced-mark.ts';
import { openUnsyncedMark } from './unsynced-mark.ts';

/**
 * Writes the marks of a folder: how far its journal has come, and which numbers may be on paper. The synced mark is the
 * file `journal.mark`, the unsynced mark the file `journal.trail`.
 */
export interface Marking {
  readonly taken: NumbersTaken | undefined;
  /** The sequence of the synced mark. */
  readonly at: number;
  /** Writes the journal's current position to both marks; the synced mark is durable when it returns. */
  set(clean: boolean): void;
  /** To be called when these records are durable: the unsynced mark is written if they have taken numbers. */
  follow(records: readonly Record[]): void;
  /** Waits until the unsynced mark is on the disk. */
  syncTrail(): void;
  close(): void;
}

/**
 * `found` is the mark of the previous run. Opening writes no mark. Every call blocks on the disk, and throws its
 * errors.
 */
export function openMarking(dir: string, store: Store, found: SyncedMark | undefined): Marking {
  let taken = takenAfter(found?.taken, store.numbersSince(found?.taken === undefined ? 0 : found.sequence));
  let at = 0;
  const trail = openUnsyncedMark(dir);

  const markNow = (clean: boolean): SyncedMark => {
    const { sequence, sum } = store.last();
    return { sequence, sum: sum.toString('hex'), clean, taken, fenced: found?.fenced };
  };

  return {
    get taken() {
      return taken;
    },
    get at() {
      return at;
    },
    set(clean) {
      const mark = markNow(clean);
      unlessFull(() => trail.write(markLine(mark)));
      writeSyncedMark(dir, mark);
      at = mark.sequence;
    },
    follow(records) {
      const before = taken;
      taken = takenAfter(taken, records);
      if (taken !== before) unlessFull(() => trail.write(markLine(markNow(false))));
    },
    syncTrail: () => unlessFull(trail.sync),
    close: trail.close,
  };
}

/** The records are already on the disk: no room for the unsynced mark is no reason to refuse them. */
function unlessFull(run: () => void): void {
  try {
    run();
  } catch (thrown) {
    if ((thrown as { code?: string }).code !== 'ENOSPC') throw thrown;
  }
}
