import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Fault } from '../../devices/fault.ts';
import { openJournalReader } from '../../firmware-host/journal/sqlite/journal-reader.ts';
import type { SqliteJournal } from '../../firmware-host/journal/sqlite/open.ts';
import { wipeJournal } from '../../firmware-host/journal/sqlite/wipe-journal.ts';
import { until } from '../real-clock.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { calls, codeOf, dataFolder, dayOpened, opened, sequences, stored, upTo } from './records.ts';

/** A journal in use, and the folder it is in, which has a folder around it. */
async function inUse() {
  const dir = join(dataFolder(), 'loket');
  const clock = new VirtualClock();
  const told: Fault[] = [];
  const journal = await opened(dir, { clock, broken: (why) => told.push(why) });
  await journal.append([dayOpened(1), ...calls(2, 4)]);
  return { dir, clock, told, journal };
}

type InUse = Awaited<ReturnType<typeof inUse>>;

/** What may happen to a journal while it runs. */
const takenAway: { readonly [what: string]: (of: InUse) => void | Promise<void> } = {
  'the database is removed': ({ dir }) => rmSync(join(dir, 'journal.db')),
  'its log is removed': ({ dir }) => rmSync(join(dir, 'journal.db-wal')),
  'all of it is removed': ({ dir }) => rmSync(dir, { recursive: true }),
  'the folder is renamed': ({ dir }) => renameSync(dir, `${dir}.old`),
  'the folder is made anew': ({ dir }) => {
    rmSync(dir, { recursive: true });
    mkdirSync(dir);
  },
  'a copy takes its place': ({ dir }) => {
    cpSync(dir, `${dir}.copy`, { recursive: true });
    rmSync(dir, { recursive: true });
    renameSync(`${dir}.copy`, dir);
  },
  'another database takes its place': async ({ dir }) => {
    const other = dataFolder();
    await stored(other, calls(1, 2));
    renameSync(join(other, 'journal.db'), join(dir, 'journal.db'));
  },
};
const whats = Object.keys(takenAway);

/** Whether numbers would still be given, as the ticket office asks. */
const standsStill = (journal: SqliteJournal) => journal.pressure().fault === 'journal.removed';

describe('a journal that is taken away while it runs', () => {
  test.each(whats)(
    '%s: stops within two seconds though nothing is written, and is told once',
    async (what) => {
      const of = await inUse();
      await takenAway[what]?.(of);
      await of.clock.advance(2_000);
      await vi.waitUntil(() => standsStill(of.journal), 5_000);
      await of.clock.advance(10_000);
      expect(of.told.map(({ code }) => code)).toEqual(['journal.removed']);
      expect(of.told[0]?.message).toContain('journal.db');
      expect(await codeOf(of.journal.append(calls(6, 1)))).toBe('journal.removed');
    },
  );

  test.each(whats)('%s: not one more record is acknowledged', async (what) => {
    const of = await inUse();
    await takenAway[what]?.(of);
    expect(await codeOf(of.journal.append(calls(6, 1)))).toBe('journal.removed');
    expect(standsStill(of.journal)).toBe(true);
  });

  // SQLite puts a log that was removed into the database as it closes, which is as good as can be.
  const others = whats.filter((what) => what !== 'its log is removed');
  test.each(others)('%s: what is found in its place at the end is left as it is', async (what) => {
    const of = await inUse();
    await takenAway[what]?.(of);
    const names = () => (existsSync(of.dir) ? readdirSync(of.dir).sort() : undefined);
    const before = names();
    await of.journal.close();
    expect(names()).toEqual(before);
  });

  test('a folder that is put back has everything that was acknowledged, and numbers are given after a restart', async () => {
    const { dir, journal } = await inUse();
    renameSync(dir, `${dir}.old`);
    expect(await codeOf(journal.append(calls(6, 1)))).toBe('journal.removed');
    await journal.close();
    renameSync(`${dir}.old`, dir);
    const again = await opened(dir);
    expect(again.opened.clean).toBe(false);
    expect(sequences(await again.read(1, 100)).slice(0, 5)).toEqual(upTo(5));
    await again.append(calls(again.opened.last + 1, 1));
  });
});

describe('a second process on the path of a journal that was taken away', () => {
  test.each(['the folder is renamed', 'all of it is removed', 'the folder is made anew'])(
    '%s: cannot start while the first one runs',
    async (what) => {
      const of = await inUse();
      await takenAway[what]?.(of);
      const { status, stdout } = otherProcess(of.dir);
      expect({ status, stdout }).toEqual({ status: 0, stdout: 'journal.in_use\n' });
      await of.journal.close();
      expect(otherProcess(of.dir).stdout).toBe('opened\n');
    },
  );

  test('nor is the new folder wiped or anything else done to it', async () => {
    const of = await inUse();
    await takenAway['the folder is made anew']?.(of);
    expect(() => wipeJournal(of.dir)).toThrow(/in use/);
  });

  test('the same folder by another path is in use as well', async () => {
    const { dir } = await inUse();
    expect(otherProcess(join(dir, '..', 'loket')).stdout).toBe('journal.in_use\n');
  });

  test('folders beside it are free', async () => {
    const { dir } = await inUse();
    expect(otherProcess(`${dir}-2`).stdout).toBe('opened\n');
  });
});

/** Opens the journal in another process, and says what came of it. */
function otherProcess(dir: string) {
  const opening = `
    import { openFolder } from './dist/firmware-host/journal/sqlite/folder.js';
    try {
      openFolder({ dir: process.argv[1], synchronous: 'FULL', ballastBytes: 65536 }).close();
      console.log('opened');
    } catch (thrown) { console.log(thrown.code ?? thrown.message); }`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', opening, dir], { encoding: 'utf8' });
}

describe('what is done to a journal in use by right', () => {
  test('readers that come and go, a copy, and removed days are no harm', async () => {
    const { dir, clock, told, journal } = await inUse();
    for (let time = 0; time < 3; time++) {
      const reader = openJournalReader(dir);
      expect(reader.last().sequence).toBe(5 + time);
      reader.close();
      // By another program, as a backup is made: to open the file in this process would cost SQLite its locks.
      expect(spawnSync('cp', ['-r', dir, dataFolder()]).status).toBe(0);
      spawnSync('sqlite3', [join(dir, 'journal.db'), 'PRAGMA wal_checkpoint(TRUNCATE);']);
      await journal.append(calls(6 + time, 1));
      await clock.advance(2_000);
    }
    await journal.append([dayOpened(9, '2025-12-09'), ...calls(10, 300)]);
    expect(await journal.prune({ days: 1, bytes: 1e9, from: 9 })).toBe(8);
    await journal.append(calls(310, 1));
    expect(told).toEqual([]);
    expect(journal.pressure().fault).toBe(undefined);
  });

  test('a log that is cut back to nothing by another program stays the same log', async () => {
    const { dir, clock, told, journal } = await inUse();
    await journal.close();
    expect(existsSync(join(dir, 'journal.db-wal'))).toBe(false);
    const again = await opened(dir, { clock, broken: (why) => told.push(why) });
    await again.append(calls(6, 2_000));
    await again.append(calls(2_006, 1));
    await clock.advance(3_000);
    await again.read(1, 1);
    expect(told).toEqual([]);
    expect(await again.verify()).toEqual([]);
  });
});

const mountable = process.getuid?.() === 0 && spawnSync('unshare', ['-m', 'true']).status === 0;
if (!mountable) console.log('SKIPPED: a disk that is unmounted (E21) needs root');

describe.skipIf(!mountable)('the disk of a journal', () => {
  test('that is unmounted while it runs is a journal that was taken away', async () => {
    const dir = dataFolder();
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'loket-test', dir]).status).toBe(0);
    onTestFinished(() => void spawnSync('umount', ['-l', dir]));
    const clock = new VirtualClock();
    const journal = await opened(dir, { clock });
    await journal.append(calls(1, 3));
    expect(spawnSync('umount', ['-l', dir]).status).toBe(0);
    await clock.advance(2_000);
    await until(() => standsStill(journal));
    expect(readdirSync(dir)).toEqual([]);
    expect(otherProcess(dir).stdout).toBe('journal.in_use\n');
  });
});

test('a mark that was made anew is told of by the host that opens the journal', async () => {
  const dir = dataFolder();
  await stored(dir, calls(1, 3));
  truncateSync(join(dir, 'journal.mark'), 0);
  const journal = await opened(dir);
  expect(journal.opened).toMatchObject({ last: 3, markRenewed: expect.stringContaining('is empty') });
});
