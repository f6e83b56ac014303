import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../firmware-host/database/database.ts';
import { damagedRows, type Row, toRow } from '../../firmware-host/journal/sqlite/chain.ts';
import { calls, codeOf, dataFolder, dayOpened, opened, stored } from './records.ts';

describe('the chain of sums', () => {
  const start = Buffer.alloc(8);
  const rows: Row[] = [];
  for (const record of [dayOpened(1), ...calls(2, 19)]) rows.push(toRow(record, rows.at(-1)?.sum ?? start));
  const damagedIn = (changed: readonly (Row | undefined)[]) => damagedRows(changed, 1, start);

  test('finds nothing wrong with what was written', () => {
    expect(damagedIn(rows)).toEqual([]);
  });

  test('names exactly the rows whose content was changed', () => {
    const content = fc.constantFrom<keyof Row>('boot', 'wall', 'synced', 'hall', 'event');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), content, (sequence, field) => {
        const changed = rows.map((row) => (row.sequence === sequence ? { ...row, [field]: 7 } : row));
        expect(damagedIn(changed)).toEqual([{ from: sequence, to: sequence }]);
      }),
    );
  });

  test('names missing rows and the one after them, which nothing vouches for', () => {
    const changed = rows.map((row) => ([5, 6, 20].includes(row.sequence) ? undefined : row));
    expect(damagedIn(changed)).toEqual([
      { from: 5, to: 7 },
      { from: 20, to: 20 },
    ]);
  });

  test('notices two rows that changed places', () => {
    const at = (index: number, sequence: number): Row => ({ ...(rows[index] as Row), sequence });
    const changed = rows.with(3, at(4, 4)).with(4, at(3, 5));
    expect(damagedIn(changed)).toEqual([{ from: 4, to: 6 }]);
  });
});

describe('a flipped bit in the file', () => {
  test('of today is refused at open, with the records named', async () => {
    const dir = dataFolder();
    await stored(dir, calls(1, 50), [dayOpened(51), ...calls(52, 49)]);
    flipIn(dir, '"ticket":"A-77"');
    await expect(opened(dir)).rejects.toMatchObject({
      code: 'journal.damaged',
      context: { from: 77, to: 77 },
    });
  });

  test('of an earlier day does not stop the hall, and is named by a full check', async () => {
    const dir = dataFolder();
    await stored(dir, calls(1, 50), [dayOpened(51), ...calls(52, 2_000)]);
    flipIn(dir, '"ticket":"A-33"');
    const journal = await opened(dir);
    expect(await journal.verify()).toEqual([{ from: 33, to: 33 }]);
    await journal.append(calls(2_052, 1));
  });

  test('a page that SQLite itself cannot read is named as the records that were on it', async () => {
    const dir = dataFolder();
    await stored(dir, calls(1, 500), [dayOpened(501)]);
    // The page's own header, at the start of the half kilobyte with this record.
    const file = join(dir, 'journal.db');
    const bytes = readFileSync(file);
    const page = Math.floor(bytes.indexOf('"ticket":"A-250"') / 512) * 512;
    bytes.fill(0xff, page, page + 8);
    writeFileSync(file, bytes);
    const journal = await opened(dir);
    const [damage, ...more] = await journal.verify();
    expect(more).toEqual([]);
    expect(damage?.from).toBeLessThanOrEqual(250);
    expect(damage?.to).toBeGreaterThanOrEqual(250);
    expect(await codeOf(journal.read(240, 20))).toBe('journal.damaged');
  });

  test('a record that was removed is named, with the one after it', async () => {
    const dir = dataFolder();
    await stored(dir, calls(1, 50), [dayOpened(51), ...calls(52, 9)]);
    const database = openDatabase(join(dir, 'journal.db'));
    database.exec('DELETE FROM record WHERE sequence IN (20, 55)');
    database.close();
    await expect(opened(dir)).rejects.toMatchObject({ context: { from: 55, to: 56 } });
  });

  test('a number that is larger than any of ours is named as that record, with the one after it', async () => {
    const dir = dataFolder();
    await stored(dir, calls(1, 50), [dayOpened(51), ...calls(52, 9)]);
    const database = openDatabase(join(dir, 'journal.db'));
    database.exec(`UPDATE record SET synced = 9223372036854775807 WHERE sequence = 20`);
    database.close();
    const journal = await opened(dir);
    expect(await journal.verify()).toEqual([{ from: 20, to: 21 }]);
    expect(await codeOf(journal.read(15, 10))).toBe('journal.damaged');
  });

  test('a day that is said to begin elsewhere is noticed', async () => {
    const dir = dataFolder();
    await stored(dir, [dayOpened(1), ...calls(2, 9)]);
    const database = openDatabase(join(dir, 'journal.db'));
    database.exec('UPDATE day SET sequence = 5');
    database.close();
    expect(await codeOf(opened(dir))).toBe('journal.damaged');
  });
});

/** Changes one bit in the middle of the only place where the database has this text. */
function flipIn(dir: string, text: string): void {
  const file = join(dir, 'journal.db');
  const bytes = readFileSync(file);
  const at = bytes.indexOf(text);
  expect(at).toBeGreaterThan(0);
  expect(bytes.indexOf(text, at + 1)).toBe(-1);
  bytes.writeUInt8(bytes.readUInt8(at + text.length - 3) ^ 0x01, at + text.length - 3);
  writeFileSync(file, bytes);
}
