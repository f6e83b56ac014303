import type { Database } from '../../../firmware-host/database/database.ts';
import type { Incident, Moment } from '../../verdict/verdict-types.ts';
import type { Judged } from '../../verdict/verdicts.ts';
import { type CorrectionRow, correctedSpans, type SpanRow } from '../corrected-spans.ts';
import { type HistoryRows, historyRows, incidentOf, inRunOf } from '../history-rows.ts';
import { noEnd, wholeMs } from '../storable.ts';
import type { IncidentNote, KeptIncident, Scope, VerdictSpan } from '../store-port.ts';

/** What was said of sites, in SQLite. Every call blocks on the disk. */
export interface HistoryTables {
  /** `judged` as JSON: a string goes to another thread much faster than objects do. */
  write(judged: string, now: number): void;
  alive(now: number): void;
  rewind(now: number): void;
  resume(): number | undefined;
  spans(scope: Scope, from: number, to: number): readonly VerdictSpan[];
  openIncidents(now: Moment): readonly Incident[];
  incidents(scope: Scope, from: number, to: number, most: number): readonly KeptIncident[];
}

/** `@site` and `@regions` (a JSON list) of a scope are null where they are missing. */
const inScope = `(@site IS NULL OR site = @site) AND (@regions IS NULL
  OR site IN (SELECT id FROM site WHERE region IN (SELECT value FROM json_each(@regions))))`;
const incidentInScope = `(@site IS NULL OR site = @site) AND (@regions IS NULL OR CASE WHEN site IS NULL
  THEN key = 'fleet' OR region IN (SELECT value FROM json_each(@regions))
  ELSE site IN (SELECT id FROM site WHERE region IN (SELECT value FROM json_each(@regions))) END)`;

interface Asked {
  readonly site: string | null;
  readonly regions: string | null;
  readonly from: number;
  readonly to: number;
}

function asked({ site, regions }: Scope, from: number, to: number): Asked {
  return { site: site ?? null, regions: regions === undefined ? null : JSON.stringify(regions), from, to };
}

export function createHistoryTables(database: Database): HistoryTables {
  const put = writerOf(database);
  const aliveAt = database.prepare<[], { at: number }>('SELECT at FROM alive');
  const alive = database.prepare<[number]>(
    'INSERT INTO alive VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET at = excluded.at',
  );
  const spans = database.prepare<[Asked], SpanRow>(
    `SELECT * FROM span WHERE since < @to AND upto > @from AND verdict IS NOT NULL AND ${inScope}`,
  );
  const corrections = database.prepare<[Asked], CorrectionRow>(
    `SELECT * FROM correction WHERE since < @to AND upto > @from AND ${inScope}`,
  );
  const open = database.prepare<[number], { incident: string }>(
    'SELECT incident FROM incident WHERE closed = ? ORDER BY opened, id',
  );
  const incidents = database.prepare<[Asked & { readonly most: number }], { id: string; incident: string }>(`
    SELECT id, incident FROM incident WHERE opened < @to AND closed > @from AND ${incidentInScope}
    ORDER BY opened DESC, id DESC LIMIT @most`);
  const notes = database.prepare<[string], IncidentNote>(
    'SELECT incident, author AS by, at, what, text FROM note WHERE incident = ? ORDER BY at, author, what',
  );
  const rewind = rewindOf(database);
  const resume = database.transaction(() => {
    const { at } = aliveAt.get() ?? {};
    endStanding(database, at ?? 0);
    return at;
  });
  const write = database.transaction((rows: HistoryRows, now: number) => {
    put(rows, now);
    alive.run(now);
  });
  return {
    write(text, now) {
      const judged: Judged = JSON.parse(text);
      write.immediate(historyRows(judged, now), wholeMs(now));
    },
    alive: (now) => void alive.run(wholeMs(now)),
    rewind: (now) => rewind(wholeMs(now)),
    resume: () => resume.immediate(),
    spans(scope, from, to) {
      const of = asked(scope, from, to);
      return correctedSpans(spans.all(of), corrections.all(of), from, to);
    },
    openIncidents: (now) => open.all(noEnd).map(({ incident }) => inRunOf(now, incidentOf(incident))),
    incidents: (scope, from, to, most) =>
      incidents.all({ ...asked(scope, from, to), most }).map(({ id, incident }) => ({
        incident: incidentOf(incident),
        notes: notes.all(id).map((note) => ({ ...note })),
      })),
  };
}

function rewindOf(database: Database): (now: number) => void {
  const [remove, stand, alive, said] = [
    'DELETE FROM span WHERE since > ?',
    `UPDATE span SET upto = ${noEnd} WHERE upto > ? AND upto < ${noEnd}`,
    'UPDATE alive SET at = ?1 WHERE at > ?1',
    'UPDATE incident SET said = ?1 WHERE said > ?1',
  ].map((sql) => database.prepare<[number]>(sql));
  const all = database.transaction((now: number) => {
    for (const one of [remove, stand, alive, said]) one?.run(now);
  });
  return (now) => all.immediate(now);
}

/** What stands ends where the office was last alive, though not before it was said. */
function endStanding(database: Database, aliveAt: number): void {
  const standing = `upto = ${noEnd} AND verdict IS NOT NULL`;
  database
    .prepare<[number]>(`
      INSERT INTO span SELECT site, device, max(?, since + 1), ${noEnd}, NULL, '[]' FROM span WHERE ${standing}`)
    .run(aliveAt);
  database.prepare<[number]>(`UPDATE span SET upto = max(?, since + 1) WHERE ${standing}`).run(aliveAt);
}

function writerOf(database: Database): (rows: HistoryRows, now: number) => void {
  const next = database.prepare<[string, string, number], { since: number | null }>(
    'SELECT min(since) AS since FROM span WHERE site = ? AND device = ? AND since > ?',
  );
  const end = database.prepare<[number, string, string, string, string, number]>(`
    UPDATE span SET upto = ? WHERE site = ? AND device = ?
      AND since = (SELECT max(since) FROM span WHERE site = ? AND device = ? AND since < ?)`);
  const begin = database.prepare<[string, string, number, number, string | null, string]>(`
    INSERT INTO span VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (site, device, since) DO UPDATE SET verdict = excluded.verdict, reasons = excluded.reasons`);
  const correction = database.prepare<[CorrectionRow]>(`
    INSERT INTO correction VALUES (@site, @said, @since, @upto, @was, @reasons, @told)
      ON CONFLICT (site, said, since) DO UPDATE SET
        upto = excluded.upto, was = excluded.was, reasons = excluded.reasons, told = excluded.told`);
  const incident = database.prepare<
    [string, string, string | null, string | null, number, number, number, string]
  >(`
    INSERT INTO incident VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET closed = excluded.closed, said = excluded.said, incident = excluded.incident
        WHERE incident.said <= excluded.said`);
  return ({ changes, corrections, incidents }, now) => {
    for (const { site, device, verdict, reasons } of changes) {
      end.run(now, site, device, site, device, now);
      begin.run(site, device, now, next.get(site, device, now)?.since ?? noEnd, verdict, reasons);
    }
    for (const row of corrections) correction.run(row);
    for (const { id, key, site, region, opened, closed, incident: text } of incidents)
      incident.run(id, key, site, region, opened, closed, now, text);
  };
}
