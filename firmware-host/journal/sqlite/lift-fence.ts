import { union } from '../../queue/ranges.ts';
import type { NumbersTaken } from '../../queue/state.ts';
import { takenAfter } from '../taken.ts';
import { removeFence } from './fence.ts';
import { openStore } from './journal-store.ts';
import { lockFolder } from './lock.ts';
import { readSyncedMark, writeSyncedMark } from './synced-mark.ts';
import { removeUnsyncedMark } from './unsynced-mark.ts';

/**
 * Lifts the fence of a data folder; the numbers `besides` are not given there. They are durable before the fence goes:
 * after a power cut it stands still, or both are done. Throws `journal.in_use` while a host runs there, or a fault of
 * the disk.
 */
export function liftFence(dir: string, besides: NumbersTaken): void {
  const unlock = lockFolder(dir);
  try {
    const { mark } = readSyncedMark(dir);
    const store = openStore(dir, 'FULL');
    try {
      const { sequence, sum } = store.last();
      const known = mark?.taken ?? takenAfter(undefined, store.numbersSince(0));
      const taken = known === undefined ? besides : joined(known, besides);
      writeSyncedMark(dir, { sequence, sum: sum.toString('hex'), clean: mark?.clean ?? false, taken });
      removeUnsyncedMark(dir);
      removeFence(dir);
    } finally {
      store.close();
    }
  } finally {
    unlock();
  }
}

/** Under the later date they hold for the days before as well: too many are left alone rather than one given twice. */
function joined(one: NumbersTaken, other: NumbersTaken): NumbersTaken {
  const date = one.date > other.date ? one.date : other.date;
  return { date, ranges: union(one.ranges, other.ranges) };
}
