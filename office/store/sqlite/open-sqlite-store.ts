import { Fault } from '../../../devices/fault.ts';
import { startDatabaseThread } from '../../../firmware-host/database/database-thread.ts';
import { ratingDayOf, recordsOf } from '../report-rows.ts';
import type { ReportStore } from '../report-store.ts';
import { dayMs } from '../storable.ts';
import { type OfficeStore, sharesOfSites } from '../store-port.ts';
import { type StoreThread, startLastingThread } from './lasting-thread.ts';
import type { OfficeTables, TablesAnswers, TablesRequest } from './office-tables.ts';

/**
 * Node 20 runs no TypeScript in a worker: when run from source, as in the tests, the built worker is used, which
 * test/build-first.ts brings up to date before each run.
 */
const workerFile = import.meta.url.endsWith('.ts')
  ? new URL('../../../dist/office/store/sqlite/store-worker.js', import.meta.url)
  : new URL('./store-worker.js', import.meta.url);

/** A batch of events and what is made of it; less of it makes V8 tidy up in the middle of each. */
const youngMaxMb = 32;

/**
 * Opens the store of the office in a data folder, in a thread of its own. Rejects with `store.error` or `.full`. After
 * the disk has failed, or the file was taken away, it is opened anew.
 */
export async function openSqliteStore(dir: string): Promise<OfficeStore> {
  const start = (): Promise<StoreThread> =>
    startDatabaseThread({
      ...{ file: workerFile, data: { dir }, name: 'office store', youngMaxMb },
      died: (cause) => new Fault('store.away', 'the thread of the store has ended', { cause }),
    });
  return createSqliteStore(await startLastingThread(start));
}

/** The store on a thread that is there: it turns calls into requests, and ends with it. */
export function createSqliteStore(thread: StoreThread): OfficeStore {
  const call = caller(thread);
  const [apply, write] = [call('apply'), call('write')];
  const all = new Set(Array.from({ length: sharesOfSites }, (_, share) => share));
  let closing: Promise<void> | undefined;
  return {
    events: { read: call('read'), apply: (batches) => apply(JSON.stringify(batches)) },
    reports: createReports(call),
    history: {
      write: (judged, now) => write(JSON.stringify(judged), now),
      ...{ alive: call('alive'), rewind: call('rewind'), resume: call('resume') },
      ...{ knownSites: call('knownSites'), saveSites: call('saveSites'), forgetSite: call('forgetSite') },
      ...{ spans: call('spans'), openIncidents: call('openIncidents'), incidents: call('incidents') },
      ...{ note: call('note'), windows: call('windows') },
      ...{ saveWindow: call('saveWindow'), endWindow: call('endWindow') },
    },
    leases: {
      renew: async () => ({ shares: all, writesHistory: true }),
      release: async () => undefined,
    },
    async prune(keepDays, now) {
      const step = call('prune');
      const beforeDay = Math.floor(now / dayMs) - keepDays;
      for (let removed = 0; ; ) {
        const { days, isDone } = await step(beforeDay);
        removed += days;
        if (isDone) return removed;
      }
    },
    close() {
      closing ??= Promise.race([thread.ended, call('close')()]).then(() => thread.ended);
      return closing;
    },
  };
}

type Call = <Op extends keyof OfficeTables>(
  op: Op,
) => (...args: Parameters<OfficeTables[Op]>) => Promise<TablesAnswers[Op]>;

const caller =
  (thread: StoreThread): Call =>
  (op) =>
  (...args) =>
    thread.ask({ op, args } as Extract<TablesRequest, { readonly op: typeof op }>);

function createReports(call: Call): ReportStore {
  const [eventsAfter, records, ratings] = [call('eventsAfter'), call('recordsOf'), call('ratings')];
  const [save, prune] = [call('saveReckoned'), call('pruneReckoned')];
  return {
    behind: call('behind'),
    eventsAfter: async (site, sequence, most) => JSON.parse(await eventsAfter(site, sequence, most)),
    save: (steps) => save(JSON.stringify(steps)),
    saveDaily: call('saveDaily'),
    ratings: async (...of) => (await ratings(...of)).map(ratingDayOf),
    of: async (site, from, to, what) => recordsOf(JSON.parse(await records(site, from, to, what)), to, what),
    async pruneReckoned(before) {
      const beforeDay = Math.floor(before / dayMs);
      for (let removed = 0; ; ) {
        const rows = await prune(beforeDay);
        if (rows === 0) return removed;
        removed += rows;
      }
    },
  };
}
