import { type EventRow, eventOf } from '../plan-apply.ts';
import {
  addedRow,
  behindOf,
  type DailyRow,
  datesIn,
  goesOnFrom,
  isWanted,
  type KeptRecords,
  longBacklog,
  outageRows,
  type QueueHourRow,
  queueColumns,
  type RatingDayRow,
  type ReckonedRow,
  ratingCounts,
  ratingDayOf,
  ratingKey,
  ratingRows,
  reckonedRow,
  recordsOf,
  runRows,
} from '../report-rows.ts';
import type { DailyFigure, ReckonedStep, ReportStore, SiteBehind, SiteRecords } from '../report-store.ts';
import { dayMs, storable, wholeMs } from '../storable.ts';
import type { DatabaseLine, Query } from './database-line.ts';
import { today } from './event-partitions.ts';
import { columns } from './pg-events.ts';
import type { WorkerLeases } from './pg-leases.ts';

/** Rows removed by one statement: few, so that none is given up. */
const removedMax = 10_000;
const reckonedTables = ['run', 'outage', 'queue_hour', 'daily', 'rating_day'];

/** What reports are made of, in PostgreSQL. */
export function createPgReports(line: DatabaseLine, leases: WorkerLeases): ReportStore {
  const asWriter = (work: (query: Query) => Promise<void>): Promise<void> =>
    line.transaction(async (query) => {
      await leases.proveHistory(query);
      await work(query);
    });
  return {
    behind: (most) => behind(line, most),
    async eventsAfter(site, sequence, most) {
      const rows = await line.read<Omit<EventRow, 'site'>>(
        `SELECT sequence, boot, type, time, subject, data FROM event
         WHERE site = $1 AND sequence > $2 ORDER BY sequence LIMIT $3`,
        [site, sequence, most],
      );
      return rows.map(eventOf);
    },
    save: (steps) => asWriter((query) => save(query, steps)),
    saveDaily: (figures) => asWriter((query) => saveDaily(query, figures)),
    of: (site, from, to, what) => records(line, site, wholeMs(from), wholeMs(to), what),
    async ratings(site, first, last) {
      const rows = await line.read<RatingDayRow>(
        `SELECT ${[...ratingKey, ...ratingCounts].join()} FROM rating_day
         WHERE site = $1 AND date COLLATE "C" BETWEEN $2 AND $3
         ORDER BY date COLLATE "C", service COLLATE "C", element COLLATE "C"`,
        [site, first, last],
      );
      return rows.map(ratingDayOf);
    },
    async pruneReckoned(before) {
      const beforeDay = Math.floor(before / dayMs);
      let removed = 0;
      for (const table of reckonedTables) removed += await removeOld(line, table, beforeDay);
      return removed;
    },
  };
}

async function behind(line: DatabaseLine, most: number): Promise<readonly SiteBehind[]> {
  const rows = await line.read<ReckonedRow & { readonly applied: number }>(
    `SELECT site, cursor.sequence AS applied, coalesce(reckoned.sequence, 0) AS sequence,
       coalesce(backs, 0) AS backs, state
     FROM cursor LEFT JOIN reckoned USING (site) WHERE cursor.sequence > coalesce(reckoned.sequence, 0)
     ORDER BY cursor.sequence - coalesce(reckoned.sequence, 0) < $1, coalesce(at, 0), site COLLATE "C" LIMIT $2`,
    [longBacklog, most],
  );
  return rows.map(behindOf);
}

async function save(query: Query, given: readonly ReckonedStep[]): Promise<void> {
  const all = [...new Map(given.map((step) => [step.site, step])).values()];
  const sites = all.map(({ site }) => site);
  await query(
    `INSERT INTO reckoned SELECT site, 0, 0, 0, NULL FROM unnest($1::text[]) AS step (site) ORDER BY site COLLATE "C"
     ON CONFLICT (site) DO NOTHING`,
    [sites],
  );
  // Locked: a site that goes back to older numbers meanwhile waits, or has done it before.
  const rows = await query<ReckonedRow>(
    'SELECT site, sequence, backs, state FROM reckoned WHERE site = ANY ($1) ORDER BY site COLLATE "C" FOR UPDATE',
    [sites],
  );
  const before = new Map(rows.map((row) => [row.site, row]));
  const steps = all.filter((step) => goesOnFrom(step, before.get(step.site)));
  await query(
    `UPDATE reckoned SET sequence = step.sequence, state = step.state,
       at = floor(extract(epoch FROM clock_timestamp()))
     FROM unnest($1::text[], $2::bigint[], $3::text[]) AS step (site, sequence, state)
     WHERE reckoned.site = step.site`,
    columns(steps.map(reckonedRow), ['site', 'sequence', 'state']),
  );
  await query(
    `INSERT INTO run (site, boot, since, last, ending, day)
     SELECT *, ${today} FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::text[])`,
    columns(steps.flatMap(runRows), ['site', 'boot', 'since', 'last', 'ending']),
  );
  await query(
    `INSERT INTO outage (site, device, code, since, upto, day)
     SELECT *, ${today} FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[])`,
    columns(steps.flatMap(outageRows), ['site', 'device', 'code', 'since', 'upto']),
  );
  await addQueues(query, steps);
  await addRatings(query, steps);
}

async function addQueues(query: Query, steps: readonly ReckonedStep[]): Promise<void> {
  const more = steps.flatMap(({ site, queues }) => queues.map((hour) => ({ site, hour })));
  if (more.length === 0) return;
  const keys = more.map(({ site, hour: { hour, service } }) => ({ site, hour, service }));
  const rows = await query<QueueHourRow>(
    `SELECT queue_hour.* FROM queue_hour
     JOIN unnest($1::text[], $2::bigint[], $3::text[]) AS one (site, hour, service) USING (site, hour, service)`,
    columns(keys, ['site', 'hour', 'service']),
  );
  const before = new Map(rows.map((row) => [`${row.site} ${row.hour} ${row.service}`, row]));
  const added = more.map(({ site, hour }) =>
    addedRow(site, before.get(`${site} ${hour.hour} ${hour.service}`), hour),
  );
  const counts = ['issued', 'called', 'served', 'no_show', 'cancelled', 'voided', 'wait', 'service_time'];
  await query(
    `INSERT INTO queue_hour SELECT *, ${today} FROM unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[],
       $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::text[], $11::text[])
     ON CONFLICT (site, hour, service) DO UPDATE SET day = excluded.day,
       ${counts.map((name) => `${name} = excluded.${name}`).join()}`,
    columns(added, queueColumns),
  );
}

async function addRatings(query: Query, steps: readonly ReckonedStep[]): Promise<void> {
  await query(
    `INSERT INTO rating_day SELECT *, ${today} FROM unnest($1::text[], $2::text[], $3::text[], $4::text[],
       ${ratingCounts.map((_, nth) => `$${nth + ratingKey.length + 1}::bigint[]`).join()})
     ON CONFLICT (${ratingKey.join()}) DO UPDATE SET day = excluded.day,
       ${ratingCounts.map((name) => `${name} = rating_day.${name} + excluded.${name}`).join()}`,
    columns(steps.flatMap(ratingRows), [...ratingKey, ...ratingCounts]),
  );
}

async function saveDaily(
  query: Query,
  figures: readonly (DailyFigure & { readonly site: string })[],
): Promise<void> {
  // A statement writes a row once: of what is said twice the last one counts.
  const rows = new Map<string, DailyRow>();
  for (const { site, date, what, of, value } of figures)
    rows.set(`${site} ${date} ${what} ${of}`, {
      ...{ site: storable(site), date: storable(date), what, subject: storable(of), value },
    });
  await query(
    `INSERT INTO daily SELECT *, ${today} FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::float8[])
     ON CONFLICT (site, date, what, subject) DO UPDATE SET value = excluded.value, day = excluded.day`,
    columns([...rows.values()], ['site', 'date', 'what', 'subject', 'value']),
  );
}

/** Each part as a JSON list. `$1` is the site, `$2` and `$3` the span, `$4` and `$5` its dates. */
const parts: { readonly [Part in keyof SiteRecords]: string } = {
  runs: `SELECT json_agg(one ORDER BY place, id) FROM (
    (SELECT 0 AS place, * FROM run WHERE site = $1 AND last < $2 ORDER BY last DESC LIMIT 1)
    UNION ALL SELECT 1, * FROM run WHERE site = $1 AND last >= $2 AND since < $3) AS one`,
  outages: `SELECT json_agg(one ORDER BY id) FROM outage AS one WHERE site = $1 AND upto > $2 AND since < $3`,
  queues: `SELECT json_agg(json_build_object('service', service, 'hour', hour, 'issued', issued, 'called', called,
      'served', served, 'noShow', no_show, 'cancelled', cancelled, 'voided', voided, 'wait', wait::json,
      'serviceTime', service_time::json) ORDER BY hour, service COLLATE "C")
    FROM queue_hour WHERE site = $1 AND hour >= $2 AND hour < $3`,
  daily: `SELECT json_agg(one ORDER BY date COLLATE "C", what, subject COLLATE "C")
    FROM daily AS one WHERE site = $1 AND date COLLATE "C" BETWEEN $4 AND $5`,
};

/** One statement: it sees one moment. */
async function records(
  line: DatabaseLine,
  site: string,
  from: number,
  to: number,
  what: readonly (keyof SiteRecords)[] | undefined,
): Promise<SiteRecords> {
  const wanted = Object.entries(parts).map(([part, sql]) =>
    isWanted(part as keyof SiteRecords, what)
      ? `coalesce((${sql}), '[]') AS ${part}`
      : `'[]'::json AS ${part}`,
  );
  // A value needs a type also where no part uses it.
  const [kept] = await line.read<KeptRecords>(
    `SELECT (SELECT state FROM reckoned WHERE site = $1) AS state, ${wanted.join()}
     FROM (SELECT $2::bigint, $3::bigint, $4::text, $5::text) AS asked`,
    [site, from, to, ...datesIn(from, to)],
  );
  return recordsOf(kept ?? { state: null, runs: [], outages: [], queues: [], daily: [] }, to, what);
}

async function removeOld(line: DatabaseLine, table: string, beforeDay: number): Promise<number> {
  for (let removed = 0; ; ) {
    const [row] = await line.transaction((query) =>
      query<{ rows: number }>(
        `WITH gone AS (DELETE FROM ${table} WHERE ctid = ANY (ARRAY (
           SELECT ctid FROM ${table} WHERE day < $1 LIMIT ${removedMax})) RETURNING 1)
         SELECT count(*)::integer AS rows FROM gone`,
        [beforeDay],
      ),
    );
    const rows = row?.rows ?? 0;
    if (rows === 0) return removed;
    removed += rows;
  }
}
