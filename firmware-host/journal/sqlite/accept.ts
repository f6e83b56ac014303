import { lockFolder } from './lock.ts';
import { writeMark } from './mark.ts';
import { openStore } from './store.ts';

/**
 * Takes the journal in the folder for the right one, although the mark says otherwise: for a technician who has put
 * back a copy because there is nothing newer. Numbers given since that copy was made will be given again. Returns the
 * newest record.
 */
export function acceptJournal(dir: string): number {
  const unlock = lockFolder(dir);
  try {
    const store = openStore(dir, 'FULL');
    try {
      const { sequence, sum } = store.last();
      writeMark(dir, { sequence, sum: sum.toString('hex'), clean: false });
      return sequence;
    } finally {
      store.close();
    }
  } finally {
    unlock();
  }
}
