import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../firmware-host/database/database.ts';
import { createRuns, type Numbered } from './runs.ts';

/** The last event applied, for each site. */
export interface Cursors {
  /** The last event applied; undefined for a site never seen. */
  read(site: string): number | undefined;
  /** Whether another event was applied under this number: the site reuses its numbers. */
  isAnother(site: string, event: Numbered): boolean;
  /**
   * Applies consecutive events and moves the cursor to the last one. If `apply` writes through `database`, both happen
   * or neither. Earlier numbers move the cursor back.
   */
  apply(site: string, events: readonly Numbered[], apply: () => void): void;
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
  database.exec(
    'CREATE TABLE IF NOT EXISTS cursor (site TEXT PRIMARY KEY, sequence INTEGER NOT NULL) STRICT',
  );
  const runs = createRuns(database);
  const select = database.prepare<[string], { sequence: number }>(
    'SELECT sequence FROM cursor WHERE site = ?',
  );
  const upsert = database.prepare<[string, number]>(
    'INSERT INTO cursor VALUES (?, ?) ON CONFLICT (site) DO UPDATE SET sequence = excluded.sequence',
  );
  const apply = database.transaction((site: string, events: readonly Numbered[], work: () => void) => {
    work();
    const last = events.at(-1);
    if (last === undefined) return;
    runs.note(site, events);
    upsert.run(site, last.sequence);
  });
  return {
    database,
    read: (site) => select.get(site)?.sequence,
    isAnother: runs.isAnother,
    apply: (site, events, work) => void apply(site, events, work),
    close: () => void database.close(),
  };
}
