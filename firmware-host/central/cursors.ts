import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';

/** How far each site has been applied. */
export interface Cursors {
  /** The last event applied; undefined for a site never seen. */
  read(site: string): number | undefined;
  /** Applies events and moves the cursor, both or neither when `apply` writes through `database`. */
  apply(site: string, sequence: number, apply: () => void): void;
  /** For consumers that keep their own tables beside the cursor. */
  readonly database: Sqlite.Database;
  close(): void;
}

/** Opens `follow.db` in a folder, which is made if it is not there; `:memory:` keeps nothing. */
export function openCursors(dir: string): Cursors {
  if (dir !== ':memory:') mkdirSync(dir, { recursive: true });
  const database = new Sqlite(dir === ':memory:' ? dir : join(dir, 'follow.db'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec(
    'CREATE TABLE IF NOT EXISTS cursor (site TEXT PRIMARY KEY, sequence INTEGER NOT NULL) STRICT',
  );
  const select = database.prepare<[string], { sequence: number }>(
    'SELECT sequence FROM cursor WHERE site = ?',
  );
  const upsert = database.prepare<[string, number]>(
    'INSERT INTO cursor VALUES (?, ?) ON CONFLICT (site) DO UPDATE SET sequence = excluded.sequence',
  );
  const apply = database.transaction((site: string, sequence: number, work: () => void) => {
    work();
    upsert.run(site, sequence);
  });
  return {
    database,
    read: (site) => select.get(site)?.sequence,
    apply: (site, sequence, work) => void apply(site, sequence, work),
    close: () => void database.close(),
  };
}
