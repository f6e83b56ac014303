import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { officeWebLimits } from '../../../office/web/office-web-limits.ts';
import { until } from '../../real-clock.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { Browser, closeWebs, openedWeb, user } from './opened-web.ts';
import { openShownFleet, sayState } from './shown-fleet.ts';

afterEach(closeWebs);

const wall0 = Date.UTC(2026, 0, 5, 3);
const { changesEveryMs, beatEveryMs, stalledMs } = officeWebLimits;

async function opened(count: number, devices = 1) {
  const clock = new VirtualClock();
  const wall = () => wall0 + clock.now();
  const shown = openShownFleet(count, { clock, wall, devices });
  shown.judge();
  await clock.advance(4_000);
  shown.judge();
  const { fleet, history } = shown;
  const web = await openedWeb({
    fleet,
    history,
    users: [user('a', 'look')],
    clock,
    wall,
    windowsChanged: () => undefined,
  });
  const browser = new Browser(web.url);
  await browser.logIn('a');
  return { ...shown, clock, web, browser };
}

type Told = {
  readonly type: string;
  readonly rows?: readonly (readonly unknown[])[];
  readonly gone?: readonly string[];
};

describe('a page that listens', () => {
  it('gets the rows that have changed, and a beat when nothing has', async () => {
    const { browser, clock, say, judge, ids } = await opened(3, 2);
    const told: Told[] = [];
    const stop = await browser.listen((event) => told.push(event));
    await until(() => told.length >= 2);
    expect(told.map(({ type }) => type)).toEqual(['hello', 'beat']);
    sayState(say, ids[1] ?? '', 'printer-1', 'degraded', 'paper.out');
    judge();
    await clock.advance(3_000);
    judge();
    await clock.advance(changesEveryMs);
    const rows = () => told.flatMap((event) => event.rows ?? []);
    await until(() => rows().some((row) => row[5] === 'device'));
    expect(new Set(rows().map(([id]) => id))).toEqual(new Set([ids[1]]));
    const before = told.length;
    await clock.advance(2 * beatEveryMs);
    await until(() => told.length >= before + 2);
    expect(told.slice(before).every(({ type }) => type === 'beat')).toBe(true);
    stop();
  });

  it('is told that a site was closed for good', async () => {
    const { browser, clock, fleet, judge, ids } = await opened(3);
    const told: Told[] = [];
    const stop = await browser.listen((event) => told.push(event));
    const site = ids[0] ?? '';
    fleet.hear({
      site,
      topic: 'controller/state',
      payload: undefined,
      retain: true,
      heardAt: 0,
      wallAt: wall0,
    });
    judge();
    await clock.advance(changesEveryMs);
    await until(() => told.some(({ gone }) => gone?.includes(site)));
    stop();
  });

  it('that does not read is left, and no more is kept for it than one round of changes', async () => {
    const { web, browser, clock, say, judge, ids } = await opened(2_000);
    const { port, hostname } = new URL(web.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write(`GET /api/events HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncookie: ${browser.cookie}\r\n\r\n`);
    await new Promise((resolve) => socket.once('readable', resolve));
    const whole = (await browser.ask('GET', '/api/fleet')).text.length;
    for (let round = 0; round < rounds; round++) {
      for (const id of ids) say(id, 'service/paspor/state', { waiting: round, issued: round });
      judge();
      await clock.advance(changesEveryMs);
    }
    await clock.advance(stalledMs + changesEveryMs);
    const received = await readAll(socket);
    console.log(`${rounds} rounds of 2,000 changes: ${received} bytes reached the page that did not read`);
    // Without a limit, all rounds would have come.
    expect(rounds * whole).toBeGreaterThan(2 * keptMax);
    expect(received).toBeLessThan(keptMax);
  });
});

/** The system keeps up to 6 MB for a connection on this machine, whatever the server does. */
const rounds = 120;
const keptMax = 9_000_000;

/** All that was sent, until the server has closed the connection. */
function readAll(socket: Socket): Promise<number> {
  return new Promise((resolve) => {
    let size = 0;
    socket.on('data', (chunk: Buffer) => {
      size += chunk.length;
    });
    socket.on('close', () => resolve(size));
  });
}
