import { openDatabase } from './database.ts';

/**
 * Takes SQLite's lock on an empty file, which also holds between machines and containers that share its folder; the
 * returned function gives it back. The system does so when the process ends, however it ends. Throws `inUse` of the
 * reason while another process has it. The caller sees to the file and its mode.
 */
export function lockExclusively(path: string, inUse: (thrown: unknown) => Error): () => void {
  const lock = openDatabase(path, { busyMs: 0 });
  try {
    // Otherwise SQLite prepares for a write that never comes, which takes room on the disk.
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (thrown) {
    lock.close();
    if ((thrown as { code?: string }).code !== 'SQLITE_BUSY') throw thrown;
    throw inUse(thrown);
  }
  return () => lock.close();
}
