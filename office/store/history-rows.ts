import { regionKey, regionOfKey } from '../verdict/cause-keys.ts';
import type { Incident, Moment } from '../verdict/verdict-types.ts';
import type { Judged } from '../verdict/verdicts.ts';
import { type CorrectionRow, correctionRow } from './corrected-spans.ts';
import { noEnd, storable, wholeMs } from './storable.ts';

/** From `now` on this is said of a site or a device; `verdict` is null where nothing is said any more. */
export interface ChangeRow {
  readonly site: string;
  /** Empty: of the site as a whole. */
  readonly device: string;
  readonly verdict: string | null;
  readonly reasons: string;
}

export interface IncidentRow {
  readonly id: string;
  readonly key: string;
  readonly site: string | null;
  /** Of an incident of a region. The region of a site is that of the table of sites. */
  readonly region: string | null;
  readonly opened: number;
  /** `noEnd` while it is open. */
  readonly closed: number;
  /** JSON. */
  readonly incident: string;
}

/** What a `write` writes: of each subject, incident and correction the last thing that was said. */
export interface HistoryRows {
  readonly changes: readonly ChangeRow[];
  readonly incidents: readonly IncidentRow[];
  readonly corrections: readonly CorrectionRow[];
}

export function historyRows({ verdicts, incidents, corrections }: Judged, now: number): HistoryRows {
  const changes = new Map<string, ChangeRow>();
  for (const { site, device = '', judgement } of verdicts) {
    const codes = judgement?.reasons.map(({ code }) => code) ?? [];
    const verdict = judgement?.verdict ?? null;
    const row = {
      site: storable(site),
      device: storable(device),
      verdict,
      reasons: storable(JSON.stringify(codes)),
    };
    changes.set(`${site} ${device}`, row);
  }
  const told = corrections.map((one) => correctionRow(one, now));
  return {
    changes: [...changes.values()],
    incidents: [...new Map(incidents.map(({ incident }) => [incident.id, incidentRow(incident)])).values()],
    corrections: [...new Map(told.map((row) => [`${row.site} ${row.since}`, row])).values()],
  };
}

const anyRegion = regionKey('');

function incidentRow(incident: Incident): IncidentRow {
  const { id, site, cause, openedAt, closedAt } = incident;
  const isOfRegion = site === undefined && cause.key.startsWith(anyRegion);
  return {
    ...{ id: storable(id), key: storable(cause.key), site: site ?? null },
    ...{ region: isOfRegion ? regionOfKey(cause.key) : null, opened: wholeMs(openedAt.wall) },
    ...{
      closed: closedAt === undefined ? noEnd : wholeMs(closedAt.wall),
      incident: JSON.stringify(incident),
    },
  };
}

/** The incident of a row. JSON leaves out what is undefined. */
export function incidentOf(text: string): Incident {
  const { site, closedAt, parent, ...rest } = JSON.parse(text) as Incident;
  return { ...rest, site, closedAt, parent };
}

/** The incident with `at` of its moments by the monotonic clock of `now`. */
export function inRunOf(now: Moment, incident: Incident): Incident {
  const moved = ({ wall }: Moment): Moment => ({ wall, at: now.at - (now.wall - wall) });
  const { cause, openedAt, closedAt, corrections } = incident;
  return {
    ...incident,
    cause: { ...cause, since: moved(cause.since) },
    openedAt: moved(openedAt),
    closedAt: closedAt === undefined ? undefined : moved(closedAt),
    corrections: corrections.map((one) => ({ ...one, from: moved(one.from), to: moved(one.to) })),
  };
}
