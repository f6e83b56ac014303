import { Fault } from '../../../devices/fault.ts';
import { type DatabaseThread, startDatabaseThread } from '../../database/database-thread.ts';
import type { FolderOptions, OpenedFolder } from './folder.ts';
import type { JournalAnswers, JournalRequest } from './worker-protocol.ts';

/** The journal's thread as the main thread sees it. After it has ended, `ask` rejects with `journal.stopped`. */
export type Thread = DatabaseThread<OpenedFolder, JournalRequest, JournalAnswers>;

/**
 * Node 20 runs no TypeScript in a worker: when run from source, as in the tests, the built worker is used, which
 * test/build-first.ts brings up to date before each run.
 */
const workerFile = import.meta.url.endsWith('.ts')
  ? new URL('../../../dist/firmware-host/journal/sqlite/worker.js', import.meta.url)
  : new URL('./worker.js', import.meta.url);

/** The thread keeps only what it is writing. */
const youngMaxMb = 4;

/** Starts the thread and opens the folder in it. Rejects with the Fault when the folder cannot be opened. */
export function startThread(data: FolderOptions): Promise<Thread> {
  const died = (cause: unknown): Fault =>
    new Fault('journal.stopped', 'the thread of the journal has ended', { cause });
  return startDatabaseThread({ file: workerFile, data, name: 'journal', youngMaxMb, died });
}
