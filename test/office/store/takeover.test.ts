import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openPostgresStore } from '../../../office/store/postgres/open-postgres-store.ts';
import { sharesOfSites } from '../../../office/store/store-port.ts';
import { realClock, until } from '../../real-clock.ts';
import { hasPostgres, type PostgresServer, startPostgres } from './postgres-server.ts';
import { eventsIn, issuedIn } from './stores.ts';
import { WorkerProcess } from './worker-process.ts';

/** Shares move within this; a lease is 10 s, and it is renewed every second here. */
const takeoverMaxMs = 15_000;

describe.skipIf(!hasPostgres)('two workers on PostgreSQL', () => {
  let server: PostgresServer;
  let url: string;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.end());

  test('one of them is killed: its shares move, and no event is lost or there twice', {
    timeout: 120_000,
  }, async () => {
    url = await server.fresh();
    const sites = 100;
    const [killed, left] = [new WorkerProcess(url, 'killed', sites), new WorkerProcess(url, 'left', sites)];
    await until(() => killed.held?.shares === 32 && left.held?.shares === 32);
    await until(() => killed.acknowledged.size > 20 && left.acknowledged.size > 20);
    await killed.kill();
    const before = performance.now();
    await until(() => left.held?.shares === sharesOfSites && left.held.writesHistory, takeoverMaxMs);
    console.log(
      `the shares of a killed worker were taken over after ${Math.round(performance.now() - before)} ms`,
    );
    await until(() => left.acknowledged.size === sites);
    await left.kill();
    await expectOnce(sites, [killed, left]);
  });

  test('one of them is stopped past its lease, and cannot write when it wakes', {
    timeout: 120_000,
  }, async () => {
    url = await server.fresh();
    const sites = 100;
    const [stopped, left] = [new WorkerProcess(url, 'stopped', sites), new WorkerProcess(url, 'left', sites)];
    await until(() => stopped.held?.shares === 32 && left.held?.shares === 32);
    await until(() => stopped.acknowledged.size > 20);
    stopped.signal('SIGSTOP');
    await until(() => left.held?.shares === sharesOfSites, takeoverMaxMs);
    await until(() => left.acknowledged.size === sites);
    stopped.signal('SIGCONT');
    await until(() => stopped.held?.shares === 32 && left.held?.shares === 32);
    await Promise.all([stopped.kill(), left.kill()]);
    expect(stopped.refused.length).toBeGreaterThan(0);
    await expectOnce(sites, [stopped, left]);
  });

  test('the server crashes in the middle: nothing acknowledged is lost, and they go on', {
    timeout: 120_000,
  }, async () => {
    url = await server.fresh();
    const sites = 30;
    const workers = [new WorkerProcess(url, 'one', sites), new WorkerProcess(url, 'two', sites)];
    await until(() =>
      workers.every(({ held, acknowledged }) => held?.shares === 32 && acknowledged.size > 5),
    );
    await server.stop();
    await server.start();
    const before = workers.map(({ acknowledged }) => new Map(acknowledged));
    const isFurther = ({ acknowledged }: WorkerProcess, at: number): boolean =>
      [...acknowledged].some(([site, sequence]) => sequence > (before[at]?.get(site) ?? 0) + 100);
    await until(() => workers.every(isFurther));
    await Promise.all(workers.map((worker) => worker.kill()));
    expect(workers.every(({ refused }) => refused.includes('store.away'))).toBe(true);
    await expectOnce(sites, workers);
  });

  /** Each site has every event from the first to its last, once, also as reckoned; and all that was acknowledged. */
  async function expectOnce(sites: number, workers: readonly WorkerProcess[]): Promise<void> {
    const store = await openPostgresStore({ url }, realClock);
    onTestFinished(() => store.close());
    const behind = await store.reports.behind(sites);
    const reckoned = new Map(behind.map(({ site, sequence }) => [site, sequence]));
    let counted = 0;
    for (let index = 0; index < sites; index++) {
      const site = `site-${index}`;
      const kept = (await eventsIn(store, site)).map(({ sequence }) => sequence);
      const last = (await store.events.read(site))?.sequence ?? 0;
      expect({ site, kept }).toEqual({ site, kept: Array.from({ length: last }, (_, at) => at + 1) });
      const issued = await issuedIn(store, site);
      expect({ site, issued }).toEqual({ site, issued: reckoned.get(site) ?? last });
      counted += issued;
      for (const { acknowledged } of workers) expect(acknowledged.get(site) ?? 0).toBeLessThanOrEqual(last);
    }
    expect(counted).toBeGreaterThan(0);
    for (const { errors } of workers) expect(errors).toBe('');
  }
});
