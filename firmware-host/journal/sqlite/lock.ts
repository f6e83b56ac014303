import { join } from 'node:path';
import { Fault } from '../../../devices/fault.ts';
import { openDatabase } from '../../database/database.ts';

/**
 * Takes a data folder for this process; the returned function gives it back. Throws `journal.in_use`. It is SQLite's
 * lock on an empty file of its own: the system gives it up with the process, however that ends, and reading the
 * journal from another process stays possible.
 */
export function lockFolder(dir: string): () => void {
  const lock = openDatabase(join(dir, 'journal.lock'), { busyMs: 0 });
  try {
    // Otherwise SQLite prepares for a write that never comes, and needs room on the disk for that.
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (thrown) {
    lock.close();
    if ((thrown as { code?: string }).code !== 'SQLITE_BUSY') throw thrown;
    throw new Fault('journal.in_use', `${dir} is in use by another process`, { cause: thrown });
  }
  return () => lock.close();
}
