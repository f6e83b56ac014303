import { expect, test } from 'vitest';
import type { KeptEvent, SiteBatch } from '../../../office/store/store-port.ts';
import { appliedTo, batchOf, eventsIn, eventsOf, keptOf, noon, onBothStores } from './stores.ts';

const numbers = (boot: string, from: number, to: number) =>
  eventsOf(boot, from, to).map(({ sequence }) => `${boot}${sequence}`);

onBothStores((kit) => {
  test('what was applied is there after a restart, with how far it goes', async () => {
    let store = await kit.open();
    expect(await store.events.read('mpp-batam')).toBeUndefined();
    const batch = batchOf('mpp-batam', 'a', 1, 1_234);
    await store.events.apply([batch, batchOf('mpp-bintan', 'x', 7, 9)]);
    store = await kit.again();
    expect(await store.events.read('mpp-batam')).toEqual(batch.applied);
    expect(await eventsIn(store, 'mpp-batam')).toEqual(batch.events);
    expect(await keptOf(store, 'mpp-bintan')).toEqual(['x7', 'x8', 'x9']);
  });

  test('a batch that comes again, and one that comes late, change nothing', async () => {
    const store = await kit.open();
    await store.events.apply([batchOf('s', 'a', 1, 5)]);
    await store.events.apply([batchOf('s', 'a', 6, 9)]);
    await store.events.apply([batchOf('s', 'a', 6, 9)]);
    await store.events.apply([batchOf('s', 'a', 1, 5)]);
    expect(await keptOf(store, 's')).toEqual(numbers('a', 1, 9));
    expect((await store.events.read('s'))?.sequence).toBe(9);
  });

  test('calls that nobody waits for are done one after the other', async () => {
    const store = await kit.open();
    const batches = Array.from({ length: 20 }, (_, index) =>
      batchOf('s', 'a', 50 * index + 1, 50 * index + 50),
    );
    await Promise.all(batches.map((batch) => store.events.apply([batch])));
    expect(await keptOf(store, 's')).toEqual(numbers('a', 1, 1_000));
  });

  test('of a batch that cannot be kept nothing is written, of the other sites neither', async () => {
    const store = await kit.open();
    await store.events.apply([batchOf('s', 'a', 1, 3)]);
    const bad = { ...batchOf('t', 'a', 1, 1), events: eventsOf('a', 2 ** 70, 2 ** 70) };
    const batches = [batchOf('s', 'a', 4, 2_000), bad];
    await expect(store.events.apply(batches)).rejects.toMatchObject({ code: 'store.error' });
    expect(await keptOf(await kit.again(), 's')).toEqual(numbers('a', 1, 3));
    const badCursor = { ...batchOf('t', 'a', 1, 1), applied: appliedTo('a', 2 ** 70) };
    const again = await kit.again();
    await expect(again.events.apply([batchOf('s', 'a', 4, 5), badCursor])).rejects.toMatchObject({
      code: 'store.error',
    });
    expect(await keptOf(again, 's')).toEqual(numbers('a', 1, 3));
    expect((await again.events.read('s'))?.sequence).toBe(3);
    await again.events.apply([batchOf('s', 'a', 4, 2_000)]);
    expect(await keptOf(again, 's')).toEqual(numbers('a', 1, 2_000));
  });

  test('a site that gives its numbers again replaces what was kept from there on', async () => {
    const store = await kit.open();
    await store.events.apply([batchOf('s', 'a', 1, 9)]);
    const runs = [
      { boot: 'a', first: 1, last: 5 },
      { boot: 'b', first: 6, last: 7 },
    ];
    const back: SiteBatch = {
      site: 's',
      events: eventsOf('b', 6, 7),
      applied: { sequence: 7, runs },
      backTo: 6,
    };
    await store.events.apply([back]);
    await store.events.apply([back]);
    expect(await keptOf(store, 's')).toEqual([...numbers('a', 1, 5), 'b6', 'b7']);
    expect(await store.events.read('s')).toEqual(back.applied);
  });

  test('a site whose clock is wrong by years, or is none, does not stop the others', async () => {
    const store = await kit.open();
    const times = [Date.UTC(1970, 0, 1), Date.UTC(9999, 0, 1), -1, Number.NaN, 1e300, noon + 0.5];
    const events = times.flatMap((time, index) => eventsOf('a', index + 1, index + 1, { time }));
    await store.events.apply([{ ...batchOf('s', 'a', 1, 6), events }, batchOf('t', 'a', 1, 3)]);
    expect(await keptOf(store, 't')).toEqual(['a1', 'a2', 'a3']);
    expect((await eventsIn(store, 's')).map(({ time }) => time)).toEqual([
      ...[0, Date.UTC(9999, 0, 1), -1, 0, 0, noon],
    ]);
  });

  test('texts that are hard to keep do not stop the others', async () => {
    const store = await kit.open();
    const data = { text: 'nol \0, tanda "kutip\' \\ {1,2}', half: '\ud800', empty: '', list: [null, [], {}] };
    const event = { ...eventsOf('a', 1, 1)[0], subject: 'a\0b \\ "\' {}', boot: 'NULL', data } as KeptEvent;
    const applied = { sequence: 1, runs: [{ boot: 'x\0y', first: 1, last: 1 }] };
    await store.events.apply([{ site: 's', events: [event], applied, backTo: undefined }]);
    const [kept] = await eventsIn(store, 's');
    expect(kept).toEqual({ ...event, subject: 'a\ufffdb \\ "\' {}' });
    expect((await store.events.read('s'))?.sequence).toBe(1);
  });

  test('days older than asked are removed, and what is applied meanwhile does not wait for long', async () => {
    const store = await kit.open();
    await store.events.apply(['r', 's', 't'].map((site) => batchOf(site, 'a', 1, 12_000)));
    const tomorrow = Date.now() + 86_400_000;
    expect(await store.prune(1, tomorrow)).toBe(0);
    expect(await keptOf(store, 's')).toHaveLength(12_000);
    const pruned = store.prune(0, tomorrow);
    let slowestMs = 0;
    for (let sequence = 12_001; sequence <= 12_020; sequence++) {
      const before = performance.now();
      await store.events.apply([batchOf('u', 'a', sequence, sequence)]);
      slowestMs = Math.max(slowestMs, performance.now() - before);
    }
    expect(await pruned).toBeGreaterThanOrEqual(1);
    expect(slowestMs).toBeLessThan(1_500);
    expect(await keptOf(store, 's')).toEqual([]);
    expect((await store.events.read('s'))?.sequence).toBe(12_000);
    await store.events.apply([batchOf('s', 'a', 12_001, 12_002)]);
    expect(await keptOf(store, 's')).toEqual(['a12001', 'a12002']);
  });
});
