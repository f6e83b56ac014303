import { createTurns } from '../../../devices/serial-execution.ts';
import { type ApplyPlan, type CursorRow, type EventRow, planApply } from '../plan-apply.ts';
import { type Applied, type EventStore, type SiteBatch, shareOfSite } from '../store-port.ts';
import type { DatabaseLine, Query } from './database-line.ts';
import { createDays, today } from './event-partitions.ts';
import type { WorkerLeases } from './pg-leases.ts';

/** Events in one statement: turning more than these into text would hold up the main thread. */
const statementMax = 500;

/** PostgreSQL has no partition for a row: the day has changed since the last one was made. */
const noPartition = 'no partition of relation';

export function createPgEvents(line: DatabaseLine, leases: WorkerLeases): EventStore {
  const inTurn = createTurns();

  const applyOnce = (batches: readonly SiteBatch[]): Promise<void> =>
    line.transaction(async (query) => {
      const sites = batches.map(({ site }) => site);
      await leases.prove(query, sites.map(shareOfSite));
      const rows = await query<CursorRow & { readonly site: string }>(
        'SELECT site, sequence, runs FROM cursor WHERE site = ANY ($1)',
        [sites],
      );
      const before = new Map(rows.map((row) => [row.site, row]));
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
  };
}

async function write(query: Query, { removals, events, cursors }: ApplyPlan): Promise<void> {
  // In the order in which others lock them.
  for (const { site, from } of removals.toSorted((a, b) => (a.site < b.site ? -1 : 1))) {
    await query('DELETE FROM event WHERE site = $1 AND sequence >= $2', [site, from]);
    await query(
      `INSERT INTO reckoned VALUES ($1, 0, 1, 0, NULL)
       ON CONFLICT (site) DO UPDATE SET sequence = least(reckoned.sequence, $2 - 1), backs = reckoned.backs + 1`,
      [site, from],
    );
  }
  for (let start = 0; start < events.length; start += statementMax)
    await insertEvents(query, events.slice(start, start + statementMax));
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
