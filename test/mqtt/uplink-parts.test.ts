import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Fault } from '../../devices/fault.ts';
import type { Link } from '../../firmware-host/mqtt/external-link.ts';
import { createCursor, createCursorFile } from '../../firmware-host/mqtt/uplink/cursor.ts';
import { createPoisonMessage } from '../../firmware-host/mqtt/uplink/poison-message.ts';
import { createRateLimiter } from '../../firmware-host/mqtt/uplink/rate-limiter.ts';
import { createReplays } from '../../firmware-host/mqtt/uplink/replays.ts';
import { startReplicator } from '../../firmware-host/mqtt/uplink/replicator.ts';
import { openWatchdog } from '../../firmware-host/mqtt/uplink/uplink-watchdog.ts';
import { createWindow } from '../../firmware-host/mqtt/uplink/window.ts';
import { calls, upTo } from '../journal/records.ts';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { freePort, listener, site } from './brokers.ts';
import { folder, keptCursor, officeBroker, siteUplink } from './office.ts';

const fail = (...what: readonly unknown[]): never => {
  throw new Error(`this was not to come: ${JSON.stringify(what)}`);
};

describe('the window', () => {
  test('passes an event only when it and all before it were acknowledged, in whatever order that was', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...Array(30).keys()], { minLength: 30 }), (order) => {
        const window = createWindow();
        for (const sequence of order.toSorted((a, b) => a - b)) window.sent(sequence);
        const acknowledged = new Set<number>();
        let cursor = -1;
        for (const sequence of order) {
          acknowledged.add(sequence);
          cursor = window.acknowledged(sequence) ?? cursor;
          let expected = -1;
          while (acknowledged.has(expected + 1)) expected++;
          expect(cursor).toBe(expected);
          expect(window.first).toBe(expected === 29 ? undefined : expected + 1);
        }
        expect(window.size).toBe(0);
      }),
    );
  });
});

test('the pace lets no more through in a second than it says, and makes up for little of a pause', () => {
  const pace = createRateLimiter(() => 100);
  let now = 5_000;
  let through = 0;
  const second = (): number => {
    const before = through;
    for (const end = now + 1_000; now < end; ) {
      const waitMs = pace(now);
      if (waitMs === 0) through++;
      else now += waitMs;
    }
    return through - before;
  };
  expect(second()).toBeLessThanOrEqual(111);
  const steady = second();
  expect(steady).toBeGreaterThanOrEqual(99);
  expect(steady).toBeLessThanOrEqual(101);
});

describe('the cursor', () => {
  test('is saved once a minute, after 500 events of a backlog, and at the end', async () => {
    const clock = new VirtualClock();
    const store = keptCursor();
    const cursor = createCursor({ sequence: 3, store, clock, report: () => {} });
    for (let sequence = 1; sequence <= 502; sequence++) cursor.move(sequence);
    await clock.advance(59_999);
    expect(store.saved).toBe(0);
    await clock.advance(1);
    expect(store.saved).toBe(502);
    for (let sequence = 503; sequence <= 1_002; sequence++) cursor.move(sequence);
    await clock.advance(0);
    expect(store.saved).toBe(1_002);
    cursor.move(1_004);
    cursor.move(1_003);
    await clock.advance(59_999);
    expect(store.saved).toBe(1_002);
    await cursor.flush();
    expect(store.saved).toBe(1_004);
  });

  test('is kept in a file that holds a whole number and nothing beside it', async () => {
    const dir = folder();
    const store = createCursorFile(join(dir, 'uplink.cursor'));
    expect(await store.load()).toBe(0);
    await store.save(41);
    await store.save(42);
    expect(await store.load()).toBe(42);
    expect(readdirSync(dir)).toEqual(['uplink.cursor']);
    expect(readFileSync(join(dir, 'uplink.cursor'), 'utf8')).toBe('42\n');
    writeFileSync(join(dir, 'uplink.cursor'), '4');
    expect(await store.load()).toBe(0);
  });

  test('says that it cannot be saved, and tries again with what comes next', async () => {
    const faults: Fault[] = [];
    let full = true;
    const saved: number[] = [];
    const cursor = createCursor({
      sequence: 0,
      clock: new VirtualClock(),
      report: (fault) => void faults.push(fault),
      store: {
        load: async () => 0,
        async save(sequence) {
          if (full) throw new Error('no space left on device');
          saved.push(sequence);
        },
      },
    });
    cursor.move(7);
    await cursor.flush();
    expect(faults).toMatchObject([{ code: 'disk.io_error' }]);
    full = false;
    await cursor.flush();
    expect(saved).toEqual([7]);
  });
});

test('the pump moves the cursor over what was acknowledged, and over nothing that was only sent', async () => {
  const clock = new VirtualClock();
  const acknowledge: (() => void)[] = [];
  const link: Partial<Link> = {
    receiveMax: () => 20,
    publish: () => new Promise((resolve) => acknowledge.push(resolve)),
  };
  const records = calls(1, 5);
  const store = { load: async () => 0, save: async () => undefined };
  const cursor = createCursor({ sequence: 0, store, clock, report: fail });
  const replicator = startReplicator({
    ...{ site, clock, cursor, link: link as Link, pace: () => 0, prove: undefined, wall: () => 0 },
    journal: { read: async (from, most) => records.filter((one) => one.sequence >= from).slice(0, most) },
    ...{ last: () => 5, takeReplay: () => undefined, suspect: undefined, aside: new Set<number>() },
    told: { dropped: fail, refused: fail, failed: fail },
  });
  onTestFinished(() => void replicator.stop());
  await clock.advance(1_000);
  expect(acknowledge).toHaveLength(5);
  expect(cursor.sequence).toBe(0);
  acknowledge[1]?.();
  await clock.advance(0);
  expect(cursor.sequence).toBe(0);
  acknowledge[0]?.();
  await clock.advance(0);
  expect(cursor.sequence).toBe(2);
});

test('an event is left out after three connections in a row broke on it, and on nothing else', () => {
  const poison = createPoisonMessage();
  expect([poison.broke(5), poison.broke(5)]).toEqual([false, false]);
  expect(poison.broke(9)).toBe(false);
  expect([poison.broke(5), poison.broke(5), poison.broke(5)]).toEqual([false, false, true]);
  expect([...poison.aside]).toEqual([5]);
  expect(poison.sequence()).toBeUndefined();
});

test('a line that gives no sign of life is given up, and one that does is not', async () => {
  const clock = new VirtualClock();
  let silent = 0;
  const watchdog = openWatchdog(clock, 40_000, () => silent++);
  for (let step = 0; step < 10; step++) {
    await clock.advance(30_000);
    watchdog.fed();
  }
  expect(silent).toBe(0);
  await clock.advance(40_000);
  expect(silent).toBe(1);
});

test('what is asked for again waits in order, and only so much of it', async () => {
  const replays = createReplays();
  const first = replays.ask(5, 9);
  const nothing = replays.ask(1, 1);
  for (let more = 0; more < 14; more++) void replays.ask(1, 1);
  expect(await replays.ask(1, 1)).toEqual({ error: 'busy' });
  replays.take()?.done({ from: 5, to: 8, events: 4 });
  expect(await first).toEqual({ result: { from: 5, to: 8, events: 4 } });
  replays.take()?.done({ from: 1, to: 1, events: 0 });
  expect(await nothing).toEqual({ error: 'nothing-to-replay' });
  const late = replays.ask(2, 2);
  replays.forget();
  expect(await late).toEqual({ error: 'outcome-unknown' });
  expect(replays.take()).toBeUndefined();
});

test.skipIf(!has('mosquitto'))(
  'the central office gets events again under the rules of every command, and can ask for nothing else',
  async () => {
    const port = await freePort();
    await officeBroker(port);
    const { client, heard } = await listener(port, `loket/v1/${site}/reply/#`);
    onTestFinished(() => client.endAsync(true).then(() => undefined));
    const ask = (name: string, request: object, retain = false) =>
      client.publishAsync(`loket/v1/${site}/command/${name}`, JSON.stringify(request), { qos: 1, retain });
    const replies = () =>
      new Map(
        heard
          .filter(({ topic }) => topic.includes('/reply/'))
          .map(({ payload }) => [JSON.parse(payload).id, JSON.parse(payload)]),
      );
    await ask('replay', { id: 'e', from: 1, to: 2 }, true);
    const { uplink } = await siteUplink(port, calls(1, 50));
    await until(() => uplink.figures().uplink_backlog === 0);
    await client.subscribeAsync(`loket/v1/${site}/event/#`, { qos: 1 });
    await ask('open-counter', { id: 'no', counter: 'loket-1' });
    await ask('replay', { id: 'a', from: 11, to: 20 });
    await ask('replay', { id: 'a', from: 11, to: 20 });
    await ask('replay', { id: 'b', from: 100, to: 110 });
    await ask('replay', { id: 'c', from: 1, to: 501 });
    await ask('replay', { id: 'd', from: 1, to: 2, sent_at: '2020-01-01T00:00:00Z' });
    await until(() => replies().size === 5);
    expect([...replies().values()].sort((one, other) => one.id.localeCompare(other.id))).toMatchObject([
      { id: 'a', ok: true, result: { from: 11, to: 20, events: 10 } },
      { id: 'b', error: { code: 'nothing-to-replay' } },
      { id: 'c', error: { code: 'bad-field' } },
      { id: 'd', error: { code: 'expired' } },
      { id: 'e', error: { code: 'retained' } },
    ]);
    const again = heard.filter(({ topic }) => topic.includes('/event/'));
    expect(again.map(({ payload }) => Number(JSON.parse(payload).sequence))).toEqual(upTo(20, 11));
    expect(uplink.figures().uplink_ok).toBe(true);
  },
);

test.skipIf(!has('mosquitto'))(
  'records that the journal no longer has are told, and the rest is sent',
  async () => {
    const port = await freePort();
    await officeBroker(port);
    const kept = calls(101, 50);
    const { uplink, dropped } = await siteUplink(port, [], {
      last: 150,
      journal: {
        read: async (from, limit) => kept.filter(({ sequence }) => sequence >= from).slice(0, limit),
      },
    });
    await until(() => uplink.figures().uplink_backlog === 0);
    expect(dropped).toEqual([{ from: 1, to: 100 }]);
  },
);
