import type { Incident, Moment } from '../../verdict/verdict-types.ts';
import type { Judged } from '../../verdict/verdicts.ts';
import { type CorrectionRow, correctedSpans, type SpanRow } from '../corrected-spans.ts';
import { type HistoryRows, historyRows, incidentOf, inRunOf } from '../history-rows.ts';
import { noEnd, wholeMs } from '../storable.ts';
import type { HistoryStore, IncidentNote, KeptIncident, Scope } from '../store-port.ts';
import type { DatabaseLine, Query } from './database-line.ts';
import { columns } from './pg-events.ts';
import type { WorkerLeases } from './pg-leases.ts';

/** What was said of sites, in PostgreSQL: a part of the store. */
export type PgHistory = Pick<
  HistoryStore,
  'write' | 'alive' | 'rewind' | 'resume' | 'spans' | 'openIncidents' | 'incidents'
>;

/** `$1` is the site of a scope and `$2` its regions; null where they are missing. */
const ofRegions = 'site IN (SELECT id FROM site WHERE region = ANY ($2))';
const inScope = `($1::text IS NULL OR site = $1) AND ($2::text[] IS NULL OR ${ofRegions})`;
const incidentInScope = `($1::text IS NULL OR site = $1) AND ($2::text[] IS NULL OR CASE WHEN site IS NULL
  THEN key = 'fleet' OR region = ANY ($2) ELSE ${ofRegions} END)`;

const valuesOf = ({ site, regions }: Scope): readonly unknown[] => [site ?? null, regions ?? null];

export function createPgHistory(line: DatabaseLine, leases: WorkerLeases): PgHistory {
  const asWriter = <T>(work: (query: Query) => Promise<T>): Promise<T> =>
    line.transaction(async (query) => {
      await leases.proveHistory(query);
      return work(query);
    });
  const alive = (query: Query, now: number) =>
    query('INSERT INTO alive VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET at = excluded.at', [
      wholeMs(now),
    ]);

  return {
    write: (judged: Judged, now: number) =>
      asWriter(async (query) => {
        await write(query, historyRows(judged, now), wholeMs(now));
        await alive(query, now);
      }),
    alive: (now) => asWriter(async (query) => void (await alive(query, now))),
    rewind: (now) => asWriter((query) => rewind(query, wholeMs(now))),
    resume: () =>
      asWriter(async (query) => {
        const [row] = await query<{ at: number }>('SELECT at FROM alive');
        await endStanding(query, row?.at ?? 0);
        return row?.at;
      }),
    async spans(scope, from, to) {
      const values = [...valuesOf(scope), wholeMs(from), wholeMs(to)];
      const said = await line.read<SpanRow>(
        `SELECT * FROM span WHERE since < $4 AND upto > $3 AND verdict IS NOT NULL AND ${inScope}`,
        values,
      );
      const told = await line.read<CorrectionRow>(
        `SELECT * FROM correction WHERE since < $4 AND upto > $3 AND ${inScope}`,
        values,
      );
      return correctedSpans(said, told, from, to);
    },
    openIncidents: (now) => openIncidents(line, now),
    incidents: (scope, from, to, most) => incidents(line, scope, from, to, most),
  };
}

async function openIncidents(line: DatabaseLine, now: Moment): Promise<readonly Incident[]> {
  const rows = await line.read<{ incident: string }>(
    'SELECT incident FROM incident WHERE closed = $1 ORDER BY opened, id',
    [noEnd],
  );
  return rows.map(({ incident }) => inRunOf(now, incidentOf(incident)));
}

async function incidents(
  line: DatabaseLine,
  scope: Scope,
  from: number,
  to: number,
  most: number,
): Promise<readonly KeptIncident[]> {
  const rows = await line.read<{ id: string; incident: string }>(
    `SELECT id, incident FROM incident WHERE opened < $4 AND closed > $3 AND ${incidentInScope}
     ORDER BY opened DESC, id COLLATE "C" DESC LIMIT $5`,
    [...valuesOf(scope), wholeMs(from), wholeMs(to), most],
  );
  const notes = await line.read<IncidentNote>(
    `SELECT incident, author AS by, at, what, text FROM note WHERE incident = ANY ($1)
     ORDER BY at, author COLLATE "C", what`,
    [rows.map(({ id }) => id)],
  );
  return rows.map(({ id, incident }) => ({
    incident: incidentOf(incident),
    notes: notes.filter((note) => note.incident === id),
  }));
}

async function rewind(query: Query, now: number): Promise<void> {
  await query('DELETE FROM span WHERE since > $1', [now]);
  await query(`UPDATE span SET upto = ${noEnd} WHERE upto > $1 AND upto < ${noEnd}`, [now]);
  await query('UPDATE alive SET at = $1 WHERE at > $1', [now]);
  await query('UPDATE incident SET said = $1 WHERE said > $1', [now]);
}

/** What stands ends where the office was last alive, though not before it was said. */
async function endStanding(query: Query, aliveAt: number): Promise<void> {
  const standing = `upto = ${noEnd} AND verdict IS NOT NULL`;
  await query(
    `INSERT INTO span SELECT site, device, greatest($1, since + 1), ${noEnd}, NULL, '[]' FROM span WHERE ${standing}`,
    [aliveAt],
  );
  await query(`UPDATE span SET upto = greatest($1, since + 1) WHERE ${standing}`, [aliveAt]);
}

async function write(query: Query, rows: HistoryRows, now: number): Promise<void> {
  if (rows.changes.length > 0) await changeSpans(query, rows, now);
  if (rows.corrections.length > 0)
    await query(
      `INSERT INTO correction SELECT * FROM unnest(
         $1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[])
       ON CONFLICT (site, said, since) DO UPDATE SET
         upto = excluded.upto, was = excluded.was, reasons = excluded.reasons, told = excluded.told`,
      columns(rows.corrections, ['site', 'said', 'since', 'upto', 'was', 'reasons', 'told']),
    );
  if (rows.incidents.length > 0)
    await query(
      `INSERT INTO incident SELECT id, key, site, region, opened, closed, $8, incident FROM unnest(
         $1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::text[])
         AS row (id, key, site, region, opened, closed, incident)
       ON CONFLICT (id) DO UPDATE SET closed = excluded.closed, said = excluded.said, incident = excluded.incident
         WHERE incident.said <= excluded.said`,
      [...columns(rows.incidents, ['id', 'key', 'site', 'region', 'opened', 'closed', 'incident']), now],
    );
}

async function changeSpans(query: Query, { changes }: HistoryRows, now: number): Promise<void> {
  const subjects = columns(changes, ['site', 'device']);
  await query(
    `UPDATE span SET upto = $3 FROM unnest($1::text[], $2::text[]) AS change (site, device)
     WHERE span.site = change.site AND span.device = change.device AND span.since = (
       SELECT max(since) FROM span AS before
       WHERE before.site = change.site AND before.device = change.device AND before.since < $3)`,
    [...subjects, now],
  );
  await query(
    `INSERT INTO span SELECT site, device, $5, coalesce((
         SELECT min(since) FROM span AS next
         WHERE next.site = change.site AND next.device = change.device AND next.since > $5), ${noEnd}),
       verdict, reasons
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS change (site, device, verdict, reasons)
     ON CONFLICT (site, device, since) DO UPDATE SET verdict = excluded.verdict, reasons = excluded.reasons`,
    [...subjects, ...columns(changes, ['verdict', 'reasons']), now],
  );
}
