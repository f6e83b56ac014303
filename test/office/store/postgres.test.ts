import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type PostgresPlace, placeOf } from '../../../office/store/postgres/connect-options.ts';
import { openPostgresStore } from '../../../office/store/postgres/open-postgres-store.ts';
import { pgFault } from '../../../office/store/postgres/pg-fault.ts';
import type { OfficeStore } from '../../../office/store/store-port.ts';
import { has } from '../../programs.ts';
import { realClock, until } from '../../real-clock.ts';
import { hasPostgres, type PostgresServer, startPostgres } from './postgres-server.ts';
import { batchOf, eventsOf, issuedIn, keptOf, reckonAll, temporaryFolder } from './stores.ts';

const { Client } = createRequire(import.meta.url)('pg');

describe('the URL of a PostgreSQL store', () => {
  test.each([
    ['postgres://u@db.kantor.example/office', { host: 'db.kantor.example', port: 5432, ssl: {} }],
    ['postgresql://u@127.0.0.1:6000/office', { host: '127.0.0.1', port: 6000, ssl: false }],
    ['postgres://u@[::1]/office', { host: '::1', port: 5432, ssl: false }],
    ['postgres://u@/office?host=/run/postgresql', { host: '/run/postgresql', port: 5432, ssl: false }],
    ['postgres://u@/office?host=/tmp/x&port=6001', { host: '/tmp/x', port: 6001, ssl: false }],
  ])('%s is understood; another machine is reached over TLS only', (url, place) => {
    expect(placeOf({ url })).toEqual({ user: 'u', database: 'office', password: undefined, ...place });
    expect(placeOf({ url, tls: { ca: 'pem' } }).ssl).toEqual({ ca: 'pem' });
  });

  test.each([
    ['postgres://u:rahasia@db/office', /password/],
    ['postgres://u@db', /database/],
    ['postgres://db/office', /user/],
    ['postgres://u@/office', /server/],
    ['postgres://u@db:x/office', /URL/],
    ['postgres://u@/office?host=/x&port=x', /port/],
    ['postgres://u@db/office?sslmode=disable', /sslmode/],
    ['mysql://u@db/office', /URL/],
    ['rahasia', /URL/],
  ])('%s is refused, and not repeated', (url, why) => {
    const refused = () => placeOf({ url });
    expect(refused).toThrow(why);
    expect(refused).toThrow(expect.objectContaining({ code: 'store.error', hint: expect.any(String) }));
    expect(refused).not.toThrow(/rahasia/);
  });
});

test.each([
  ['53100', 'store.full'],
  ['57P01', 'store.away'],
  ['57014', 'store.away'],
  ['42P01', 'store.error'],
  ['28P01', 'store.error'],
])('what PostgreSQL says as %s is %s', (code, fault) => {
  expect(pgFault(Object.assign(new Error('x'), { code, severity: 'ERROR' })).code).toBe(fault);
});

describe.skipIf(!hasPostgres)('with PostgreSQL', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.end());

  async function open(place: PostgresPlace): Promise<OfficeStore> {
    const store = await openPostgresStore(place, realClock);
    onTestFinished(() => store.close());
    return store;
  }

  /** A session of somebody else in the same database. */
  async function session(url: string): Promise<{ query(sql: string): Promise<unknown> }> {
    const database = /@\/(\w+)/.exec(url)?.[1];
    const client = new Client({ host: server.dir, port: server.port, user: 'postgres', database });
    await client.connect();
    onTestFinished(() => client.end());
    return client;
  }

  test('workers that start at the same time make the tables once', async () => {
    const url = await server.fresh();
    const stores = await Promise.all(Array.from({ length: 6 }, () => open({ url })));
    expect(await server.sql(url, 'SELECT version FROM loket_office.schema')).toEqual([{ version: 3 }]);
    await stores[0]?.leases.renew('a');
    await stores[0]?.events.apply([batchOf('s', 'a', 1, 3)]);
    const again = await open({ url });
    expect(await keptOf(again, 's')).toEqual(['a1', 'a2', 'a3']);
  });

  const olderTables = {
    1: `DROP TABLE rating_day, reckoned, run, outage, queue_hour, daily;
        CREATE TABLE hour (site text, hour bigint, is_changed boolean); INSERT INTO hour VALUES ('s', 0, true)`,
    2: 'DROP TABLE rating_day',
  } as const;
  test.each([1, 2] as const)(
    'a store of version %i is taken over, and its events are reckoned',
    async (version) => {
      const url = await server.fresh();
      const store = await open({ url });
      await store.leases.renew('a');
      const events = eventsOf('a', 1, 3, { type: 'ticket/issued', data: { service: 'paspor' } });
      await store.events.apply([{ ...batchOf('s', 'a', 1, 3), events }]);
      await server.sql(
        url,
        `SET search_path = loket_office; ${olderTables[version]}; UPDATE schema SET version = ${version}`,
      );
      const again = await open({ url });
      await again.leases.renew('a');
      await reckonAll(again.reports);
      expect(await issuedIn(again, 's')).toBe(3);
      expect(await again.prune(0, Date.now() + 2 * 86_400_000)).toBeGreaterThan(0);
      expect(await keptOf(again, 's')).toEqual([]);
    },
  );

  test('a store of a newer version is refused and stays as it is', async () => {
    const url = await server.fresh();
    await open({ url });
    await server.sql(url, 'UPDATE loket_office.schema SET version = 99');
    await expect(open({ url })).rejects.toMatchObject({
      code: 'store.error',
      message: expect.stringContaining('schema 99'),
      hint: expect.stringContaining('newer'),
    });
    expect(await server.sql(url, 'SELECT version FROM loket_office.schema')).toEqual([{ version: 99 }]);
  });

  test('a server that goes away and comes back is found again; meanwhile each call is refused at once', async () => {
    const url = await server.fresh();
    const store = await open({ url });
    await store.leases.renew('a');
    await store.events.apply([batchOf('s', 'a', 1, 3)]);
    await server.stop();
    for (let turn = 0; turn < 20; turn++) {
      const before = performance.now();
      await expect(store.events.apply([batchOf('s', 'a', 4, 5)])).rejects.toMatchObject({
        code: 'store.away',
      });
      await expect(store.events.read('s')).rejects.toMatchObject({ code: 'store.away' });
      await expect(store.leases.renew('a')).rejects.toMatchObject({ code: 'store.away' });
      expect(performance.now() - before).toBeLessThan(1_000);
    }
    await expect(open({ url })).rejects.toMatchObject({ code: 'store.away' });
    await server.start();
    await until(() =>
      store.leases.renew('a').then(
        ({ shares }) => shares.size === 64,
        () => false,
      ),
    );
    await store.events.apply([batchOf('s', 'a', 4, 5)]);
    expect(await keptOf(store, 's')).toEqual(['a1', 'a2', 'a3', 'a4', 'a5']);
  });

  test('a server that does not come to an end is given up, and nothing is written', async () => {
    const url = await server.fresh();
    const store = await open({ url });
    await store.leases.renew('a');
    const other = await session(url);
    await other.query('BEGIN');
    await other.query('LOCK TABLE loket_office.cursor IN ACCESS EXCLUSIVE MODE');
    const before = performance.now();
    await expect(store.events.apply([batchOf('s', 'a', 1, 3)])).rejects.toMatchObject({ code: 'store.away' });
    expect(performance.now() - before).toBeLessThan(11_000);
    await other.query('COMMIT');
    expect(await keptOf(store, 's')).toEqual([]);
  });

  test('connections that the server ends are made anew, and the process lives on', async () => {
    const url = await server.fresh();
    const store = await open({ url });
    await store.leases.renew('a');
    await server.sql(
      url,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'loket office' AND datname = current_database()`,
    );
    await until(() =>
      store.leases.renew('a').then(
        () => true,
        () => false,
      ),
    );
    await store.events.apply([batchOf('s', 'a', 1, 3)]);
    expect(await keptOf(store, 's')).toEqual(['a1', 'a2', 'a3']);
  });

  test('a day that somebody reads is removed the next time, and nothing that is applied waits for the reader', async () => {
    const url = await server.fresh();
    const store = await open({ url });
    await store.leases.renew('a');
    await store.events.apply([batchOf('s', 'a', 1, 3)]);
    const reader = await session(url);
    await reader.query('BEGIN');
    await reader.query('SELECT count(*) FROM loket_office.event');
    const later = Date.now() + 5 * 86_400_000;
    const pruned = expect(store.prune(1, later)).rejects.toMatchObject({ code: 'store.away' });
    await pause(100);
    const before = performance.now();
    await store.events.apply([batchOf('s', 'a', 4, 5)]);
    expect(performance.now() - before).toBeLessThan(3_000);
    await pruned;
    await reader.query('COMMIT');
    expect(await store.prune(1, later)).toBe(2);
    expect(await keptOf(store, 's')).toEqual([]);
  });

  test('a new day begins while a backup runs', async () => {
    const url = await server.fresh();
    const store = await open({ url });
    await store.leases.renew('a');
    expect(await store.prune(1, Date.now() + 5 * 86_400_000)).toBe(2);
    const backup = await session(url);
    await backup.query('BEGIN');
    await backup.query('LOCK TABLE loket_office.event IN ACCESS SHARE MODE');
    await store.events.apply([batchOf('s', 'a', 1, 3)]);
    expect(await keptOf(store, 's')).toEqual(['a1', 'a2', 'a3']);
  });

  test('the password is asked for at each connection, and is in no error', async () => {
    const url = await server.fresh();
    const database = /@\/(\w+)/.exec(url)?.[1] ?? '';
    await server.sql(url, `CREATE ROLE kantor LOGIN PASSWORD 'rahasia-1'`);
    await server.sql(url, `GRANT CREATE ON DATABASE ${database} TO kantor`);
    const place = { url: `postgres://kantor@127.0.0.1:${server.port}/${database}` };
    const store = await open({ ...place, password: async () => 'rahasia-1' });
    expect(await store.history.knownSites()).toEqual([]);
    const refused = await open({ ...place, password: async () => 'rahasia-2' }).catch((thrown) => thrown);
    expect(refused).toMatchObject({ code: 'store.error', hint: expect.stringContaining('password') });
    expect(inspect(refused, { depth: 9, showHidden: true })).not.toContain('rahasia');
    const without = await open(place).catch((thrown) => thrown);
    expect(without.code).toMatch(/^store\./);
  });

  test.skipIf(!has('openssl'))('TLS holds the server to its certificate, and is not given up', async () => {
    const dir = temporaryFolder();
    const [key, certificate] = [join(dir, 'key.pem'), join(dir, 'cert.pem')];
    const of = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2', '-nodes'];
    const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', ...of];
    execFileSync('openssl', [...made, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
    const url = await server.fresh();
    const database = /@\/(\w+)/.exec(url)?.[1] ?? '';
    await server.sql(url, `CREATE ROLE aman LOGIN PASSWORD 'rahasia'`);
    await server.sql(url, `GRANT CREATE ON DATABASE ${database} TO aman`);
    const place = {
      url: `postgres://aman@127.0.0.1:${server.port}/${database}`,
      password: async () => 'rahasia',
    };
    const ca = readFileSync(certificate, 'utf8');
    await expect(open({ ...place, tls: { ca } })).rejects.toMatchObject({ code: 'store.error' });
    await server.withTls(readFileSync(key, 'utf8'), ca);
    await until(() =>
      open({ ...place, tls: { ca } }).then(
        () => true,
        () => false,
      ),
    );
    expect(await server.sql(url, 'SELECT bool_or(ssl) AS ssl FROM pg_stat_ssl')).toEqual([{ ssl: true }]);
    await expect(open({ ...place, tls: {} })).rejects.toMatchObject({ code: 'store.error' });
  });
});
