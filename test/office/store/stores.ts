import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { catchUp } from '../../../office/judge/reckoning.ts';
import { openPostgresStore } from '../../../office/store/postgres/open-postgres-store.ts';
import { createSqliteStore, openSqliteStore } from '../../../office/store/sqlite/open-sqlite-store.ts';
import type { Applied, KeptEvent, OfficeStore, SiteBatch } from '../../../office/store/store-port.ts';
import { realClock } from '../../real-clock.ts';
import { startInProcess } from './in-process-thread.ts';
import { hasPostgres, type PostgresServer, startPostgres } from './postgres-server.ts';

export interface StoreKit {
  readonly name: 'SQLite' | 'PostgreSQL';
  /** A new, empty store. Its worker holds everything. */
  open(): Promise<OfficeStore>;
  /** Closes the store that was opened last and opens it again, as after a restart of the office. */
  again(): Promise<OfficeStore>;
  /** What another process needs to open the store that was opened last. */
  place(): string;
}

/** Runs the same tests on both stores; those on PostgreSQL are skipped where it is not installed. */
export function onBothStores(suite: (kit: StoreKit) => void): void {
  describe('SQLite', () => suite(kitOf('SQLite', sqlitePlace, openInFolder)));
  describe.skipIf(!hasPostgres)('PostgreSQL', () => {
    let server: PostgresServer;
    beforeAll(async () => {
      server = await startPostgres();
    });
    afterAll(() => server?.end());
    suite(kitOf('PostgreSQL', () => server.fresh(), openAsWorker));
  });
}

/** A folder that is removed when the test file has ended. */
export function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'loket-store-'));
  folders.push(dir);
  return dir;
}

const folders: string[] = [];
afterAll(() => {
  for (const dir of folders) rmSync(dir, { recursive: true, force: true });
});

const sqlitePlace = async (): Promise<string> => temporaryFolder();

/** A copy of the sources with a planted defect is not built, and a thread runs what is built. */
async function openInFolder(dir: string): Promise<OfficeStore> {
  return existsSync('dist') ? openSqliteStore(dir) : createSqliteStore(startInProcess(dir));
}

async function openAsWorker(url: string): Promise<OfficeStore> {
  const store = await openPostgresStore({ url }, realClock);
  await store.leases.renew('worker-1');
  return store;
}

function kitOf(
  name: StoreKit['name'],
  newPlace: () => Promise<string>,
  openAt: (place: string) => Promise<OfficeStore>,
): StoreKit {
  let place = '';
  let store: OfficeStore | undefined;
  afterEach(() => store?.close());
  return {
    name,
    place: () => place,
    async open() {
      await store?.close();
      place = await newPlace();
      store = await openAt(place);
      return store;
    },
    async again() {
      await store?.close();
      store = await openAt(place);
      return store;
    },
  };
}

export const hourMs = 3_600_000;
export const noon = Date.UTC(2026, 8, 20, 12);

/** Events `from` to `to` of one run, one each second. */
export function eventsOf(boot: string, from: number, to: number, more: Partial<KeptEvent> = {}): KeptEvent[] {
  const count = Math.max(0, to - from + 1);
  return Array.from({ length: count }, (_, index) => {
    const sequence = from + index;
    const data = { ticket: `A-${sequence}`, counter: 'loket-1' };
    return {
      sequence,
      boot,
      type: 'ticket/called',
      time: noon + sequence * 1_000,
      subject: 'loket-1',
      data,
      ...more,
    };
  });
}

export function appliedTo(boot: string, sequence: number): Applied {
  return { sequence, runs: [{ boot, first: 1, last: sequence }] };
}

export function batchOf(site: string, boot: string, from: number, to: number): SiteBatch {
  return { site, events: eventsOf(boot, from, to), applied: appliedTo(boot, to), backTo: undefined };
}

/** All events that are kept of a site. */
export async function eventsIn(
  { reports }: Pick<OfficeStore, 'reports'>,
  site: string,
): Promise<KeptEvent[]> {
  const found: KeptEvent[] = [];
  for (;;) {
    const page = await reports.eventsAfter(site, found.at(-1)?.sequence ?? -1, 1_000);
    found.push(...page);
    if (page.length < 1_000) return found;
  }
}

/** How many tickets of a site were issued, as far as that is reckoned. */
export async function issuedIn({ reports }: Pick<OfficeStore, 'reports'>, site: string): Promise<number> {
  const { queues } = await reports.of(site, -8.64e15, 8.64e15);
  return queues.reduce((sum, hour) => sum + hour.issued, 0);
}

/** Reckons all that is behind; rejects where something cannot be reckoned. */
export const reckonAll = (reports: OfficeStore['reports']): Promise<void> =>
  catchUp(
    reports,
    () => true,
    (thrown) => {
      throw thrown;
    },
  );

/** All events of a site as `boot` and number. */
export async function keptOf(store: OfficeStore, site: string): Promise<string[]> {
  return (await eventsIn(store, site)).map(({ boot, sequence }) => `${boot}${sequence}`);
}
