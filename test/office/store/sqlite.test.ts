import { existsSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../firmware-host/database/database.ts';
import { openOfficeFile } from '../../../office/store/sqlite/office-file.ts';
import { createOfficeTables } from '../../../office/store/sqlite/office-tables.ts';
import { openSqliteStore } from '../../../office/store/sqlite/open-sqlite-store.ts';
import { sqliteFault } from '../../../office/store/sqlite/sqlite-fault.ts';
import { until } from '../../real-clock.ts';
import { batchOf, eventsOf, issuedIn, keptOf, reckonAll, temporaryFolder } from './stores.ts';

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

const issued = {
  ...batchOf('s', 'a', 1, 3),
  events: eventsOf('a', 1, 3, { type: 'ticket/issued', data: { service: 'paspor' } }),
};

describe('the store in SQLite', () => {
  test('is nobody else’s to read, while it runs and after', async () => {
    const dir = join(temporaryFolder(), 'data');
    const store = await openSqliteStore(dir);
    await store.events.apply([batchOf('s', 'a', 1, 3)]);
    const files = readdirSync(dir).sort();
    expect(files).toEqual(['office.db', 'office.db-shm', 'office.db-wal', 'office.lock']);
    expect(files.map((file) => modeOf(join(dir, file)))).toEqual(files.map(() => '600'));
    expect(modeOf(dir)).toBe('700');
    await store.close();
    expect(modeOf(join(dir, 'office.db'))).toBe('600');
    expect(existsSync(join(dir, 'office.db-wal'))).toBe(false);
    await store.close();
  });

  test('waits for the disk at each commit', () => {
    const { database, close } = openOfficeFile(temporaryFolder());
    expect([database.pragma('journal_mode'), database.pragma('synchronous')]).toEqual(['wal', 2]);
    close();
  });

  test('is of one process at a time, and can be read meanwhile, as by a backup', async () => {
    const dir = temporaryFolder();
    const store = await openSqliteStore(dir);
    onTestFinished(() => store.close());
    await store.events.apply([batchOf('s', 'a', 1, 3)]);
    await expect(openSqliteStore(dir)).rejects.toMatchObject({
      code: 'store.error',
      message: expect.stringContaining('in use'),
      hint: expect.stringContaining('PostgreSQL'),
    });
    const copy = join(temporaryFolder(), 'copy.db');
    const reader = openDatabase(join(dir, 'office.db'), { readonly: true });
    reader.exec(`VACUUM INTO '${copy}'`);
    reader.close();
    await store.events.apply([batchOf('s', 'a', 4, 5)]);
    const kept = openDatabase(copy, { readonly: true });
    expect(kept.prepare<[], { count: number }>('SELECT count(*) AS count FROM event').get()).toEqual({
      count: 3,
    });
    kept.close();
  });

  test('of a newer version is refused and stays as it is', async () => {
    const dir = temporaryFolder();
    await (await openSqliteStore(dir)).close();
    const database = openDatabase(join(dir, 'office.db'));
    database.pragma('user_version = 99');
    database.close();
    await expect(openSqliteStore(dir)).rejects.toMatchObject({
      code: 'store.error',
      message: expect.stringContaining('schema 99'),
      hint: expect.stringContaining('newer'),
    });
  });

  test.each([1, 2])(
    'of version %i is taken over with its events, and these are reckoned',
    async (version) => {
      const dir = temporaryFolder();
      const store = await openSqliteStore(dir);
      await store.events.apply([issued]);
      await store.close();
      const database = openDatabase(join(dir, 'office.db'));
      database.exec('DROP TABLE rating_day');
      if (version === 1) {
        for (const table of ['reckoned', 'run', 'outage', 'queue_hour', 'daily'])
          database.exec(`DROP TABLE ${table}`);
        database.exec('CREATE TABLE hour (site TEXT, hour INTEGER, is_changed INTEGER)');
        database.exec("INSERT INTO hour VALUES ('s', 0, 1)");
      }
      database.pragma(`user_version = ${version}`);
      database.close();
      const again = await openSqliteStore(dir);
      onTestFinished(() => again.close());
      await reckonAll(again.reports);
      expect(await issuedIn(again, 's')).toBe(3);
      expect(await again.prune(0, Date.now() + 2 * 86_400_000)).toBe(1);
      expect(await keptOf(again, 's')).toEqual([]);
    },
  );

  test('is not put into the database of something else, nor behind a link', async () => {
    const other = temporaryFolder();
    const database = openDatabase(join(other, 'office.db'));
    database.exec('CREATE TABLE x (y)');
    database.pragma('user_version = 1');
    database.close();
    await expect(openSqliteStore(other)).rejects.toMatchObject({ code: 'store.error' });
    const linked = temporaryFolder();
    symlinkSync(join(other, 'office.db'), join(linked, 'office.db'));
    await expect(openSqliteStore(linked)).rejects.toMatchObject({ code: 'store.error' });
  });

  test('says when the disk is full, writes nothing of the batch, and goes on when there is room', async () => {
    const dir = temporaryFolder();
    const file = openOfficeFile(dir);
    const tables = createOfficeTables(file);
    const batches = ['s', 't'].map((site) => batchOf(site, 'a', 1, 5_000));
    file.database.pragma(`max_page_count = ${Number(file.database.pragma('page_count')) + 20}`);
    const apply = () => tables.apply(JSON.stringify(batches));
    expect(() => {
      try {
        apply();
      } catch (thrown) {
        throw sqliteFault(thrown);
      }
    }).toThrow(expect.objectContaining({ code: 'store.full' }));
    expect(tables.read('s')).toBeUndefined();
    file.database.pragma('max_page_count = 1000000');
    apply();
    tables.close();
    const store = await openSqliteStore(dir);
    onTestFinished(() => store.close());
    expect(await keptOf(store, 't')).toHaveLength(5_000);
  });

  test('says that its file was taken away, and goes on in a new one', async () => {
    const dir = temporaryFolder();
    const store = await openSqliteStore(dir);
    onTestFinished(() => store.close());
    await store.events.apply([batchOf('s', 'a', 1, 3)]);
    rmSync(dir, { recursive: true });
    await expect(store.events.apply([batchOf('s', 'a', 4, 5)])).rejects.toMatchObject({
      code: 'store.error',
      message: expect.stringContaining('removed'),
    });
    await until(() =>
      store.events.apply([batchOf('s', 'a', 4, 5)]).then(
        () => true,
        () => false,
      ),
    );
    expect(existsSync(join(dir, 'office.db'))).toBe(true);
    expect(await keptOf(store, 's')).toHaveLength(2);
  });

  test('does not hold up the main thread while it works', async () => {
    const store = await openSqliteStore(temporaryFolder());
    onTestFinished(() => store.close());
    let turns = 0;
    let isDone = false;
    const batches = Array.from({ length: 12 }, (_, index) => batchOf(`s-${index}`, 'a', 1, 2_000));
    const applied = store.events.apply(batches).then(() => {
      isDone = true;
    });
    while (!isDone) {
      await new Promise((resolve) => setImmediate(resolve));
      turns++;
    }
    await applied;
    expect(turns).toBeGreaterThan(50);
  });
});
