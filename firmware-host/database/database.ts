import { library } from './library.ts';
import { sqliteError } from './sqlite-error.ts';

/**
 * The value of a column or of a parameter. An integer that JavaScript cannot represent is an error in both directions.
 */
export type Value = string | number | Uint8Array | null;

/** One compiled SQL statement. `Parameters` are bound by position, or as one object by the names after `@`. */
export interface Statement<Parameters extends unknown[], Row> {
  get(...values: Parameters): Row | undefined;
  all(...values: Parameters): Row[];
  run(...values: Parameters): { readonly changes: number };
}

/** Runs as one transaction: all or nothing. Within another transaction it is part of that one. */
export interface Transaction<Arguments extends unknown[], Result> {
  (...of: Arguments): Result;
  /** Takes the write lock at the start and not at the first write. */
  immediate(...of: Arguments): Result;
}

/**
 * An SQLite database. Every call blocks, and throws an error whose `code` is SQLite's name for it, such as
 * `SQLITE_FULL`. A column of blobs gives Buffers.
 */
export interface Database {
  prepare<Parameters extends unknown[], Row = unknown>(sql: string): Statement<Parameters, Row>;
  exec(sql: string): void;
  /** The first column of a pragma's result; undefined when it has none. */
  pragma(text: string): Value | undefined;
  transaction<Arguments extends unknown[], Result>(
    work: (...of: Arguments) => Result,
  ): Transaction<Arguments, Result>;
  /** Idempotent. Lets go of all its files and locks. */
  close(): void;
}

export interface OpenOptions {
  /** Nothing is written, and a missing file is not created. */
  readonly readonly?: boolean;
  /** How long to wait while another process holds it locked. */
  readonly busyMs?: number;
}

const BUSY_MS = 5_000;

/** Opens a database file, or creates it; `:memory:` is a database that is gone when it is closed. */
export function openDatabase(
  path: string,
  { readonly = false, busyMs = BUSY_MS }: OpenOptions = {},
): Database {
  const { DatabaseSync } = library();
  const sqlite = sqliteError(() => new DatabaseSync(path, { readOnly: readonly, timeout: busyMs }));

  const exec = (sql: string): void => sqliteError(() => sqlite.exec(sql));

  function within<Result>(begin: string, work: () => Result): Result {
    if (sqlite.isTransaction) return work();
    exec(begin);
    try {
      const result = work();
      exec('COMMIT');
      return result;
    } catch (thrown) {
      // After some errors, a full disk among them, SQLite has already rolled back by itself.
      if (sqlite.isTransaction) exec('ROLLBACK');
      throw thrown;
    }
  }

  return {
    exec,
    prepare<Parameters extends unknown[], Row>(sql: string): Statement<Parameters, Row> {
      const statement = sqliteError(() => sqlite.prepare(sql));
      return {
        get: (...values: Parameters): Row | undefined => {
          const row = sqliteError(() => statement.get(...values));
          return row && withBuffers<Row>(row);
        },
        all: (...values: Parameters): Row[] =>
          sqliteError(() => statement.all(...values)).map(withBuffers<Row>),
        run: (...values: Parameters) => sqliteError(() => statement.run(...values)),
      };
    },
    pragma(text) {
      const [row] = sqliteError(() => sqlite.prepare(`PRAGMA ${text}`).all());
      return row && Object.values<Value>(row)[0];
    },
    transaction<Arguments extends unknown[], Result>(work: (...of: Arguments) => Result) {
      const by =
        (begin: string) =>
        (...of: Arguments) =>
          within(begin, () => work(...of));
      return Object.assign(by('BEGIN'), { immediate: by('BEGIN IMMEDIATE') });
    },
    close() {
      if (sqlite.isOpen) sqliteError(() => sqlite.close());
    },
  };
}

/** A blob comes as a Uint8Array with its own memory; it is turned into a Buffer without copying. */
function withBuffers<Row>(row: { [column: string]: unknown }): Row {
  for (const column in row) {
    const value = row[column];
    if (value instanceof Uint8Array)
      row[column] = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  }
  return row as Row;
}
