import type { Database } from '../firmware-host/database/database.ts';

/** An event of a site, as far as it is told from others: `boot` names the run of the site's process. */
export interface Numbered {
  readonly sequence: number;
  readonly boot: string;
}

/** What was applied of one run of a site's process: its events `first` to `last`, but for those that were lost. */
interface Run {
  readonly boot: string;
  readonly first: number;
  last: number;
}

/** Runs kept of a site. Numbers from before them are taken for repetitions. */
const runsMax = 1_000;

/**
 * Which run of a site's process the events applied were of. A site whose journal was replaced by an older copy goes on
 * from there, and gives numbers again that the copy does not know: this tells its new events from repetitions.
 */
export interface Runs {
  isAnother(site: string, event: Numbered): boolean;
  /** Events that follow each other are applied. Where they go back, what was noted from there on is forgotten. */
  note(site: string, events: readonly Numbered[]): void;
}

/** Keeps them in a table of `database`. */
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
