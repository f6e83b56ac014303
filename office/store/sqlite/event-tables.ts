import type { Database } from '../../../firmware-host/database/database.ts';
import { type ApplyPlan, type EventRow, eventOf, hourOf, planApply } from '../plan-apply.ts';
import { wholeMs } from '../storable.ts';
import type { Applied, KeptEvent, SiteBatch } from '../store-port.ts';

/** A page of events: those of `site` after a number, in a span of the site's clock. */
export interface EventPage {
  readonly site: string;
  readonly from: number;
  readonly to: number;
  readonly types: readonly string[] | undefined;
  readonly after: number;
  readonly most: number;
}

/** Events in SQLite. Every call blocks on the disk. */
export interface EventTables {
  read(site: string): Applied | undefined;
  /** `batches` as JSON: a string goes to another thread much faster than objects do. */
  apply(batches: string): void;
  page(asked: EventPage): readonly KeptEvent[];
  takeChangedHours(most: number): readonly { readonly site: string; readonly hour: number }[];
}

/** The day of this machine's clock, in days since 1970. */
const today = `unixepoch('now') / 86400`;

export function createEventTables(database: Database): EventTables {
  const cursor = database.prepare<[string], { sequence: number; runs: string }>(
    'SELECT sequence, runs FROM cursor WHERE site = ?',
  );
  const bounds = database.prepare<[string, number, number], { first: number | null; last: number | null }>(
    'SELECT min(first) AS first, max(last) AS last FROM hour WHERE site = ? AND hour >= ? AND hour < ?',
  );
  const page = database.prepare<
    [string, number, number, number, number, string | null, string | null, number],
    Omit<EventRow, 'site'>
  >(`
    SELECT sequence, boot, type, time, subject, data FROM event
    WHERE site = ? AND sequence > ? AND sequence <= ? AND time >= ? AND time < ?
      AND (? IS NULL OR type IN (SELECT value FROM json_each(?)))
    ORDER BY sequence LIMIT ?`);
  const changed = database.prepare<[number], { site: string; hour: number }>(
    'SELECT site, hour FROM hour WHERE is_changed = 1 ORDER BY hour, site LIMIT ?',
  );
  const clean = database.prepare<[string, number]>(
    'UPDATE hour SET is_changed = 0 WHERE site = ? AND hour = ?',
  );

  const write = writerOf(database);
  const apply = database.transaction((batches: readonly SiteBatch[]) => {
    write(planApply(batches, (site) => cursor.get(site)?.sequence));
  });
  const takeChangedHours = database.transaction((most: number) => {
    const hours = changed.all(most);
    for (const { site, hour } of hours) clean.run(site, hour);
    return hours;
  });

  return {
    read(site) {
      const row = cursor.get(site);
      return row && { sequence: row.sequence, runs: JSON.parse(row.runs) };
    },
    apply: (batches) => apply.immediate(JSON.parse(batches)),
    page({ site, from, to, types, after, most }) {
      const { first, last } = bounds.get(site, hourOf(wholeMs(from)), wholeMs(to)) ?? {};
      if (first == null || last == null) return [];
      const wanted = types === undefined ? null : JSON.stringify(types);
      return page.all(site, Math.max(after, first - 1), last, from, to, wanted, wanted, most).map(eventOf);
    },
    takeChangedHours: (most) => takeChangedHours.immediate(most),
  };
}

function writerOf(database: Database): (plan: ApplyPlan) => void {
  const removeFrom = database.prepare<[string, number]>('DELETE FROM event WHERE site = ? AND sequence >= ?');
  const forgetFrom = database.prepare<[string, number]>('DELETE FROM received WHERE site = ? AND first >= ?');
  const endAt = database.prepare<[number, string, number]>(
    'UPDATE received SET last = ? - 1 WHERE site = ? AND last >= ?',
  );
  const changeFrom = database.prepare<[string, number]>(
    'UPDATE hour SET is_changed = 1 WHERE site = ? AND last >= ?',
  );
  const event = database.prepare<[string, number, string, string, number, string | null, string]>(
    'INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const hour = database.prepare<[string, number, number, number]>(`
    INSERT INTO hour VALUES (?, ?, ?, ?, ${today}, 1) ON CONFLICT (site, hour) DO UPDATE SET
      first = min(first, excluded.first), last = max(last, excluded.last), day = excluded.day, is_changed = 1`);
  const received = database.prepare<[string, number, number]>(`
    INSERT INTO received VALUES (${today}, ?, ?, ?) ON CONFLICT (day, site) DO UPDATE SET
      first = min(first, excluded.first), last = max(last, excluded.last)`);
  const cursor = database.prepare<[string, number, string]>(`
    INSERT INTO cursor VALUES (?, ?, ?)
      ON CONFLICT (site) DO UPDATE SET sequence = excluded.sequence, runs = excluded.runs`);
  return ({ removals, events, hours, cursors }) => {
    for (const { site, from } of removals) {
      removeFrom.run(site, from);
      forgetFrom.run(site, from);
      endAt.run(from, site, from);
      changeFrom.run(site, from);
    }
    for (const { site, sequence, boot, type, time, subject, data } of events)
      event.run(site, sequence, boot, type, time, subject, data);
    for (const one of hours) {
      hour.run(one.site, one.hour, one.first, one.last);
      received.run(one.site, one.first, one.last);
    }
    for (const { site, sequence, runs } of cursors) cursor.run(site, sequence, runs);
  };
}
