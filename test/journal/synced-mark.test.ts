import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { acceptJournal } from '../../firmware-host/journal/sqlite/accept.ts';
import { wipeJournal } from '../../firmware-host/journal/sqlite/wipe-journal.ts';
import { calls, codeOf, dataFolder, dayOpened, opened, stored } from './records.ts';

describe('a journal that is not the one that was written here', () => {
  test('an older copy is refused, and stays refused', async () => {
    const { dir, copy } = await withOlderCopy();
    cpSync(join(copy, 'journal.db'), join(dir, 'journal.db'));
    expect(await codeOf(opened(dir))).toBe('journal.replaced');
    expect(await codeOf(opened(dir))).toBe('journal.replaced');
  });

  test('the right one put back is taken', async () => {
    const { dir, copy } = await withOlderCopy();
    const right = dataFolder();
    cpSync(dir, right, { recursive: true });
    cpSync(join(copy, 'journal.db'), join(dir, 'journal.db'));
    expect(await codeOf(opened(dir))).toBe('journal.replaced');
    cpSync(join(right, 'journal.db'), join(dir, 'journal.db'));
    expect((await opened(dir)).opened.last).toBe(9);
  });

  test('an older copy in which other records were written since is refused', async () => {
    const { dir, copy } = await withOlderCopy();
    const others = calls(6, 200).map((record) => ({ ...record, boot: 'another' }));
    await stored(copy, others);
    cpSync(join(copy, 'journal.db'), join(dir, 'journal.db'));
    expect(await codeOf(opened(dir))).toBe('journal.replaced');
  });

  test('a long run notices it too, though it never closed', async () => {
    const dir = dataFolder();
    const copy = dataFolder();
    await stored(dir, [dayOpened(1), ...calls(2, 4)]);
    cpSync(dir, copy, { recursive: true });
    const running = await opened(dir);
    await running.append(calls(6, 300));
    await running.read(1, 1);
    cpSync(join(dir, 'journal.mark'), join(copy, 'journal.mark'));
    expect(await codeOf(opened(copy))).toBe('journal.replaced');
  });

  test('a journal brought into an empty folder, without its mark, is refused', async () => {
    const { copy } = await withOlderCopy();
    rmSync(join(copy, 'journal.mark'));
    expect(await codeOf(opened(copy))).toBe('journal.replaced');
  });

  test('a mark that is not readable is refused where no trail says the same', async () => {
    const { dir } = await withOlderCopy();
    rmSync(join(dir, 'journal.trail'));
    truncateSync(join(dir, 'journal.mark'), 20);
    expect(await codeOf(opened(dir))).toBe('journal.replaced');
  });

  test.each(['removed', 'emptied'])('a database that was %s is not made anew', async (how) => {
    const { dir } = await withOlderCopy();
    const database = join(dir, 'journal.db');
    if (how === 'removed') rmSync(database);
    else truncateSync(database, 0);
    expect(await codeOf(opened(dir))).toBe('journal.missing');
    expect(await codeOf(opened(dir))).toBe('journal.missing');
  });

  test('a database that is no database is damaged', async () => {
    const { dir } = await withOlderCopy();
    writeFileSync(join(dir, 'journal.db'), 'not a database, but long enough to look at'.repeat(100));
    expect(await codeOf(opened(dir))).toBe('journal.damaged');
  });

  test('a technician can accept a copy, and the host goes on from there', async () => {
    const { dir, copy } = await withOlderCopy();
    cpSync(join(copy, 'journal.db'), join(dir, 'journal.db'));
    expect(acceptJournal(dir)).toEqual({ last: 5, was: 9 });
    const journal = await opened(dir);
    await journal.append(calls(6, 1));
    expect(journal.opened.last).toBe(5);
  });
});

describe('wiping a folder', () => {
  test('removes all that is ours and nothing else', async () => {
    const { dir } = await withOlderCopy();
    writeFileSync(join(dir, 'site.yaml'), '');
    wipeJournal(dir);
    expect(readdirSync(dir)).toEqual(['site.yaml']);
    expect((await opened(dir)).opened).toEqual({ clean: true, last: 0 });
  });

  test('is refused while a host runs on it', async () => {
    const dir = dataFolder();
    await opened(dir);
    expect(() => wipeJournal(dir)).toThrow(/in use/);
    expect(existsSync(join(dir, 'journal.db'))).toBe(true);
  });

  test('makes no folder where there is none', () => {
    const dir = join(dataFolder(), 'never');
    wipeJournal(dir);
    expect(existsSync(dir)).toBe(false);
    mkdirSync(dir);
    wipeJournal(dir);
    expect(readdirSync(dir)).toEqual([]);
  });
});

/** A folder with nine records, and a copy of it from when it had five. */
async function withOlderCopy(): Promise<{ dir: string; copy: string }> {
  const dir = dataFolder();
  const copy = dataFolder();
  await stored(dir, [dayOpened(1), ...calls(2, 4)]);
  cpSync(dir, copy, { recursive: true });
  await stored(dir, calls(6, 4));
  return { dir, copy };
}
