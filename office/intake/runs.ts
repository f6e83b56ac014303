import type { Database } from '../../firmware-host/database/database.ts';

/** What identifies an event of a site: its number, and the run (`boot`) of the site's process. */
export interface Numbered {
  readonly sequence: number;
  readonly boot: string;
}

/** The events applied from one run of a site's process: `first` to `last`, except lost ones. */
interface Run {
  readonly boot: string;
  readonly first: number;
  last: number;
}

/** Runs kept for each site. Numbers from older runs count as repetitions. */
const runsMax = 1_000;

/**
 * Knows from which run of a site's process each applied event came. A site whose journal was replaced by an older copy
 * continues from that copy and reuses later numbers: the run tells its new events from repetitions.
 */
export interface Runs {
  isAnother(site: string, event: Numbered): boolean;
  /** Notes consecutive events as applied. If they go back, earlier notes from that number on are dropped. */
  note(site: string, events: readonly Numbered[]): void;
}

/** Keeps the runs in a table of `database`. */
export function createRuns(database: Database): Runs {
  database.exec(`
    CREATE TABLE IF NOT EXISTS run (
      site TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, boot TEXT NOT NULL,
      PRIMARY KEY (site, first)
    ) STRICT, WITHOUT ROWID`);
  const at = database.prepare<[string, number], Run>(
    'SELECT boot, first, last FROM run WHERE site = ? AND first <= ? ORDER BY first DESC LIMIT 1',
  );
  const put = database.prepare<[string, number, number, string]>(
    'INSERT INTO run VALUES (?, ?, ?, ?) ON CONFLICT (site, first) DO UPDATE SET last = excluded.last',
  );
  const forgetFrom = database.prepare<[string, number]>('DELETE FROM run WHERE site = ? AND first >= ?');
  const forgetOld = database.prepare<[string, string, number]>(`
    DELETE FROM run WHERE site = ? AND first <=
      (SELECT first FROM run WHERE site = ? ORDER BY first DESC LIMIT 1 OFFSET ?)`);

  const save = (site: string, { first, last, boot }: Run) => void put.run(site, first, last, boot);

  function note(site: string, events: readonly Numbered[]): void {
    let run = at.get(site, Number.MAX_SAFE_INTEGER);
    for (const { sequence, boot } of events) {
      if (run !== undefined && sequence <= run.last) {
        save(site, run);
        forgetFrom.run(site, sequence);
        run = at.get(site, sequence);
        if (run !== undefined) run.last = Math.min(run.last, sequence - 1);
      }
      if (run?.boot === boot) run.last = sequence;
      else {
        if (run !== undefined) save(site, run);
        run = { boot, first: sequence, last: sequence };
      }
    }
    if (run !== undefined) save(site, run);
    forgetOld.run(site, site, runsMax);
  }

  return {
    note,
    isAnother(site, { sequence, boot }) {
      const run = at.get(site, sequence);
      return run !== undefined && sequence <= run.last && run.boot !== boot;
    },
  };
}
