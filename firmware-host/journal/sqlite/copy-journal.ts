import { statSync } from 'node:fs';
import { Fault } from '../../../devices/fault.ts';
import { takenAfter } from '../taken.ts';
import { syncFile } from './durable-file.ts';
import { openJournalReader } from './journal-reader.ts';
import { databaseIn, openStore } from './journal-store.ts';
import { writeSyncedMark } from './synced-mark.ts';

/** What a copy of a journal holds. */
export interface CopiedJournal {
  readonly site: string | undefined;
  /** The newest record; 0 when there is none. */
  readonly last: number;
  readonly bytes: number;
}

/**
 * Copies the journal of a data folder to a new file `to`, while a host may be writing it. The copy is one moment of it:
 * every record up to one, and none after that. Durable when it returns. Throws what `openJournalReader` throws, or what
 * SQLite throws.
 */
export function copyJournal(dir: string, to: string): void {
  const reader = openJournalReader(dir);
  try {
    // SQLite's own way to copy a database in use: one read transaction, so that the writer waits for nothing.
    reader.database.prepare<[string]>('VACUUM INTO ?').run(to);
  } finally {
    reader.close();
  }
  syncFile(to);
}

/** Checks every record of the journal in `dir`, a copy that nobody else uses. Throws `journal.damaged` or `.newer`. */
export function checkCopy(dir: string): CopiedJournal {
  const store = openStore(dir, 'FULL');
  try {
    const range = { from: store.base().sequence + 1, to: store.last().sequence };
    const [first] = store.damaged(range);
    if (first !== undefined)
      throw new Fault('journal.damaged', `record ${first.from} of the copy is damaged`);
    return { site: store.site(), last: range.to, bytes: statSync(databaseIn(dir)).size };
  } finally {
    store.close();
  }
}

/** Gives the copy in `dir` a mark of its own, without which no host starts on it. It says that the copy is fenced. */
export function markCopy(dir: string): void {
  const store = openStore(dir, 'FULL');
  try {
    const { sequence, sum } = store.last();
    const taken = takenAfter(undefined, store.numbersSince(0));
    writeSyncedMark(dir, { sequence, sum: sum.toString('hex'), clean: true, taken, fenced: true });
  } finally {
    store.close();
  }
}
