import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../firmware-host/database/database.ts';
import { openJournalReader } from '../../firmware-host/journal/sqlite/journal-reader.ts';
import { calls, codeOf, dataFolder, opened, stored } from './records.ts';

describe('a journal of another version', () => {
  test('a stored journal of schema 1 opens, is sound, and goes on', async () => {
    const dir = dataFolder();
    storeSchema1(dir);
    expect(() => openJournalReader(dir)).toThrow(expect.objectContaining({ code: 'journal.older' }));
    const journal = await opened(dir);
    expect(await journal.read(1, 10)).toEqual([
      {
        sequence: 1,
        boot: 'b1',
        wall: 1_760_000_000_000,
        clock: 'unsynced',
        hall: 0.5,
        event: { type: 'day.opened', date: '2025-10-09', carried: [], voided: [] },
      },
      {
        sequence: 2,
        boot: 'b1',
        wall: 1_760_000_060_000,
        clock: 'synced',
        hall: 60_000.5,
        event: { type: 'counter.opened', counter: 'loket-1' },
      },
    ]);
    expect(await journal.verify()).toEqual([]);
    await journal.append(calls(3, 1));
    expect(await journal.verify()).toEqual([]);
  });

  test('a journal of a later version is refused and left as it is', async () => {
    const dir = dataFolder();
    await stored(dir, calls(1, 2));
    setVersion(dir, 'user_version = 99');
    expect(await codeOf(opened(dir))).toBe('journal.newer');
    setVersion(dir, 'user_version = 2');
    expect((await opened(dir)).opened.last).toBe(2);
  });

  test("another program's database is refused", async () => {
    const dir = dataFolder();
    await stored(dir, calls(1, 2));
    setVersion(dir, 'application_id = 1');
    expect(await codeOf(opened(dir))).toBe('journal.replaced');
  });
});

function setVersion(dir: string, pragma: string): void {
  const database = openDatabase(join(dir, 'journal.db'));
  database.pragma(pragma);
  database.close();
}

/** What schema 1 looked like on disk, sums and mark included. It never changes: journals like it are in the field. */
function storeSchema1(dir: string): void {
  const database = openDatabase(join(dir, 'journal.db'));
  database.exec(`
    CREATE TABLE record (sequence INTEGER PRIMARY KEY, boot TEXT NOT NULL, wall REAL NOT NULL,
      synced INTEGER NOT NULL, hall REAL NOT NULL, event TEXT NOT NULL, sum BLOB NOT NULL) STRICT;
    CREATE TABLE day (sequence INTEGER PRIMARY KEY REFERENCES record (sequence) ON DELETE CASCADE,
      date TEXT NOT NULL) STRICT;
    CREATE TABLE base (one INTEGER PRIMARY KEY CHECK (one = 1), sequence INTEGER NOT NULL, sum BLOB NOT NULL) STRICT;
    INSERT INTO base VALUES (1, 0, x'0000000000000000');
    INSERT INTO record VALUES (1, 'b1', 1760000000000, 0, 0.5,
      '{"type":"day.opened","date":"2025-10-09","carried":[],"voided":[]}', x'b88f64b91395c390');
    INSERT INTO record VALUES (2, 'b1', 1760000060000, 1, 60000.5,
      '{"type":"counter.opened","counter":"loket-1"}', x'81c899ea02466da8');
    INSERT INTO day VALUES (1, '2025-10-09');
    PRAGMA application_id = 1280265044;
    PRAGMA user_version = 1;
  `);
  database.close();
  writeFileSync(join(dir, 'journal.mark'), '{"sequence":2,"sum":"81c899ea02466da8","clean":true}\n');
}
