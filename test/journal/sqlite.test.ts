import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../firmware-host/database/database.ts';
import { openStore, refuseUnsafe } from '../../firmware-host/journal/sqlite/journal-store.ts';
import { lockFolder } from '../../firmware-host/journal/sqlite/lock.ts';
import { startThread } from '../../firmware-host/journal/sqlite/thread.ts';
import { BALLAST, calls, codeOf, dataFolder, dayOpened, opened, sequences, stored, upTo } from './records.ts';

describe('the journal on disk', () => {
  test('gives back exactly what it was given, also after it was closed and opened', async () => {
    const dir = dataFolder();
    const records = [dayOpened(1), ...calls(2, 20)];
    await stored(dir, records.slice(0, 5), records.slice(5));
    const journal = await opened(dir);
    expect(journal.opened).toMatchObject({ clean: true, last: 21 });
    expect(await journal.read(1, 100)).toEqual(records);
    expect(await journal.read(8, 3)).toEqual(records.slice(7, 10));
    await journal.append(calls(22, 1));
    expect(sequences(await journal.read(20, 100))).toEqual([20, 21, 22]);
  });

  test('the tail is what came since the last day was opened', async () => {
    const journal = await opened(dataFolder());
    expect(await journal.tail()).toEqual([]);
    await journal.append(calls(1, 4));
    expect(sequences(await journal.tail())).toEqual([1, 2, 3, 4]);
    await journal.append([dayOpened(5), ...calls(6, 3), dayOpened(9, '2025-10-10'), ...calls(10, 6_000)]);
    expect(sequences(await journal.tail())).toEqual(upTo(6_009, 9));
  });

  test('many appends at once become durable in order, in far fewer commits', async () => {
    const dir = dataFolder();
    const journal = await opened(dir);
    const watching = openDatabase(join(dir, 'journal.db'), { readonly: true });
    const order: number[] = [];
    const versions = new Set<unknown>();
    await Promise.all(
      upTo(1_000).map(async (sequence) => {
        await journal.append(calls(sequence, 1));
        order.push(sequence);
        versions.add(watching.pragma('data_version'));
      }),
    );
    watching.close();
    expect(order).toEqual(upTo(1_000));
    expect(versions.size).toBeLessThanOrEqual(11);
  });

  test('a gap is refused by the database as well, and leaves nothing behind', async () => {
    const thread = await startThread({ dir: dataFolder(), ballastBytes: BALLAST, synchronous: 'FULL' });
    await thread.ask({ op: 'append', records: calls(1, 2) });
    expect(await codeOf(thread.ask({ op: 'append', records: [...calls(3, 1), ...calls(5, 1)] }))).toBe(
      'journal.gap',
    );
    expect(sequences(await thread.ask({ op: 'read', from: 1, limit: 10 }))).toEqual([1, 2]);
    await thread.ask({ op: 'close' });
  });

  test('runs in WAL mode with full synchronisation, set at every open', () => {
    const dir = dataFolder();
    for (const _ of ['made', 'opened']) {
      const store = openStore(dir, 'FULL');
      const setting = (name: string): unknown => store.database.pragma(name);
      expect(['journal_mode', 'synchronous', 'foreign_keys'].map(setting)).toEqual(['wal', 2, 1]);
      store.close();
    }
  });

  test('refuses to run when the database has not taken those settings', () => {
    const inMemory = openDatabase(':memory:');
    expect(() => refuseUnsafe(inMemory, 'FULL')).toThrow(/mode memory/);
    const inWal = openDatabase(join(dataFolder(), 'other.db'));
    inWal.pragma('journal_mode = WAL');
    inWal.pragma('synchronous = NORMAL');
    expect(() => refuseUnsafe(inWal, 'FULL')).toThrow(/synchronous=1/);
    inWal.pragma('synchronous = FULL');
    refuseUnsafe(inWal, 'FULL');
  });

  test('a folder belongs to one journal at a time, and is free again when that one is closed', async () => {
    const dir = dataFolder();
    const first = await opened(dir);
    expect(await codeOf(opened(dir))).toBe('journal.in_use');
    await first.append(calls(1, 1));
    await first.close();
    expect((await opened(dir)).opened.last).toBe(1);
  });

  test('closing twice is closing once, and nothing is taken afterwards', async () => {
    const journal = await opened(dataFolder());
    const last = journal.append(calls(1, 1));
    await Promise.all([journal.close(), journal.close()]);
    expect(await codeOf(last)).toBe('resolved');
    expect(await codeOf(journal.append(calls(2, 1)))).toBe('journal.stopped');
    expect(await codeOf(journal.read(1, 1))).toBe('journal.stopped');
  });

  test('when the thread ends, nobody waits for it', async () => {
    const thread = await startThread({ dir: dataFolder(), ballastBytes: BALLAST, synchronous: 'FULL' });
    const broken = new Promise<unknown>((resolve) => thread.onBroken((why) => resolve(why.code)));
    void thread.ask({ op: 'close' });
    const asked = thread.ask({ op: 'append', records: calls(1, 1) });
    expect(await codeOf(asked)).toBe('journal.stopped');
    expect(await broken).toBe('journal.stopped');
    expect(await codeOf(thread.ask({ op: 'day-start' }))).toBe('journal.stopped');
  });

  test('a run that was cut off is reported as unclean, and its records are there', async () => {
    const dir = dataFolder();
    const journal = await opened(dir);
    expect(journal.opened.clean).toBe(true);
    await journal.append(calls(1, 3));
    const asAfterAKill = dataFolder();
    cpSync(dir, asAfterAKill, { recursive: true });
    const after = await opened(asAfterAKill);
    expect(after.opened).toEqual({ clean: false, last: 3 });
    await after.close();
    expect((await opened(asAfterAKill)).opened).toEqual({ clean: true, last: 3 });
  });

  test('the lock and the reserve are files of their own', async () => {
    const dir = dataFolder();
    const unlock = lockFolder(dir);
    expect(await codeOf(opened(dir))).toBe('journal.in_use');
    unlock();
    await opened(dir);
    expect(existsSync(join(dir, 'journal.ballast'))).toBe(true);
  });
});
