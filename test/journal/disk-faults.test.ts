import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { diskFault } from '../../firmware-host/journal/sqlite/disk-fault.ts';
import { has } from '../programs.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { BALLAST, calls, codeOf, dataFolder, opened, sequences, upTo } from './records.ts';

/** What a process that issues at full rate said, with the syncs of one of its files tampered with by strace. */
function issuing(dir: string, file: string, inject: string, count: number) {
  const tampering = [
    '-P',
    join(dir, file),
    '-e',
    'trace=fsync,fdatasync',
    '-e',
    `inject=fsync,fdatasync:${inject}`,
  ];
  const strace = ['-f', '--seccomp-bpf', '-o', '/dev/null', ...tampering];
  const program = [process.execPath, 'test/crash/issuing.js', dir, '--count', String(count)];
  const { stdout, stderr } = spawnSync('strace', [...strace, ...program], { encoding: 'utf8' });
  const numbers = (what: string): number[] =>
    [...stdout.matchAll(new RegExp(`^${what} (\\d+)`, 'gm'))].map((match) => Number(match[1]));
  const [, turns, longestMs, slowestMs] = /^loop (\d+) (\d+) (\d+)$/m.exec(stdout) ?? [];
  return {
    stdout,
    stderr,
    acknowledged: numbers('ok'),
    failed: numbers('failed'),
    loop: { turns: Number(turns), longestMs: Number(longestMs), slowestMs: Number(slowestMs) },
  };
}

describe.skipIf(!has('strace'))('a disk that fails (D5)', { timeout: 120_000 }, () => {
  test.each([
    ['log, at a commit', 'journal.db-wal', 40],
    ['log, at the first commit', 'journal.db-wal', 4],
    ['database, at a checkpoint', 'journal.db', 2],
    ['mark', 'journal.mark.new', 2],
    ['mark, when it is opened', 'journal.mark.new', 1],
  ])(
    'acknowledges nothing after a sync of the %s failed, though the next would succeed',
    async (_, file, nth) => {
      const dir = dataFolder();
      const run = issuing(dir, file, `error=EIO:when=${nth}`, 10_000);
      expect(run.stderr).toBe('');
      const [, ...afterwards] = run.stdout.split(/^(?:refused|failed \d+) disk.io_error$/m);
      expect(afterwards.join('')).not.toMatch(/^ok /m);
      expect(afterwards.length).toBeGreaterThan(0);
      expect(run.acknowledged).toEqual(upTo(run.acknowledged.length));

      const journal = await opened(dir);
      const kept = new Set(sequences(await journal.read(1, 1_000_000)));
      expect(run.acknowledged.filter((sequence) => !kept.has(sequence))).toEqual([]);
      expect(await journal.verify()).toEqual([]);
    },
  );
});

describe.skipIf(!has('strace'))('a disk that stalls (D6)', { timeout: 120_000 }, () => {
  test('the event loop turns on while one sync takes three seconds', () => {
    const run = issuing(dataFolder(), 'journal.db-wal', 'delay_exit=3000000:when=20', 2_000);
    const { turns, longestMs, slowestMs } = run.loop;
    console.log(`slowest append ${slowestMs} ms; loop: ${turns} turns, the longest ${longestMs} ms`);
    expect(run.acknowledged).toEqual(upTo(2_000));
    expect(slowestMs).toBeGreaterThanOrEqual(2_900);
    expect(turns).toBeGreaterThan(100);
  });
});

const isRoot = process.getuid?.() === 0;
const mountable = isRoot && spawnSync('unshare', ['-m', 'true']).status === 0;
if (!mountable) console.log('SKIPPED: full and read-only disks (D4, D5) need root to mount a small disk');

/** A disk of its own in memory, of so many kilobytes, until the test ends. */
function smallDisk(kilobytes: number): string {
  const dir = dataFolder();
  expect(spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'loket-test', dir]).status).toBe(0);
  onTestFinished(() => {
    spawnSync('umount', ['-l', dir]);
  });
  return dir;
}

describe.skipIf(!mountable)('a disk that is full (D4)', () => {
  test('the reserve keeps the journal going, then it waits, and goes on when there is room', async () => {
    const dir = smallDisk(2_048);
    const clock = new VirtualClock();
    const journal = await opened(dir, { clock, ballastBytes: 4 * BALLAST });
    await journal.append(calls(1, 10));
    const filler = join(dir, 'a-log-file');
    writeFileSync(filler, Buffer.alloc(statfsSync(dir).bavail * statfsSync(dir).bsize));

    // With the reserve given up, appends are still acknowledged ...
    let next = 11;
    while (journal.pressure().fault === undefined) {
      await journal.append(calls(next, 50));
      next += 50;
    }
    expect(journal.pressure()).toMatchObject({ waiting: 0, fault: 'disk.low' });
    expect(existsSync(join(dir, 'journal.ballast'))).toBe(false);

    // ... until that is used up too: then they wait and are not refused.
    const retries = vi.spyOn(clock, 'after');
    const waiting: Promise<void>[] = [];
    while (retries.mock.calls.length === 0) {
      const append = journal.append(calls(next, 50));
      next += 50;
      waiting.push(append);
      await Promise.race([append, vi.waitUntil(() => retries.mock.calls.length > 0, 10_000)]);
    }
    expect(journal.pressure().waiting).toBeGreaterThan(0);

    rmSync(filler);
    await clock.advance(1_000);
    await Promise.all(waiting);
    expect(sequences(await journal.read(1, 100_000))).toEqual(upTo(next - 1));
    expect(await journal.verify()).toEqual([]);

    await clock.advance(60_000);
    await vi.waitUntil(() => existsSync(join(dir, 'journal.ballast')), 10_000);
    await journal.append(calls(next, 1));
    expect(journal.pressure().fault).toBe(undefined);
  });

  test('a host starts on a full disk by giving up the reserve', async () => {
    const dir = smallDisk(2_048);
    const before = await opened(dir, { ballastBytes: 4 * BALLAST });
    await before.append(calls(1, 10));
    await before.close();
    const free = statfsSync(dir);
    writeFileSync(join(dir, 'a-log-file'), Buffer.alloc(free.bavail * free.bsize));
    const journal = await opened(dir, { ballastBytes: 4 * BALLAST });
    await journal.append(calls(11, 10));
    expect(sequences(await journal.read(1, 100))).toEqual(upTo(20));
  });

  test('a read-only disk is refused as such', async () => {
    const dir = smallDisk(2_048);
    const journal = await opened(dir);
    await journal.append(calls(1, 1));
    await journal.close();
    expect(spawnSync('mount', ['-o', 'remount,ro', dir]).status).toBe(0);
    expect(await codeOf(opened(dir))).toBe('disk.readonly');
  });
});

describe('what the disk says', () => {
  const said = (code: string): Error => Object.assign(new Error('said'), { code });
  test.each([
    ['SQLITE_IOERR_FSYNC', 'disk.io_error'],
    ['EIO', 'disk.io_error'],
    ['SQLITE_READONLY_DBMOVED', 'journal.removed'],
    ['EROFS', 'disk.readonly'],
    ['SQLITE_FULL', 'disk.low'],
    ['ENOSPC', 'disk.low'],
    ['SQLITE_CORRUPT_VTAB', 'journal.damaged'],
    ['SQLITE_BUSY_SNAPSHOT', 'journal.in_use'],
    ['SQLITE_CONSTRAINT_PRIMARYKEY', 'journal.stopped'],
  ])('%s is %s', (code, fault) => {
    expect(diskFault(said(code), dataFolder()).code).toBe(fault);
  });

  test('an I/O error where nothing can be written any more is a read-only disk', () => {
    expect(diskFault(said('SQLITE_IOERR_WRITE'), '/nowhere').code).toBe('disk.readonly');
  });
});

test('the mark is written whole: a temporary file left by a power cut does no harm', async () => {
  const dir = dataFolder();
  const journal = await opened(dir);
  await journal.append(calls(1, 1));
  await journal.close();
  writeFileSync(join(dir, 'journal.mark.new'), '{"sequ');
  expect((await opened(dir)).opened.last).toBe(1);
  expect(readFileSync(join(dir, 'journal.mark'), 'utf8')).toMatch(/^\{"sequence":1,/);
});
