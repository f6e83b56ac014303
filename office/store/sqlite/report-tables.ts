import type { Database } from '../../../firmware-host/database/database.ts';
import type { EventRow } from '../plan-apply.ts';
import {
  addedRow,
  behindOf,
  type DailyRow,
  datesIn,
  goesOnFrom,
  isWanted,
  type KeptRecords,
  longBacklog,
  type OutageRow,
  outageRows,
  type QueueHourRow,
  queueColumns,
  type RatingDayRow,
  type ReckonedRow,
  type RunRow,
  ratingCounts,
  ratingKey,
  ratingRows,
  reckonedRow,
  runRows,
} from '../report-rows.ts';
import type { DailyFigure, ReckonedStep, SiteBehind, SiteRecords } from '../report-store.ts';
import { storable, wholeMs } from '../storable.ts';
import { today } from './event-tables.ts';

/** What reports are made of, in SQLite. Every call blocks on the disk. */
export interface ReportTables {
  behind(most: number): readonly SiteBehind[];
  /** Events as JSON: a string goes to another thread much faster than objects do. */
  eventsAfter(site: string, sequence: number, most: number): string;
  /** `steps` as JSON. */
  saveReckoned(steps: string): void;
  saveDaily(figures: readonly (DailyFigure & { readonly site: string })[]): void;
  /** `KeptRecords` as JSON. */
  recordsOf(site: string, from: number, to: number, what?: readonly (keyof SiteRecords)[]): string;
  ratings(site: string, first: string, last: string): readonly RatingDayRow[];
}

export function createReportTables(database: Database): ReportTables {
  const behind = database.prepare<[number, number], ReckonedRow & { applied: number }>(`
    SELECT site, cursor.sequence AS applied, coalesce(reckoned.sequence, 0) AS sequence,
      coalesce(backs, 0) AS backs, state
    FROM cursor LEFT JOIN reckoned USING (site) WHERE cursor.sequence > coalesce(reckoned.sequence, 0)
    ORDER BY cursor.sequence - coalesce(reckoned.sequence, 0) < ?, coalesce(at, 0), site LIMIT ?`);
  const events = database.prepare<[string, number, number], Omit<EventRow, 'site'>>(`
    SELECT sequence, boot, type, time, subject, data FROM event
    WHERE site = ? AND sequence > ? ORDER BY sequence LIMIT ?`);
  const daily = database.prepare<[string, string, string, string, number]>(`
    INSERT INTO daily VALUES (?, ?, ?, ?, ?, ${today})
      ON CONFLICT (site, date, what, subject) DO UPDATE SET value = excluded.value, day = excluded.day`);
  const ratings = database.prepare<[string, string, string], RatingDayRow>(`
    SELECT ${[...ratingKey, ...ratingCounts].join()} FROM rating_day
    WHERE site = ? AND date BETWEEN ? AND ? ORDER BY date, service, element`);
  const save = saverOf(database);
  const saveAll = database.transaction((steps: readonly ReckonedStep[]) => {
    for (const step of steps) save(step);
  });
  const saveDaily = database.transaction((figures: readonly (DailyFigure & { readonly site: string })[]) => {
    for (const { site, date, what, of, value } of figures)
      daily.run(storable(site), storable(date), what, storable(of), value);
  });
  return {
    behind: (most) => behind.all(longBacklog, most).map(behindOf),
    eventsAfter: (site, sequence, most) => `[${events.all(site, sequence, most).map(asJson).join()}]`,
    saveReckoned: (steps) => saveAll.immediate(JSON.parse(steps)),
    saveDaily: (figures) => saveDaily.immediate(figures),
    recordsOf: readerOf(database),
    ratings: (site, first, last) => ratings.all(site, first, last),
  };
}

/** `data` is JSON already. */
function asJson({ data, subject, ...event }: Omit<EventRow, 'site'>): string {
  return `${JSON.stringify({ ...event, subject: subject ?? undefined }).slice(0, -1)},"data":${data}}`;
}

function saverOf(database: Database): (step: ReckonedStep) => void {
  const before = database.prepare<[string], ReckonedRow>('SELECT * FROM reckoned WHERE site = ?');
  const reckoned = database.prepare<[ReckonedRow]>(`
    INSERT INTO reckoned VALUES (@site, @sequence, @backs, unixepoch('now'), @state)
      ON CONFLICT (site) DO UPDATE SET sequence = excluded.sequence, at = excluded.at, state = excluded.state`);
  const run = database.prepare<[RunRow]>(
    `INSERT INTO run VALUES (NULL, @site, @boot, @since, @last, @ending, ${today})`,
  );
  const outage = database.prepare<[OutageRow]>(
    `INSERT INTO outage VALUES (NULL, @site, @device, @code, @since, @upto, ${today})`,
  );
  const hour = database.prepare<[string, number, string], QueueHourRow>(
    'SELECT * FROM queue_hour WHERE site = ? AND hour = ? AND service = ?',
  );
  const queue = database.prepare<[QueueHourRow]>(
    `INSERT OR REPLACE INTO queue_hour VALUES (${queueColumns.map((name) => `@${name}`).join()}, ${today})`,
  );
  const rating = database.prepare<[RatingDayRow]>(`
    INSERT INTO rating_day VALUES (${[...ratingKey, ...ratingCounts].map((name) => `@${name}`).join()}, ${today})
      ON CONFLICT (${ratingKey.join()}) DO UPDATE SET day = excluded.day,
        ${ratingCounts.map((name) => `${name} = ${name} + excluded.${name}`).join()}`);
  return (step) => {
    const { site, queues } = step;
    if (!goesOnFrom(step, before.get(site))) return;
    reckoned.run(reckonedRow(step));
    for (const row of runRows(step)) run.run(row);
    for (const row of outageRows(step)) outage.run(row);
    for (const row of ratingRows(step)) rating.run(row);
    for (const more of queues) queue.run(addedRow(site, hour.get(site, more.hour, more.service), more));
  };
}

function readerOf(database: Database): ReportTables['recordsOf'] {
  const runs = database.prepare<[string, number, number], RunRow>(
    'SELECT * FROM run WHERE site = ? AND last >= ? AND since < ? ORDER BY id',
  );
  const runBefore = database.prepare<[string, number], RunRow>(
    'SELECT * FROM run WHERE site = ? AND last < ? ORDER BY last DESC LIMIT 1',
  );
  const outages = database.prepare<[string, number, number], OutageRow>(
    'SELECT * FROM outage WHERE site = ? AND upto > ? AND since < ? ORDER BY id',
  );
  // Most of a report: as one text, which needs no object for a row in this thread.
  const queues = database.prepare<[string, number, number], { hours: string | null }>(`
    SELECT group_concat('{"service":' || json_quote(service) || ',"hour":' || hour || ',"issued":' || issued ||
      ',"called":' || called || ',"served":' || served || ',"noShow":' || no_show || ',"cancelled":' || cancelled ||
      ',"voided":' || voided || ',"wait":' || wait || ',"serviceTime":' || service_time || '}',
      ',' ORDER BY hour, service) AS hours
    FROM queue_hour WHERE site = ? AND hour >= ? AND hour < ?`);
  const daily = database.prepare<[string, string, string], DailyRow>(
    'SELECT * FROM daily WHERE site = ? AND date >= ? AND date <= ? ORDER BY date, what, subject',
  );
  const state = database.prepare<[string], { state: string | null }>(
    'SELECT state FROM reckoned WHERE site = ?',
  );
  type Asked = [site: string, from: number, to: number, what?: readonly (keyof SiteRecords)[]];
  const read = database.transaction((...[site, from, to, what]: Asked) => {
    const part = <Row>(name: keyof SiteRecords, rows: () => readonly Row[]): readonly Row[] =>
      isWanted(name, what) ? rows() : [];
    const kept: Omit<KeptRecords, 'queues'> = {
      runs: part('runs', () => [...runBefore.all(site, from), ...runs.all(site, from, to)]),
      outages: part('outages', () => outages.all(site, from, to)),
      daily: part('daily', () => daily.all(site, ...datesIn(from, to))),
      state: state.get(site)?.state ?? null,
    };
    const [{ hours } = { hours: null }] = part('queues', () => queues.all(site, from, to));
    return `${JSON.stringify(kept).slice(0, -1)},"queues":[${hours ?? ''}]}`;
  });
  return (site, from, to, what) => read(site, wholeMs(from), wholeMs(to), what);
}
