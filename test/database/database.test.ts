import { readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../firmware-host/database/database.ts';
import { dataFolder } from '../journal/records.ts';

const codeOf = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (thrown) {
    return (thrown as { code?: string }).code;
  }
};

/** The files below `dir` that this process has open. */
function openIn(dir: string): readonly string[] {
  const files = readdirSync('/proc/self/fd').map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return '';
    }
  });
  return files.filter((path) => path.startsWith(dir));
}

describe('a database', () => {
  it('gives back numbers, texts and blobs as they were put in', () => {
    const database = openDatabase(':memory:');
    database.exec('CREATE TABLE t (i INTEGER PRIMARY KEY, r REAL, s TEXT, b BLOB) STRICT');
    const row = { i: Number.MAX_SAFE_INTEGER, r: 0.1, s: 'antrean Ж 🎫', b: Buffer.from([0, 1, 255]) };
    expect(database.prepare<[object]>('INSERT INTO t VALUES (@i, @r, @s, @b)').run(row).changes).toBe(1);
    expect({ ...database.prepare<[], typeof row>('SELECT * FROM t').get() }).toEqual(row);
    expect(database.prepare<[], typeof row>('SELECT * FROM t').all()[0]?.b.toString('hex')).toBe('0001ff');
    expect(database.prepare<[number]>('SELECT * FROM t WHERE i = ?').get(5)).toBeUndefined();
    database.close();
  });

  it('lets go of every file when it is closed, also with statements that were compiled and not used up', () => {
    const dir = dataFolder();
    const database = openDatabase(join(dir, 'a.db'));
    database.pragma('journal_mode = WAL');
    database.exec('CREATE TABLE t (i INTEGER)');
    database.prepare('INSERT INTO t VALUES (1), (2)').run();
    const statement = database.prepare('SELECT * FROM t');
    statement.get();
    expect(openIn(dir)).toHaveLength(3);
    database.close();
    database.close();
    expect(openIn(dir)).toEqual([]);
    expect(readdirSync(dir)).toEqual(['a.db']);
    expect(() => statement.get()).toThrow();
  });

  it('does all of a transaction or nothing; one within another is part of it', () => {
    const database = openDatabase(':memory:');
    database.exec('CREATE TABLE t (i INTEGER PRIMARY KEY)');
    const put = database.prepare<[number]>('INSERT INTO t VALUES (?)');
    const both = database.transaction((one: number, other: number) => {
      put.run(one);
      database.transaction(() => put.run(other))();
    });
    both.immediate(1, 2);
    expect(codeOf(() => both(3, 1))).toBe('SQLITE_CONSTRAINT');
    expect(database.prepare<[], { i: number }>('SELECT i FROM t').all()).toMatchObject([{ i: 1 }, { i: 2 }]);
    both(3, 4);
    database.close();
  });

  it('calls what goes wrong by the names that faults are made of', () => {
    const dir = dataFolder();
    const path = join(dir, 'a.db');
    expect(codeOf(() => openDatabase(path, { readonly: true }))).toBe('SQLITE_CANTOPEN');
    const holder = openDatabase(path);
    holder.exec('CREATE TABLE t (i INTEGER); INSERT INTO t VALUES (1); PRAGMA max_page_count = 3');
    const reader = openDatabase(path, { readonly: true, busyMs: 0 });
    expect(codeOf(() => reader.exec('DELETE FROM t'))).toBe('SQLITE_READONLY');
    holder.exec('BEGIN EXCLUSIVE');
    expect(codeOf(() => reader.pragma('user_version'))).toBe('SQLITE_BUSY');
    const much = holder.prepare<[Uint8Array]>('INSERT INTO t VALUES (?)');
    expect(codeOf(() => much.run(Buffer.alloc(100_000)))).toBe('SQLITE_FULL');
    holder.close();
    reader.close();
    writeFileSync(path, 'no database, but long enough to be taken for one at first'.repeat(50));
    expect(codeOf(() => openDatabase(path).pragma('user_version'))).toBe('SQLITE_NOTADB');
  });

  it('takes a number that we would not write for damage, and rounds nothing', () => {
    const database = openDatabase(':memory:');
    const huge = database.prepare('SELECT 9007199254740993 AS i');
    expect(codeOf(() => huge.get())).toBe('SQLITE_CORRUPT');
    database.close();
  });

  it('is of a version that does not have the reset bug of the write-ahead log (before 3.51.3)', () => {
    const database = openDatabase(':memory:');
    const { version = '' } =
      database.prepare<[], { version: string }>('SELECT sqlite_version() AS version').get() ?? {};
    const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
    expect(major * 1e6 + minor * 1e3 + patch, version).toBeGreaterThanOrEqual(3_051_003);
    database.close();
  });
});
