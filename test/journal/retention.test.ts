import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Keep, SqliteJournal } from '../../firmware-host/journal/sqlite/open.ts';
import { calls, codeOf, dataFolder, dayOpened, opened, sequences } from './records.ts';

/** Ten days of 100 records each, 1 to 10 October; the last one is today. */
async function tenDays(): Promise<{ journal: SqliteJournal; dir: string }> {
  const dir = dataFolder();
  const journal = await opened(dir);
  for (let day = 1; day <= 10; day++) {
    const first = (day - 1) * 100 + 1;
    await journal.append([
      dayOpened(first, `2025-10-${String(day).padStart(2, '0')}`),
      ...calls(first + 1, 99),
    ]);
  }
  return { journal, dir };
}

const keepAll: Keep = {
  days: 10_000,
  bytes: Number.POSITIVE_INFINITY,
  from: Number.MAX_SAFE_INTEGER,
};
const firstKept = async (journal: SqliteJournal) => sequences(await journal.read(1, 1))[0];

describe('retention', () => {
  test('keeps everything when nothing is too old or too much', async () => {
    const { journal } = await tenDays();
    expect(await journal.prune(keepAll)).toBe(0);
  });

  test('removes the days that are too old, in steps, and the rest is still vouched for', async () => {
    const { journal } = await tenDays();
    expect(await journal.prune({ ...keepAll, days: 2 })).toBe(700);
    expect(await firstKept(journal)).toBe(701);
    expect(await journal.verify()).toEqual([]);
    expect(sequences(await journal.tail())[0]).toBe(901);
  });

  test('removes the oldest days until the journal is small enough', async () => {
    const { journal } = await tenDays();
    const removed = await journal.prune({ ...keepAll, bytes: 100_000 });
    expect(removed).toBeGreaterThan(400);
    expect(removed).toBeLessThan(900);
  });

  test('never removes today, nor what is still needed', async () => {
    const { journal } = await tenDays();
    expect(await journal.prune({ days: 0, bytes: 0, from: 350 })).toBe(349);
    expect(await firstKept(journal)).toBe(350);
    expect(await journal.prune({ ...keepAll, days: 0, bytes: 0 })).toBe(551);
    expect(await firstKept(journal)).toBe(901);
  });

  test('a journal without any day keeps everything', async () => {
    const journal = await opened(dataFolder());
    await journal.append(calls(1, 50));
    expect(await journal.prune({ days: 0, bytes: 0, from: 1_000 })).toBe(0);
  });

  test('commits go on meanwhile, and the journal opens afterwards', async () => {
    const { journal, dir } = await tenDays();
    const pruning = journal.prune({ ...keepAll, days: 0 });
    for (let sequence = 1_001; sequence <= 1_050; sequence++) await journal.append(calls(sequence, 1));
    expect(await pruning).toBe(900);
    await journal.close();
    const again = await opened(dir);
    expect(again.opened).toMatchObject({ clean: true, last: 1_050 });
    expect(await again.verify()).toEqual([]);
    expect(await codeOf(again.append(calls(1_051, 1)))).toBe('resolved');
  });

  test('room that was freed is used again', async () => {
    const { journal, dir } = await tenDays();
    const bytes = () => statSync(join(dir, 'journal.db')).size;
    await journal.append([dayOpened(1_001, '2025-10-11')]);
    await journal.prune({ ...keepAll, days: 0 });
    let next = 1_002;
    const addDay = async (): Promise<void> => {
      await journal.append(calls(next, 1_000));
      next += 1_000;
      await journal.append([dayOpened(next++, '2025-10-12')]);
      await journal.prune({ ...keepAll, days: 0, bytes: 0 });
    };
    await addDay();
    await addDay();
    const before = bytes();
    for (let day = 0; day < 10; day++) await addDay();
    expect(bytes()).toBeLessThanOrEqual(before * 1.5);
  });
});
