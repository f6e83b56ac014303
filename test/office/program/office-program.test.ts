import { readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loket, stopAll } from '../../cli/loket.ts';
import { freePort } from '../../mqtt/brokers.ts';
import { folder, mosquittoWith, officeBroker } from '../../mqtt/office.ts';
import { has } from '../../programs.ts';
import { until } from '../../real-clock.ts';
import { hasPostgres, type PostgresServer, startPostgres } from '../store/postgres-server.ts';
import { metricsAt, officeOn, sitesOn } from './running-office.ts';

const longMs = 60_000;
afterEach(stopAll);

async function brokerAt(): Promise<number> {
  const port = await freePort();
  await officeBroker(port);
  return port;
}

const demoFolders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('loket-demo-'));

/** The verdict of each site, by what the metrics say. */
const verdictsIn = (metrics: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...metrics.matchAll(/^loket_site_verdict\{site="([^"]+)"[^}]*verdict="([^"]+)"/gm)].map(
      ([, site = '', verdict = '']) => [site, verdict],
    ),
  );

describe.skipIf(!has('mosquitto'))('loket office on a real broker', () => {
  it('sees the sites, tells who mends what, and goes on after a kill where it was', {
    timeout: longMs,
  }, async () => {
    const broker = await brokerAt();
    const first = await officeOn(broker);
    const fleet = sitesOn(broker);
    await until(
      async () =>
        Object.values(verdictsIn(await first.metrics())).filter((one) => one === 'well').length === 6,
      20_000,
    );
    const [site] = fleet.sites;
    const id = site?.plan.id ?? '';
    fleet.make({ kind: 'paper', site: id, device: 'printer-1', forMs: 10 * longMs });
    await until(
      async () => /loket_incident\{[^}]*paper\.out[^}]*fix="clerk"/.test(await first.metrics()),
      20_000,
    );
    const seen = await (await first.get(`/api/site/${id}`)).json();
    expect(JSON.stringify(seen)).toContain('paper.out');
    const applied = await first.figure('loket_office_events_applied_total');
    expect(applied).toBeGreaterThan(0);
    // The store is written once a second.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    await first.kill();

    const again = await officeOn(broker, { dir: first.dir });
    await until(async () => /loket_incident\{[^}]*paper\.out/.test(await again.metrics()), 20_000);
    expect(again.run.seen.err).not.toContain('not to be had any more');
    expect(await again.stop()).toBe(0);
  });

  it('shows a user of a region the sites of that region alone, and strangers nothing', {
    timeout: longMs,
  }, async () => {
    const broker = await brokerAt();
    const fleet = sitesOn(broker, { sites: 20 });
    const office = await officeOn(broker);
    await until(async () => Object.keys(verdictsIn(await office.metrics())).length === 20, 20_000);
    const all = await (await office.get('/api/fleet')).text();
    const theirs = await (await office.get('/api/fleet', 'sari')).text();
    for (const { plan } of fleet.sites) {
      expect(all).toContain(plan.id);
      expect(theirs.includes(plan.id)).toBe(plan.region === 'kepri');
    }
    expect((await fetch(`${office.url}/api/fleet`)).status).toBe(401);
  });

  it('shows its metrics to who sends the token of its file', { timeout: longMs }, async () => {
    const dir = folder();
    const token = 'nol-satu-dua-tiga-empat';
    const web = ', metrics_token: { file: metrics.token }';
    writeFileSync(join(dir, 'metrics.token'), 'short\n', { mode: 0o600 });
    await expect(officeOn(1, { dir, web })).rejects.toThrow('metrics.token holds no token');
    writeFileSync(join(dir, 'metrics.token'), `${token}\n`);
    const { url } = await officeOn(await brokerAt(), { dir, web });
    const asked = async (authorization: string) =>
      (await fetch(`${url}/metrics`, { headers: { authorization } })).status;
    expect(await asked('Bearer nol-satu-dua-tiga-lima')).toBe(401);
    expect(await asked(`Bearer ${token}`)).toBe(200);
  });

  it('says where to look when its broker does not let it in, and runs on', { timeout: longMs }, async () => {
    const port = await freePort();
    await mosquittoWith(`listener ${port} 127.0.0.1\nallow_anonymous false`);
    const office = await officeOn(port);
    await until(() => office.run.seen.err.includes('broker.auth'), 20_000);
    expect(office.run.seen.err).toContain('file of the office');
    expect(office.run.seen.err).not.toMatch(/site file|queues go on/);
    expect(await office.figure('loket_office_listening')).toBe(0);
  });

  it('says what is wrong with its file, and with a port that is taken, and ends', {
    timeout: longMs,
  }, async () => {
    const broker = await brokerAt();
    const one = await officeOn(broker);
    await expect(officeOn(broker, { store: 'kind: mysql' })).rejects.toThrow("'mysql' is not one of");
    await expect(officeOn(1, { dir: '/nowhere' })).rejects.toThrow();
    expect(one.run.child.exitCode).toBeNull();
  });
});

describe.skipIf(!has('mosquitto') || !hasPostgres)('two workers of an office on PostgreSQL', () => {
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, longMs);
  afterAll(() => postgres?.end());

  it('share the sites; when one is killed the other has all of them within 15 s, and no event is lost or there twice', {
    timeout: 2 * longMs,
  }, async () => {
    const broker = await brokerAt();
    const url = await postgres.fresh();
    const store = `kind: postgresql, url: "${url}"`;
    const fleet = sitesOn(broker, { sites: 12 });
    const one = await officeOn(broker, { worker: 'a', store });
    const two = await officeOn(broker, { worker: 'b', store });
    const shares = (office: typeof one) => office.figure('loket_office_shares_held');
    await until(async () => (await shares(one)) === 32 && (await shares(two)) === 32, 20_000);
    await one.kill();
    const killedAt = performance.now();
    await until(async () => (await shares(two)) === 64, 20_000);
    const seconds = (performance.now() - killedAt) / 1_000;
    console.info(`the sites of a worker that was killed were taken over after ${seconds.toFixed(1)} s`);
    expect(seconds).toBeLessThan(15);
    fleet.quiet();
    const counts = async () =>
      (
        await postgres.sql<{ site: string; events: string; last: string }>(
          url,
          'SELECT site, count(*) AS events, max(sequence) - min(sequence) + 1 AS last FROM loket_office.event GROUP BY site ORDER BY site',
        )
      ).map(({ site, events, last }) => `${site} ${events} ${last}`);
    const whole = () => fleet.sites.every(({ journal }) => journal.last > 0);
    expect(whole()).toBe(true);
    let before = '';
    await until(async () => {
      const now = (await counts()).join();
      const isStill = now === before && now !== '';
      before = now;
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      return isStill;
    }, 30_000);
    // Every number once: as many events as there are numbers from the first to the last.
    for (const line of await counts()) {
      const [, events, last] = line.split(' ');
      expect(events, line).toBe(last);
    }
  });
});

it('loket office --demo shows a fleet with faults within half a minute, and leaves nothing behind', {
  timeout: longMs,
}, async () => {
  const before = demoFolders();
  const demo = loket('office', '--demo', '--port', '0');
  await until(() => demo.seen.out.includes('lihat-demo'), 30_000);
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(demo.seen.out)?.[0] ?? '';
  const metrics = () => metricsAt(url);
  await until(async () => /^loket_incident\{/m.test(await metrics()), 30_000);
  expect(Object.keys(verdictsIn(await metrics())).length).toBeGreaterThanOrEqual(200);
  demo.child.kill('SIGTERM');
  expect(await demo.ended).toBe(0);
  expect(demoFolders()).toEqual(before);
});
