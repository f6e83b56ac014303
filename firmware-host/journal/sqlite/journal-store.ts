import { join } from 'node:path';
import { Fault } from '../../../devices/fault.ts';
import { type Database, openDatabase } from '../../database/database.ts';
import type { Record } from '../journal-port.ts';
import { gapFault } from '../sequence.ts';
import { type Row, toRow } from './chain.ts';
import { migrate } from './journal-schema.ts';
import { refuseForeign } from './own-file.ts';
import { type Reading, readingOf } from './reading.ts';

/** `NORMAL` loses what was acknowledged when the power fails; only the test that shows this uses it. */
export type Synchronous = 'FULL' | 'NORMAL';

const SYNCHRONOUS_LEVEL = { FULL: 2, NORMAL: 1 } as const;
/**
 * Of a new database; an older one keeps its own. A commit rewrites whole pages, so small ones wear the card less: for a
 * visitor in a quiet hall 25.5 KiB, with 1024 27.8, with SQLite's usual 4096 42.5 (test/bench/disk.js).
 */
const PAGE_BYTES = 512;
/** The write-ahead log is cut back to this after a long reader let it grow. */
const WAL_BYTES = 8 * 1024 * 1024;
/** How long to wait for somebody at an SQLite prompt who holds the database locked. */
const BUSY_MS = 2_000;

/** The database of the journal, for the one thread that writes it. Everything here blocks on the disk. */
export interface Store extends Reading {
  readonly database: Database;
  /** One transaction. When it returns, the records are on the disk. */
  append(records: readonly Record[]): void;
  /** Says whose journal it is from now on. */
  claim(site: string): void;
  /** Moves what was committed from the log into the database, so that the log starts over. */
  checkpoint(): void;
  close(): void;
}

export const databaseIn = (dir: string): string => join(dir, 'journal.db');

/** The files SQLite makes and opens; their names are its own. */
export const filesOf = (dir: string): readonly string[] =>
  ['', '-wal', '-shm'].map((end) => `${databaseIn(dir)}${end}`);

/** Opens or creates the database. Throws Faults of journal-schema.ts, `journal.unsafe`, or what SQLite throws. */
export function openStore(dir: string, synchronous: Synchronous): Store {
  for (const file of filesOf(dir)) refuseForeign(file);
  const database = openDatabase(databaseIn(dir), { busyMs: BUSY_MS });
  try {
    prepare(database, synchronous);
    return storeOf(database);
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

function prepare(database: Database, synchronous: Synchronous): void {
  database.pragma(`page_size = ${PAGE_BYTES}`);
  database.pragma('journal_mode = WAL');
  // In WAL mode our SQLite is compiled to default to NORMAL, and the setting is per connection, not in the file.
  database.pragma(`synchronous = ${synchronous}`);
  database.pragma(`journal_size_limit = ${WAL_BYTES}`);
  database.pragma('foreign_keys = ON');
  // SQLite's own checkpoints swallow I/O errors and hold up a commit: the worker makes them, between commits.
  database.pragma('wal_autocheckpoint = 0');
  refuseUnsafe(database, synchronous);
  migrate(database);
}

/** Reads back what decides whether a commit is durable. Throws `journal.unsafe`. */
export function refuseUnsafe(database: Database, synchronous: Synchronous): void {
  const mode = database.pragma('journal_mode');
  const level = database.pragma('synchronous');
  if (mode === 'wal' && level === SYNCHRONOUS_LEVEL[synchronous]) return;
  throw new Fault('journal.unsafe', `the database runs in mode ${mode}, synchronous=${level}`);
}

function storeOf(database: Database): Store {
  const reading = readingOf(database);
  const insertRow = database.prepare<[Row]>(
    'INSERT INTO record VALUES (@sequence, @boot, @wall, @synced, @hall, @event, @sum)',
  );
  const insertDay = database.prepare<[number, string]>('INSERT INTO day VALUES (?, ?)');

  const append = database.transaction((records: readonly Record[]) => {
    let before = reading.last();
    const gap = gapFault(records, before.sequence + 1);
    if (gap !== undefined) throw gap;
    for (const record of records) {
      const row = toRow(record, before.sum);
      insertRow.run(row);
      if (record.event.type === 'day.opened') insertDay.run(record.sequence, record.event.date);
      before = row;
    }
  });

  return {
    ...reading,
    database,
    append: (records) => append.immediate(records),
    claim: (site) => void database.prepare('INSERT INTO site VALUES (1, ?)').run(site),
    checkpoint: () => void database.pragma('wal_checkpoint(PASSIVE)'),
    close: () => void database.close(),
  };
}
