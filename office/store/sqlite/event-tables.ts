import type { Database } from '../../../firmware-host/database/database.ts';
import { type ApplyPlan, type CursorRow, planApply } from '../plan-apply.ts';
import type { Applied, SiteBatch } from '../store-port.ts';

/** Events in SQLite. Every call blocks on the disk. */
export interface EventTables {
  read(site: string): Applied | undefined;
  /** `batches` as JSON: a string goes to another thread much faster than objects do. */
  apply(batches: string): void;
}

/** The day of this machine's clock, in days since 1970. */
export const today = `unixepoch('now') / 86400`;

export function createEventTables(database: Database): EventTables {
  const cursor = database.prepare<[string], CursorRow>('SELECT sequence, runs FROM cursor WHERE site = ?');
  const write = writerOf(database);
  const apply = database.transaction((batches: readonly SiteBatch[]) => {
    write(planApply(batches, (site) => cursor.get(site)));
  });

  return {
    read(site) {
      const row = cursor.get(site);
      return row && { sequence: row.sequence, runs: JSON.parse(row.runs) };
    },
    apply: (batches) => apply.immediate(JSON.parse(batches)),
  };
}

function writerOf(database: Database): (plan: ApplyPlan) => void {
  const removeFrom = database.prepare<[string, number]>('DELETE FROM event WHERE site = ? AND sequence >= ?');
  const forgetFrom = database.prepare<[string, number]>('DELETE FROM received WHERE site = ? AND first >= ?');
  const endAt = database.prepare<[number, string, number]>(
    'UPDATE received SET last = ? - 1 WHERE site = ? AND last >= ?',
  );
  const reckonAgain = database.prepare<[string, number]>(`
    INSERT INTO reckoned VALUES (?, 0, 1, 0, NULL)
      ON CONFLICT (site) DO UPDATE SET sequence = min(sequence, ? - 1), backs = backs + 1`);
  const event = database.prepare<[string, number, string, string, number, string | null, string]>(
    'INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const received = database.prepare<[string, number, number]>(`
    INSERT INTO received VALUES (${today}, ?, ?, ?) ON CONFLICT (day, site) DO UPDATE SET
      first = min(first, excluded.first), last = max(last, excluded.last)`);
  const cursor = database.prepare<[string, number, string]>(`
    INSERT INTO cursor VALUES (?, ?, ?)
      ON CONFLICT (site) DO UPDATE SET sequence = excluded.sequence, runs = excluded.runs`);
  return ({ removals, events, received: numbers, cursors }) => {
    for (const { site, from } of removals) {
      removeFrom.run(site, from);
      forgetFrom.run(site, from);
      endAt.run(from, site, from);
      reckonAgain.run(site, from);
    }
    for (const { site, sequence, boot, type, time, subject, data } of events)
      event.run(site, sequence, boot, type, time, subject, data);
    for (const { site, first, last } of numbers) received.run(site, first, last);
    for (const { site, sequence, runs } of cursors) cursor.run(site, sequence, runs);
  };
}
