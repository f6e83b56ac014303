import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fault } from '../../devices/fault.ts';
import { cursorFile, openCursor } from '../../firmware-host/mqtt/uplink/cursor.ts';
import { openPace } from '../../firmware-host/mqtt/uplink/pace.ts';
import { openReplays } from '../../firmware-host/mqtt/uplink/replays.ts';
import { openSuspicion } from '../../firmware-host/mqtt/uplink/suspicion.ts';
import { openWatchdog } from '../../firmware-host/mqtt/uplink/watchdog.ts';
import { openWindow } from '../../firmware-host/mqtt/uplink/window.ts';
import { calls } from '../journal/records.ts';
import { has } from '../programs.ts';
import { until } from '../real-clock.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { freePort } from './brokers.ts';
import { folder, keptCursor, officeBroker, siteUplink } from './office.ts';

describe('the window', () => {
  test('passes an event only when it and all before it were acknowledged, in whatever order that was', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...Array(30).keys()], { minLength: 30 }), (order) => {
        const window = openWindow();
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
  const pace = openPace(100);
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
  test('is saved at most every five seconds, and at the end', async () => {
    const clock = new VirtualClock();
    const store = keptCursor();
    const cursor = openCursor({ sequence: 3, store, clock, report: () => {} });
    for (let sequence = 1; sequence <= 10; sequence++) cursor.move(sequence);
    await clock.advance(4_999);
    expect(store.saved).toBe(0);
    await clock.advance(1);
    expect(store.saved).toBe(10);
    cursor.move(12);
    cursor.move(11);
    await cursor.flush();
    expect(store.saved).toBe(12);
  });

  test('is kept in a file that holds a whole number and nothing beside it', async () => {
    const dir = folder();
    const store = cursorFile(join(dir, 'uplink.cursor'));
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
    const cursor = openCursor({
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

test('an event is left out after three connections in a row broke on it, and on nothing else', () => {
  const suspicion = openSuspicion();
  expect([suspicion.broke(5), suspicion.broke(5)]).toEqual([false, false]);
  expect(suspicion.broke(9)).toBe(false);
  expect([suspicion.broke(5), suspicion.broke(5), suspicion.broke(5)]).toEqual([false, false, true]);
  expect([...suspicion.aside]).toEqual([5]);
  expect(suspicion.sequence()).toBeUndefined();
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

test('what is asked for again is checked, and only so much of it waits', () => {
  const replays = openReplays();
  const ask = (request: unknown) => replays.ask(Buffer.from(JSON.stringify(request)));
  expect(ask({ id: 'a', from: 5, to: 9 })).toEqual({ id: 'a', from: 5, to: 9 });
  expect(ask({ id: 'b', from: 9, to: 5 })).toMatchObject({ id: 'b', code: 'invalid' });
  expect(ask({ from: 1, to: 2 })).toMatchObject({ id: null, code: 'invalid' });
  expect(replays.ask(Buffer.from('{"id":'))).toMatchObject({ code: 'invalid' });
  for (let more = 0; more < 15; more++) ask({ id: 'c', from: 1, to: 1 });
  expect(ask({ id: 'd', from: 1, to: 1 })).toMatchObject({ id: 'd', code: 'busy' });
  expect(replays.take()).toEqual({ id: 'a', from: 5, to: 9 });
});

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
