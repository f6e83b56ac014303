import type { Database } from '../../database/database.ts';

/** How much of the past is kept. Today's records always stay. */
export interface Keep {
  /** Business days before today. */
  readonly days: number;
  /** The most bytes of the database; the oldest days are removed first. */
  readonly bytes: number;
  /** This record and all later ones are still needed, for example by the uplink. */
  readonly from: number;
}

/** Records removed in one transaction; few, so that commits do not wait long behind it. */
const STEP = 500;
const DAY_MS = 86_400_000;

/** The first record to keep, at most `STEP` after the oldest; undefined when there is nothing to remove. */
export function nextCut(database: Database, keep: Keep): number | undefined {
  const one = <T>(sql: string, ...values: (string | number)[]): T | undefined =>
    database.prepare<(string | number)[], T>(sql).get(...values);

  const today = one<{ sequence: number; date: string }>('SELECT * FROM day ORDER BY sequence DESC LIMIT 1');
  const oldest = one<{ sequence: number }>('SELECT sequence FROM record ORDER BY sequence LIMIT 1');
  if (today === undefined || oldest === undefined) return undefined;

  const firstDate = dateBefore(today.date, keep.days);
  const young = one<{ sequence: number }>(
    'SELECT min(sequence) AS sequence FROM day WHERE date >= ?',
    firstDate,
  );
  const second = one<{ sequence: number | null }>(
    'SELECT min(sequence) AS sequence FROM day WHERE sequence > ?',
    oldest.sequence,
  );
  const byAge = young?.sequence ?? today.sequence;
  const bySize = usedBytes(database) > keep.bytes ? (second?.sequence ?? today.sequence) : 0;
  const cut = Math.min(Math.max(byAge, bySize), today.sequence, keep.from, oldest.sequence + STEP);
  return cut > oldest.sequence ? cut : undefined;
}

/**
 * Removes all records before `cut` in one transaction, and stores the point before it. Returns how many were removed.
 */
export function removeBefore(database: Database, cut: number): number {
  return database.transaction(() => {
    database
      .prepare('UPDATE base SET (sequence, sum) = (SELECT sequence, sum FROM record WHERE sequence = ?)')
      .run(cut - 1);
    return database.prepare('DELETE FROM record WHERE sequence < ?').run(cut).changes;
  })();
}

function usedBytes(database: Database): number {
  const figure = (name: string): number => Number(database.pragma(name));
  return (figure('page_count') - figure('freelist_count')) * figure('page_size');
}

/** Business days are journalled decisions, so age is counted from today's and not from the clock. */
function dateBefore(date: string, days: number): string {
  return new Date(Date.parse(date) - days * DAY_MS).toISOString().slice(0, 10);
}
