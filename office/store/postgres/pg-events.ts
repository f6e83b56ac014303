import { createTurns } from '../../../devices/serial-execution.ts';
import { type ApplyPlan, type EventRow, eventOf, hourOf, planApply } from '../plan-apply.ts';
import { storable, wholeMs } from '../storable.ts';
import { type Applied, type EventStore, type KeptEvent, type SiteBatch, shareOfSite } from '../store-port.ts';
import type { DatabaseLine, Query } from './database-line.ts';
import { createDays, today } from './event-partitions.ts';
import type { WorkerLeases } from './pg-leases.ts';

/** Events in one statement: turning more than these into text would hold up the main thread. */
const statementMax = 500;
/** Events read at once. */
const pageMax = 1_000;

/** PostgreSQL has no partition for a row: the day has changed since the last one was made. */
const noPartition = 'no partition of relation';

export function createPgEvents(line: DatabaseLine, leases: WorkerLeases): EventStore {
  const inTurn = createTurns();

  const applyOnce = (batches: readonly SiteBatch[]): Promise<void> =>
    line.transaction(async (query) => {
      const sites = batches.map(({ site }) => site);
      await leases.prove(query, sites.map(shareOfSite));
      const rows = await query<{ site: string; sequence: number }>(
        'SELECT site, sequence FROM cursor WHERE site = ANY ($1)',
        [sites],
      );
      const before = new Map(rows.map(({ site, sequence }) => [site, sequence]));
      await write(
        query,
        planApply(batches, (site) => before.get(site)),
      );
    });

  async function apply(batches: readonly SiteBatch[]): Promise<void> {
    try {
      await applyOnce(batches);
    } catch (thrown) {
      if (!(thrown instanceof Error) || !thrown.message.includes(noPartition)) throw thrown;
      await createDays(line);
      await applyOnce(batches);
    }
  }

  return {
    async read(site) {
      const [row] = await line.read<{ sequence: number; runs: string }>(
        'SELECT sequence, runs FROM cursor WHERE site = $1',
        [site],
      );
      return row && ({ sequence: row.sequence, runs: JSON.parse(row.runs) } satisfies Applied);
    },
    // One after the other: each begins where the one before has ended.
    apply: (batches) => inTurn(() => apply(batches)),
    of: (site, from, to, types) => pages(line, site, from, to, types),
    takeChangedHours: (most) =>
      line.transaction((query) =>
        query(
          `UPDATE hour SET is_changed = false WHERE (site, hour) IN (
             SELECT site, hour FROM hour WHERE is_changed ORDER BY hour, site LIMIT $1 FOR UPDATE SKIP LOCKED)
           RETURNING site, hour`,
          [most],
        ),
      ),
  };
}

async function* pages(
  line: DatabaseLine,
  site: string,
  from: number,
  to: number,
  types: readonly string[] | undefined,
): AsyncIterable<KeptEvent> {
  const [bounds] = await line.read<{ first: number | null; last: number | null }>(
    'SELECT min(first) AS first, max(last) AS last FROM hour WHERE site = $1 AND hour >= $2 AND hour < $3',
    [site, hourOf(wholeMs(from)), wholeMs(to)],
  );
  const { first = null, last = null } = bounds ?? {};
  if (first === null || last === null) return;
  for (let after = first - 1; ; ) {
    const rows: readonly Omit<EventRow, 'site'>[] = await line.read(
      `SELECT sequence, boot, type, time, subject, data FROM event
       WHERE site = $1 AND sequence > $2 AND sequence <= $3 AND time >= $4 AND time < $5
         AND ($6::text[] IS NULL OR type = ANY ($6))
       ORDER BY sequence LIMIT $7`,
      [site, after, last, wholeMs(from), wholeMs(to), types?.map(storable) ?? null, pageMax],
    );
    yield* rows.map(eventOf);
    after = rows.at(-1)?.sequence ?? after;
    if (rows.length < pageMax) return;
  }
}

async function write(query: Query, { removals, events, hours, cursors }: ApplyPlan): Promise<void> {
  for (const { site, from } of removals) {
    await query('DELETE FROM event WHERE site = $1 AND sequence >= $2', [site, from]);
    await query('UPDATE hour SET is_changed = true WHERE site = $1 AND last >= $2', [site, from]);
  }
  for (let start = 0; start < events.length; start += statementMax)
    await insertEvents(query, events.slice(start, start + statementMax));
  if (hours.length > 0)
    await query(
      `INSERT INTO hour SELECT site, hour, first, last, ${today}, true
       FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[]) AS row (site, hour, first, last)
       ORDER BY site, hour
       ON CONFLICT (site, hour) DO UPDATE SET first = least(hour.first, excluded.first),
         last = greatest(hour.last, excluded.last), day = excluded.day, is_changed = true`,
      columns(hours, ['site', 'hour', 'first', 'last']),
    );
  await query(
    `INSERT INTO cursor SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[])
     ON CONFLICT (site) DO UPDATE SET sequence = excluded.sequence, runs = excluded.runs`,
    columns(cursors, ['site', 'sequence', 'runs']),
  );
}

async function insertEvents(query: Query, events: readonly EventRow[]): Promise<void> {
  await query(
    `INSERT INTO event SELECT ${today}, * FROM unnest(
       $1::text[], $2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[])`,
    columns(events, ['site', 'sequence', 'boot', 'type', 'time', 'subject', 'data']),
  );
}

/** The values of rows, one list for each column: a statement then has as many values whatever the number of rows. */
export function columns<Row>(
  rows: readonly Row[],
  names: readonly (keyof Row)[],
): readonly (readonly unknown[])[] {
  return names.map((name) => rows.map((row) => row[name]));
}
