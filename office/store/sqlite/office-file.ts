import { chmodSync, closeSync, constants, mkdirSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../../devices/fault.ts';
import { type Database, openDatabase } from '../../../firmware-host/database/database.ts';
import { lockExclusively } from '../../../firmware-host/database/exclusive-lock.ts';
import { migrateOffice } from './office-schema.ts';

/** Nobody else on the machine reads what sites and people said. SQLite gives the files beside it the same mode. */
const fileMode = 0o600;
const folderMode = 0o700;
const synchronousFull = 2;
/**
 * A transaction changes a page of nearly every site. What of it does not fit into SQLite's cache is written and read
 * again before its end; by default that would be 2 MB.
 */
const cacheMaxKb = 16 * 1_024;
/** Pages of 4 KB in the log before they are copied into the database: one that changed ten times is copied once. */
const logMaxPages = 4_000;

export interface OfficeFile {
  readonly database: Database;
  /** Whether the path still leads to this file. SQLite would go on writing to one that was removed or replaced. */
  isInPlace(): boolean;
  close(): void;
}

/**
 * Opens or creates `office.db` in the folder, for this process alone. Throws a Fault of the store, or what SQLite and
 * the file system throw.
 */
export function openOfficeFile(dir: string): OfficeFile {
  mkdirSync(dir, { recursive: true, mode: folderMode });
  const unlock = lockFor(dir);
  try {
    const path = join(dir, 'office.db');
    const database = openDurably(path);
    const place = placeOf(path);
    try {
      migrateOffice(database);
    } catch (thrown) {
      database.close();
      throw thrown;
    }
    return {
      database,
      isInPlace: () => placeOf(path) === place,
      close() {
        database.close();
        unlock();
      },
    };
  } catch (thrown) {
    unlock();
    throw thrown;
  }
}

function placeOf(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && `${found.dev} ${found.ino}`;
}

function openDurably(path: string): Database {
  createPrivate(path);
  const database = openDatabase(path);
  const mode = database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma(`cache_size = -${cacheMaxKb}`);
  database.pragma(`wal_autocheckpoint = ${logMaxPages}`);
  if (mode === 'wal' && database.pragma('synchronous') === synchronousFull) return database;
  database.close();
  throw new Fault('store.error', `${path} does not store safely: it runs in mode ${mode}`);
}

/** A link in its place is not followed: it may lead to another user's file. */
function createPrivate(path: string): void {
  closeSync(openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, fileMode));
  chmodSync(path, fileMode);
}

/** SQLite's lock on an empty file beside the database, whose readers, such as a backup, it does not hold up. */
function lockFor(dir: string): () => void {
  const path = join(dir, 'office.lock');
  createPrivate(path);
  return lockExclusively(
    path,
    () =>
      new Fault('store.error', `${dir} is in use by another process of the office`, {
        hint: 'With SQLite one process runs the office: stop the other one, or use PostgreSQL.',
      }),
  );
}
