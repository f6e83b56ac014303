import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../firmware-host/database/database.ts';
import type { Applied, AppliedRun } from '../store/store-port.ts';
import type { SiteEvent } from './event.ts';
import type { ReadyBatch } from './followed-site.ts';

/** The last event applied, for each site, and from which runs the events came. */
export interface Cursors {
  /** How far the events of a site were applied; undefined for a site never seen. */
  read(site: string): Promise<Applied | undefined>;
  /**
   * Applies the events of each site and moves its cursor to the last one, in one transaction for all sites. If `work`
   * writes through `database`, all happens or nothing. Earlier numbers move the cursor back.
   */
  apply(batches: readonly ReadyBatch[], work: (events: readonly SiteEvent[]) => void): Promise<void>;
  /** For consumers that keep their own tables beside the cursor. */
  readonly database: Database;
  close(): void;
}

/** Opens `follow.db` in a folder, which is created if needed; `:memory:` keeps nothing. */
export function openCursors(dir: string): Cursors {
  if (dir !== ':memory:') mkdirSync(dir, { recursive: true });
  const database = openDatabase(dir === ':memory:' ? dir : join(dir, 'follow.db'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec(`
    CREATE TABLE IF NOT EXISTS cursor (site TEXT PRIMARY KEY, sequence INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS run (
      site TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, boot TEXT NOT NULL,
      PRIMARY KEY (site, first)
    ) STRICT, WITHOUT ROWID`);
  const select = database.prepare<[string], { sequence: number }>(
    'SELECT sequence FROM cursor WHERE site = ?',
  );
  const selectRuns = database.prepare<[string], AppliedRun>(
    'SELECT boot, first, last FROM run WHERE site = ? ORDER BY first',
  );
  const save = saveBatch(database);
  const apply = database.transaction(
    (batches: readonly ReadyBatch[], work: (events: readonly SiteEvent[]) => void) => {
      for (const batch of batches) {
        work(batch.events);
        save(batch);
      }
    },
  );
  return {
    database,
    async read(site) {
      const found = select.get(site);
      return found && { ...found, runs: selectRuns.all(site) };
    },
    apply: async (batches, work) => apply(batches, work),
    close: () => void database.close(),
  };
}

/** Writes the cursor of a site, and those of its runs that a batch has changed. */
function saveBatch(database: Database): (batch: ReadyBatch) => void {
  const cursor = database.prepare<[string, number]>(
    'INSERT INTO cursor VALUES (?, ?) ON CONFLICT (site) DO UPDATE SET sequence = excluded.sequence',
  );
  const put = database.prepare<[string, number, number, string]>(
    'INSERT INTO run VALUES (?, ?, ?, ?) ON CONFLICT (site, first) DO UPDATE SET last = excluded.last',
  );
  const shorten = database.prepare<[number, string, number]>(
    'UPDATE run SET last = ? WHERE site = ? AND last >= ?',
  );
  const forgetFrom = database.prepare<[string, number]>('DELETE FROM run WHERE site = ? AND first >= ?');
  const forgetBefore = database.prepare<[string, number]>('DELETE FROM run WHERE site = ? AND first < ?');

  return ({ site, events, applied: { sequence, runs }, backTo }) => {
    if (backTo !== undefined) {
      forgetFrom.run(site, backTo);
      shorten.run(backTo - 1, site, backTo);
    }
    const from = events[0]?.sequence ?? sequence;
    for (let at = runs.length - 1; at >= 0; at--) {
      const run = runs[at];
      if (run === undefined || run.last < from) break;
      put.run(site, run.first, run.last, run.boot);
    }
    forgetBefore.run(site, runs[0]?.first ?? 0);
    cursor.run(site, sequence);
  };
}
