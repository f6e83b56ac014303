import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { notReckoned, reckon } from '../../../office/reports/reckon.ts';
import { openPostgresStore } from '../../../office/store/postgres/open-postgres-store.ts';
import { type OfficeStore, shareOfSite, sharesOfSites } from '../../../office/store/store-port.ts';
import { realClock } from '../../real-clock.ts';
import { hasPostgres, type PostgresServer, startPostgres } from './postgres-server.ts';
import { batchOf, keptOf } from './stores.ts';

const nothing = { verdicts: [], corrections: [], incidents: [] };

test('sites are spread over the shares evenly, and always in the same way', () => {
  const counts = new Map<number, number>();
  for (let index = 0; index < 6_400; index++) {
    const share = shareOfSite(`mpp-${index}`);
    counts.set(share, (counts.get(share) ?? 0) + 1);
  }
  expect(counts.size).toBe(sharesOfSites);
  expect(Math.max(...counts.values())).toBeLessThan(150);
  expect(['mpp-batam', 'mpp-bintan', 'a'].map(shareOfSite)).toEqual([28, 47, 44]);
});

describe.skipIf(!hasPostgres)('with PostgreSQL', () => {
  let server: PostgresServer;
  let url: string;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.end());

  async function open(): Promise<OfficeStore> {
    const store = await openPostgresStore({ url }, realClock);
    onTestFinished(() => store.close());
    return store;
  }

  /** All leases of a worker run out, as after a long pause. */
  const expire = (worker: string) =>
    server.sql(
      url,
      `UPDATE loket_office.lease SET until = now() - interval '1 s' WHERE worker = '${worker}'`,
    );

  test('each share is held by one worker, in about equal parts, and the history by one', async () => {
    url = await server.fresh();
    const workers = ['a', 'b', 'c'];
    const stores = await Promise.all(workers.map(open));
    const renew = () => Promise.all(stores.map((store, index) => store.leases.renew(workers[index] ?? '')));
    for (let turn = 0; turn < 3; turn++) await renew();
    const held = await renew();
    expect(held.map(({ shares }) => shares.size).sort()).toEqual([20, 22, 22]);
    expect(new Set(held.flatMap(({ shares }) => [...shares])).size).toBe(sharesOfSites);
    expect(held.filter(({ writesHistory }) => writesHistory)).toHaveLength(1);
    await stores[0]?.leases.release('a');
    const [, b, c] = [undefined, await stores[1]?.leases.renew('b'), await stores[2]?.leases.renew('c')];
    expect([b?.shares.size, c?.shares.size]).toEqual([32, 32]);
    expect([b?.writesHistory, c?.writesHistory].filter(Boolean)).toHaveLength(1);
  });

  test('what a worker no longer holds it cannot write, whatever it believes', async () => {
    url = await server.fresh();
    const [paused, other] = [await open(), await open()];
    await paused.leases.renew('paused');
    await paused.events.apply([batchOf('s', 'a', 1, 3)]);
    await paused.history.write(nothing, 100);
    await expire('paused');
    expect((await other.leases.renew('other')).writesHistory).toBe(true);
    await other.leases.renew('other');
    const refused = { code: 'store.not-ours' };
    await expect(paused.events.apply([batchOf('s', 'a', 4, 5)])).rejects.toMatchObject(refused);
    await expect(paused.history.write(nothing, 9)).rejects.toMatchObject(refused);
    await expect(paused.history.alive(9)).rejects.toMatchObject(refused);
    await expect(paused.history.resume()).rejects.toMatchObject(refused);
    const step = reckon(notReckoned('s'), await paused.reports.eventsAfter('s', 0, 9));
    await expect(paused.reports.save([step])).rejects.toMatchObject(refused);
    await expect(paused.reports.saveDaily([])).rejects.toMatchObject(refused);
    expect(await other.reports.behind(9)).toMatchObject([{ site: 's', sequence: 0 }]);
    expect(await keptOf(other, 's')).toEqual(['a1', 'a2', 'a3']);
    expect(await other.history.resume()).toBe(100);
  });

  test('one site of another worker keeps the whole batch from being written', async () => {
    url = await server.fresh();
    const [one, two] = [await open(), await open()];
    for (let turn = 0; turn < 3; turn++)
      await Promise.all([one.leases.renew('one'), two.leases.renew('two')]);
    const held = await one.leases.renew('one');
    const names = Array.from({ length: 100 }, (_, index) => `site-${index}`);
    const own = names.find((site) => held.shares.has(shareOfSite(site))) ?? '';
    const others = names.find((site) => !held.shares.has(shareOfSite(site))) ?? '';
    const batches = [own, others].map((site) => batchOf(site, 'a', 1, 3));
    await expect(one.events.apply(batches)).rejects.toMatchObject({
      code: 'store.not-ours',
      context: { shares: String(shareOfSite(others)) },
    });
    expect(await keptOf(one, own)).toEqual([]);
    await expect((await open()).events.apply([batchOf(own, 'a', 1, 3)])).rejects.toMatchObject({
      code: 'store.not-ours',
    });
  });

  test('a share that was lost for a while is missing once, so that its cursors are read again', async () => {
    url = await server.fresh();
    const [one, other] = [await open(), await open()];
    await one.leases.renew('one');
    await expire('one');
    await other.leases.renew('other');
    await other.leases.release('other');
    expect((await one.leases.renew('one')).shares.size).toBe(0);
    expect((await one.leases.renew('one')).shares.size).toBe(sharesOfSites);
  });
});
