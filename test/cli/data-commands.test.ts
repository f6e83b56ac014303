import { spawn } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../firmware-host/database/database.ts';
import { csvHeader } from '../../firmware-host/journal/export-lines.ts';
import type { Record } from '../../firmware-host/journal/journal-port.ts';
import { cloudEvent } from '../../firmware-host/mqtt/messages/cloud-event.ts';
import { calls, dataFolder, dayOpened, opened, upTo } from '../journal/records.ts';
import { until } from '../real-clock.ts';

const program = new URL('../../dist/firmware-host/cli/loket.js', import.meta.url).pathname;

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** `loket ...`, in English unless another language is given; stdin is no terminal. */
function loket(args: readonly string[], lang = 'en') {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, LC_ALL: lang },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const seen = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    seen.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    seen.err += chunk;
  });
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, ...seen })));
  return { child, seen, ended };
}

const site = 'mpp-batam';

/** A data folder whose journal was closed. */
async function used(days: number): Promise<string> {
  const dir = dataFolder();
  const journal = await opened(dir, { site });
  for (let day = 1; day <= days; day++) {
    await journal.append([dayOpened(day, `2025-10-${String(day).padStart(2, '0')}`)]);
  }
  await journal.close();
  return dir;
}

describe('loket events', () => {
  it('writes every event as it was published, while a host holds the folder', async () => {
    const dir = dataFolder();
    const journal = await opened(dir, { site });
    await journal.append([dayOpened(1), ...calls(2, 700)]);
    const { code, out, err } = await loket(['events', '--data', dir]).ended;
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const expected = [dayOpened(1), ...calls(2, 700)].map((record) => cloudEvent(site, record));
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(expected);
  });

  it('writes a range as CSV', async () => {
    const dir = dataFolder();
    const journal = await opened(dir, { site });
    await journal.append(calls(1, 20));
    const { out } = await loket([
      'events',
      '--data',
      dir,
      '--from',
      '000000000007',
      '--to',
      '9',
      '--format',
      'csv',
    ]).ended;
    const [header, ...lines] = out.trimEnd().split('\r\n');
    expect(`${header}\r\n`).toBe(csvHeader);
    expect(lines.map((line) => line.split(',')[5])).toEqual(['A-7', 'A-8', 'A-9']);
  });

  it('tells no booking, not even its hash, which only the journal knows', async () => {
    const dir = dataFolder();
    const journal = await opened(dir, { site });
    const [record] = calls(1, 1);
    const booked = {
      ticket: 'A-001',
      number: 1,
      service: 'paspor',
      class: 'regular',
      printer: null,
    } as const;
    await journal.append([
      { ...record, event: { type: 'ticket.reserved', ...booked, booking: 'f00d' } } as Record,
    ]);
    for (const format of ['jsonl', 'csv']) {
      const { out } = await loket(['events', '--data', dir, '--format', format]).ended;
      expect(out).toContain('A-001');
      expect(out).not.toMatch(/booking|f00d/);
    }
  });

  it('follows until it is told to stop', async () => {
    const dir = dataFolder();
    const journal = await opened(dir, { site });
    await journal.append(calls(1, 1));
    const following = loket(['events', '--data', dir, '--follow']);
    await until(() => following.seen.out.includes('"A-1"'));
    await journal.append(calls(2, 1));
    await until(() => following.seen.out.includes('"A-2"'));
    following.child.kill('SIGINT');
    expect(await following.ended).toMatchObject({ code: 0, err: '' });
  });

  it('ends quietly when its reader has seen enough', async () => {
    const dir = dataFolder();
    const journal = await opened(dir, { site });
    await journal.append(calls(1, 5_000));
    const { child, ended } = loket(['events', '--data', dir]);
    child.stdout.once('data', () => child.stdout.destroy());
    expect(await ended).toMatchObject({ code: 0, err: '' });
  });

  it('says what is wrong with a folder or a number', async () => {
    const nowhere = await loket(['events', '--data', dataFolder()]).ended;
    expect(nowhere.code).toBe(1);
    expect(nowhere.err).toMatch(/there is no journal in .*\n.*--data DIR/);
    const bad = await loket(['events', '--data', 'x', '--from', 'now']).ended;
    expect(bad.code).toBe(2);
    expect(bad.err).toContain('numbered 1, 2, 3');
  });
});

describe('loket day', () => {
  it('shows the current day, or one that is named, as a table or as JSON', async () => {
    const dir = dataFolder();
    const journal = await opened(dir, { site });
    await journal.append([dayOpened(1, '2025-10-08'), dayOpened(2, '2025-10-09')]);
    const today = await loket(['day', '--data', dir], 'id_ID.UTF-8').ended;
    expect(today.out).toContain('mpp-batam, hari layanan 2025-10-09 (berjalan)');
    const before = await loket(['day', '--data', dir, '--date', '2025-10-08', '--json']).ended;
    expect(JSON.parse(before.out)).toMatchObject({ site, date: '2025-10-08', current: false, services: {} });
  });

  it('says which days there are', async () => {
    const dir = await used(3);
    const { code, err } = await loket(['day', '--data', dir, '--date', '2025-01-01']).ended;
    expect(code).toBe(1);
    expect(err).toContain('2025-10-01 ... 2025-10-03');
    const bad = await loket(['day', '--data', dir, '--date', '2025-02-30']).ended;
    expect(bad.err).toContain('like 2026-09-20');
  });
});

describe('loket verify', () => {
  it('vouches for a journal in use', async () => {
    const dir = dataFolder();
    const journal = await opened(dir, { site });
    await journal.append(calls(1, 2_500));
    const { code, out } = await loket(['verify', '--data', dir]).ended;
    expect(code).toBe(0);
    expect(out).toContain('records 1 to 2500, every one of them sound');
  });

  it('names what is damaged, also where the host would not start', async () => {
    const dir = await used(30);
    const database = openDatabase(join(dir, 'journal.db'));
    database.exec(`UPDATE record SET hall = hall + 1 WHERE sequence IN (7, 12, 13)`);
    database.close();
    const { code, err } = await loket(['verify', '--data', dir]).ended;
    expect(code).toBe(1);
    expect(err).toContain('record 7 is damaged, records 12 to 13 are damaged (of records 1 to 30)');
  });

  it('notices a journal that ends too early', async () => {
    const dir = await used(9);
    const database = openDatabase(join(dir, 'journal.db'));
    database.exec('DELETE FROM record WHERE sequence > 5');
    database.close();
    const { code, err } = await loket(['verify', '--data', dir]).ended;
    expect(code).toBe(1);
    expect(err).toContain('record 9 was written here before');
  });
});

describe('loket accept-journal', () => {
  it('says what would be lost, accepts the copy once it is told to, and the host goes on', async () => {
    const dir = await used(5);
    const copy = dataFolder();
    cpSync(dir, copy, { recursive: true });
    const journal = await opened(dir, { site });
    await journal.append(calls(6, 4));
    await journal.close();
    cpSync(join(copy, 'journal.db'), join(dir, 'journal.db'));

    const asked = await loket(['accept-journal', '--data', dir]).ended;
    expect(asked.code).toBe(1);
    expect(asked.err).toMatch(
      /ends at record 5, but record 9 was written here before[\s\S]*need new tickets[\s\S]*--yes/,
    );
    await expect(opened(dir, { site })).rejects.toMatchObject({ code: 'journal.replaced' });

    const accepted = await loket(['accept-journal', '--data', dir, '--yes'], 'id_ID.UTF-8').ended;
    expect(accepted).toMatchObject({ code: 0, err: '' });
    expect(accepted.out).toContain('dilanjutkan setelah catatan 5.\n4 catatan hilang.');
    expect((await opened(dir, { site })).opened.last).toBe(5);
  });

  it('leaves the right journal alone, and is refused where there is none or a host runs', async () => {
    const right = await loket(['accept-journal', '--data', await used(2), '--yes']).ended;
    expect(right).toMatchObject({ code: 0, err: '' });
    expect(right.out).toContain('nothing to accept');
    const nowhere = await loket(['accept-journal', '--data', dataFolder(), '--yes']).ended;
    expect(nowhere.err).toContain('there is no journal');
    const dir = dataFolder();
    await opened(dir, { site });
    // Without a mark that can be read and without the trail, nobody knows whether it is the latest.
    rmSync(join(dir, 'journal.trail'));
    rmSync(join(dir, 'journal.mark'));
    writeFileSync(join(dir, 'journal.mark'), 'not a mark');
    const busy = await loket(['accept-journal', '--data', dir, '--yes']).ended;
    expect(busy.err).toContain('in use by another process');
  });
});

describe('loket wipe', () => {
  it('removes all that is ours and nothing else, once it is told to for sure', async () => {
    const dir = await used(2);
    await mkdir(join(dir, 'simulated', 'printer-1'), { recursive: true });
    await writeFile(join(dir, 'simulated', 'printer-1', '0001-A-001.png'), '');
    writeFileSync(join(dir, 'uplink.cursor'), '2\n');
    writeFileSync(join(dir, 'notes.txt'), '');

    const asked = await loket(['wipe', '--data', dir]).ended;
    expect(asked.code).toBe(1);
    expect(asked.err).toContain('--yes');
    expect(existsSync(join(dir, 'journal.db'))).toBe(true);

    const wiped = await loket(['wipe', '--data', dir, '--yes']).ended;
    expect(wiped.code).toBe(0);
    expect(readdirSync(dir)).toEqual(['notes.txt']);
    expect(wiped.out).toContain('left alone: notes.txt');
    expect(await loket(['wipe', '--data', dir, '--yes']).ended).toMatchObject({ code: 1 });
  });

  it('is refused while a host holds the folder, and takes nothing', async () => {
    const dir = dataFolder();
    const journal = await opened(dir, { site });
    await journal.append(calls(1, 10));
    const { code, err } = await loket(['wipe', '--data', dir, '--yes']).ended;
    expect(code).toBe(1);
    expect(err).toContain('in use by another process');
    expect((await journal.read(1, 100)).map(({ sequence }) => sequence)).toEqual(upTo(10));
    expect(existsSync(join(dir, 'journal.mark'))).toBe(true);
  });
});
