import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openSystemd } from '../../firmware-host/edge/systemd.ts';
import { feedWatchdog } from '../../firmware-host/health/feed-watchdog.ts';
import { openMemoryJournal } from '../../firmware-host/journal/memory.ts';
import { PlayedHall } from '../hall/played-hall.ts';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';
import { VirtualClock } from '../virtual-clock.ts';

const everyMs = 5_000;

describe('the watchdog (W1)', () => {
  function fed() {
    const clock = new VirtualClock();
    const is = { looping: true, brokerLagMs: 0, journal: async () => undefined as unknown };
    let turns = 0;
    let feeds = 0;
    const starved: string[] = [];
    feedWatchdog({
      clock,
      everyMs,
      turns: () => (is.looping ? ++turns : turns),
      askJournal: () => is.journal(),
      brokerLagMs: () => is.brokerLagMs,
      feed: () => feeds++,
      starved: (by) => starved.push(by),
    });
    /** How often it was fed in the next half minute. */
    const halfMinute = async () => {
      const before = feeds;
      await clock.advance(30_000);
      return feeds - before;
    };
    /** Why it was not fed, once for each run of the same. */
    const why = () => starved.filter((by, at) => by !== starved[at - 1]);
    return { is, halfMinute, why };
  }

  it('is fed at every beat while the loop turns, the journal answers and the broker takes messages', async () => {
    const { halfMinute } = fed();
    expect(await halfMinute()).toBe(6);
  });

  it('is not fed while the loop stands, and again when it turns', async () => {
    const { is, halfMinute, why } = fed();
    is.looping = false;
    expect(await halfMinute()).toBeLessThanOrEqual(1);
    expect(await halfMinute()).toBe(0);
    is.looping = true;
    expect(await halfMinute()).toBe(6);
    expect(why()).toEqual(['loop']);
  });

  it('is not fed while the store hangs, asks it once, and is fed when it answers', async () => {
    const { is, halfMinute, why } = fed();
    let asked = 0;
    let answer: (value: unknown) => void = () => undefined;
    is.journal = () => {
      asked++;
      return new Promise((resolve) => {
        answer = resolve;
      });
    };
    expect(await halfMinute()).toBe(0);
    expect(asked).toBe(1);
    is.journal = async () => undefined;
    answer(undefined);
    expect(await halfMinute()).toBe(7);
    expect(why()).toEqual(['journal']);
  });

  it('is not fed while a broker that is there takes nothing', async () => {
    const { is, halfMinute, why } = fed();
    is.brokerLagMs = 11_000;
    expect(await halfMinute()).toBe(0);
    expect(why()).toEqual(['broker']);
  });

  it('is fed while the disk answers with errors: a restart would not mend it, and calling goes on', async () => {
    const { is, halfMinute } = fed();
    is.journal = () => Promise.reject(new Error('EIO'));
    expect(await halfMinute()).toBe(6);
  });
});

describe('a hall under a service manager', () => {
  it('is ready when the keys work, says how it is, is fed, starves with its store, and says that it stops', async () => {
    const told: string[] = [];
    let hung = false;
    const journal = openMemoryJournal();
    const hall = await PlayedHall.open(undefined, {
      service: { watchdogMs: 2 * everyMs, notify: (...all) => told.push(...all) },
      journal: {
        ...journal,
        read: (from, limit) => (hung ? new Promise(() => undefined) : journal.read(from, limit)),
      },
    });
    expect(told[0]).toBe('READY=1');
    expect(told.filter((line) => line === 'READY=1')).toHaveLength(1);
    const feeds = () => told.filter((line) => line === 'WATCHDOG=1').length;
    await hall.pass(60_000);
    expect(feeds()).toBeGreaterThan(10);
    hall.device('printer-1').paper?.('out');
    await hall.pass(5_000);
    expect(told.at(-1) === 'WATCHDOG=1' ? told.at(-2) : told.at(-1)).toMatch(
      /^STATUS=\d+ of \d+ devices; .*printer-1: paper\.out/,
    );
    hung = true;
    await hall.pass(10_000);
    const before = feeds();
    await hall.pass(60_000);
    expect(feeds()).toBe(before);
    await hall.stop();
    expect(told.at(-1)).toBe('STOPPING=1');
  });
});

describe.skipIf(!has('systemd-notify') || !has('socat'))('systemd', () => {
  const closing: (() => void)[] = [];
  afterEach(() => {
    for (const close of closing.splice(0)) close();
  });

  /** A socket as systemd has one, and what was heard on it. */
  async function listening() {
    const folder = mkdtempSync(join(tmpdir(), 'loket-notify-'));
    const socket = join(folder, 'notify');
    const receiver = spawn('socat', ['-u', `UNIX-RECV:${socket}`, 'STDOUT']);
    closing.push(() => {
      receiver.kill();
      rmSync(folder, { recursive: true, force: true });
    });
    let heard = '';
    receiver.stdout.on('data', (bytes) => {
      heard += String(bytes);
    });
    await until(() => existsSync(socket));
    const env = {
      ...process.env,
      NOTIFY_SOCKET: socket,
      WATCHDOG_USEC: '30000000',
      WATCHDOG_PID: String(process.pid),
    };
    return {
      env,
      words: (): readonly string[] =>
        heard.match(/READY=1|STATUS=[^\n]*devices|WATCHDOG=1|STOPPING=1/g) ?? [],
    };
  }

  /** The programs that this process has started and that run, by number. */
  const children = () =>
    readdirSync('/proc/self/task').flatMap((thread) =>
      readFileSync(`/proc/self/task/${thread}/children`, 'utf8').split(' ').map(Number).filter(Boolean),
    );

  it('is told over its datagram socket, in order, also when the whole service is told to stop', async () => {
    const { env, words } = await listening();
    const before = children();
    // Its socket takes what is told and never answers, of which systemd-notify complains.
    const systemd = openSystemd(env, () => undefined);
    expect(systemd?.watchdogMs).toBe(30_000);
    systemd?.notify('READY=1', 'STATUS=3 of 3\ndevices');
    await until(() => words().length === 2);
    for (const pid of children().filter((one) => !before.includes(one))) process.kill(pid, 'SIGTERM');
    systemd?.notify('WATCHDOG=1');
    systemd?.notify('STOPPING=1');
    await until(() => words().includes('STOPPING=1'));
    expect(words()).toEqual(['READY=1', 'STATUS=3 of 3 devices', 'WATCHDOG=1', 'STOPPING=1']);
  });

  it('is told the line under way too, when the whole service is told to stop meanwhile', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'loket-notify-'));
    // As slow as the real one on a busy machine.
    const slow = '#!/bin/sh\nsleep 1\necho "$1" >> "$(dirname "$0")/told"\n';
    writeFileSync(join(dir, 'systemd-notify'), slow, { mode: 0o755 });
    const failures: string[] = [];
    const before = children();
    const systemd = openSystemd({ NOTIFY_SOCKET: '/run/any', PATH: `${dir}:${process.env.PATH}` }, (why) =>
      failures.push(why.message),
    );
    systemd?.notify('STATUS=3 of 3 devices', 'STOPPING=1');
    const [teller = 0] = children().filter((one) => !before.includes(one));
    const below = (pid: number): readonly number[] =>
      readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
        .split(' ')
        .map(Number)
        .filter(Boolean)
        .flatMap((one) => [one, ...below(one)]);
    await until(() => below(teller).length > 1);
    for (const pid of [teller, ...below(teller)]) process.kill(pid, 'SIGTERM');
    const told = () => (existsSync(join(dir, 'told')) ? readFileSync(join(dir, 'told'), 'utf8') : '');
    await until(() => told().includes('STOPPING=1') || failures.length > 0);
    expect({ told: told(), failures }).toEqual({
      ...{ told: 'STATUS=3 of 3 devices\nSTOPPING=1\n', failures: [] },
    });
    rmSync(dir, { recursive: true });
  });

  it('costs this process one program, whose end is reported and which is started anew', async () => {
    const { env, words } = await listening();
    const before = children();
    const own = () => children().filter((one) => !before.includes(one));
    const failures: string[] = [];
    const systemd = openSystemd(env, (why) => failures.push(why.message));
    const [teller = 0] = own();
    for (let beat = 1; beat <= 2; beat++) {
      systemd?.notify('WATCHDOG=1');
      await until(() => words().length === beat);
      expect(own()).toEqual([teller]);
    }
    process.kill(teller, 'SIGKILL');
    await until(() => failures.includes('what tells systemd ended with SIGKILL'));
    systemd?.notify('WATCHDOG=1');
    await until(() => words().length === 3);
    expect(own()).toHaveLength(1);
  });

  it('that takes nothing is reported each time', async () => {
    const failures: string[] = [];
    const systemd = openSystemd({ ...process.env, NOTIFY_SOCKET: '/nowhere/at/all' }, (why) =>
      failures.push(why.message),
    );
    systemd?.notify('WATCHDOG=1');
    await until(() => failures.join().includes('systemd-notify ended with 1'));
  });

  it('that watches another process, or is not there, is not fed', () => {
    const env = { NOTIFY_SOCKET: '/nowhere', WATCHDOG_USEC: '1000000', WATCHDOG_PID: '1' };
    expect(openSystemd(env, () => undefined)?.watchdogMs).toBeUndefined();
    expect(openSystemd({}, () => undefined)).toBeUndefined();
  });
});
