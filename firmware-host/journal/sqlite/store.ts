import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { Fault } from '../../../devices/fault.ts';
import type { Record } from '../port.ts';
import { gapFault } from '../sequence.ts';
import { damagedRows, type Range, type Row, toRecord, toRow } from './chain.ts';
import { rowReader } from './rows.ts';
import { migrate } from './schema.ts';

/** `NORMAL` loses what was acknowledged when the power fails; only the test that shows this uses it. */
export type Synchronous = 'FULL' | 'NORMAL';

const SYNCHRONOUS_LEVEL = { FULL: 2, NORMAL: 1 } as const;
/** A commit rewrites whole pages: small ones wear the card less (5.8 KB a commit; 8.8 KB with SQLite's usual 4096). */
const PAGE_BYTES = 1024;
/** The write-ahead log is cut back to this after a long reader let it grow. */
const WAL_BYTES = 8 * 1024 * 1024;
/** How long to wait for somebody at an SQLite prompt who holds the database locked. */
const BUSY_MS = 2_000;

/** The rows that begin a range of records, and what precedes them. */
export interface Point {
  readonly sequence: number;
  readonly sum: Buffer;
}

/** The database of the journal, for the one thread that writes it. Everything here blocks on the disk. */
export interface Store {
  readonly database: Database;
  /** The newest record; the base when there is none. */
  last(): Point;
  /** The record before the oldest one kept. */
  base(): Point;
  /** The sum stored at `sequence`; undefined when it is not in the journal or cannot be read. */
  sumAt(sequence: number): Buffer | undefined;
  /** One transaction. When it returns, the records are on the disk. */
  append(records: readonly Record[]): void;
  read(from: number, limit: number): Record[];
  /** The sequence of the last `day.opened`; of the first record kept when there is none. Throws `journal.damaged`. */
  dayStart(): number;
  damaged(range: Range): readonly Range[];
  /** Moves what was committed from the log into the database, so that the log starts over. */
  checkpoint(): void;
  close(): void;
}

export const databaseIn = (dir: string): string => join(dir, 'journal.db');

/** Opens or creates the database. Throws Faults of schema.ts, `journal.unsafe`, or what SQLite throws. */
export function openStore(dir: string, synchronous: Synchronous): Store {
  const database = new Sqlite(databaseIn(dir), { timeout: BUSY_MS });
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
  // In WAL mode better-sqlite3 is compiled to default to NORMAL, and the setting is per connection, not in the file.
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
  const mode = database.pragma('journal_mode', { simple: true });
  const level = database.pragma('synchronous', { simple: true });
  if (mode === 'wal' && level === SYNCHRONOUS_LEVEL[synchronous]) return;
  throw new Fault('journal.unsafe', `the database runs in mode ${mode}, synchronous=${level}`);
}

function storeOf(database: Database): Store {
  const rows = rowReader(database);
  const lastRow = database.prepare<[], Point>(
    'SELECT sequence, sum FROM record ORDER BY sequence DESC LIMIT 1',
  );
  const baseRow = database.prepare<[], Point>('SELECT sequence, sum FROM base');
  const dayRow = database.prepare<[], { sequence: number; date: string }>(
    'SELECT sequence, date FROM day ORDER BY sequence DESC LIMIT 1',
  );
  const insertRow = database.prepare<[Row]>(
    'INSERT INTO record VALUES (@sequence, @boot, @wall, @synced, @hall, @event, @sum)',
  );
  const insertDay = database.prepare<[number, string]>('INSERT INTO day VALUES (?, ?)');

  const base = (): Point => baseRow.get() ?? damaged('the base of the journal is gone');
  const last = (): Point => lastRow.get() ?? base();
  const sumAt = (sequence: number): Buffer | undefined => {
    const start = base();
    return sequence === start.sequence ? start.sum : rows.at(sequence)?.sum;
  };

  const append = database.transaction((records: readonly Record[]) => {
    let before = last();
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
    database,
    last,
    base,
    sumAt,
    append: (records) => append.immediate(records),
    read: (from, limit) => rows.from(from, limit).map(toRecord),
    dayStart() {
      const day = dayRow.get();
      if (day === undefined) return base().sequence + 1;
      const row = rows.at(day.sequence);
      const event = row && toRecord(row).event;
      if (event?.type === 'day.opened' && event.date === day.date) return day.sequence;
      return damaged(`record ${day.sequence} should open the day ${day.date} and does not`);
    },
    damaged: (range) => damagedRows(rows.each(range), range.from, sumAt(range.from - 1)),
    checkpoint: () => void database.pragma('wal_checkpoint(PASSIVE)'),
    close: () => void database.close(),
  };
}

function damaged(message: string): never {
  throw new Fault('journal.damaged', message);
}
