import { storable, wholeMs } from './storable.ts';
import type { KeptEvent, SiteBatch } from './store-port.ts';

/** One row of the table of events. */
export interface EventRow {
  readonly site: string;
  readonly sequence: number;
  readonly boot: string;
  readonly type: string;
  readonly time: number;
  readonly subject: string | null;
  /** JSON. */
  readonly data: string;
}

/** Between which numbers the events of an hour of a site are; others may be there too. */
export interface HourRow {
  readonly site: string;
  /** Unix ms of its start. */
  readonly hour: number;
  readonly first: number;
  readonly last: number;
}

/** What an `apply` writes, in this order: removals, events, hours, cursors. */
export interface ApplyPlan {
  /** Events of the site from this number on are removed. */
  readonly removals: readonly { readonly site: string; readonly from: number }[];
  readonly events: readonly EventRow[];
  readonly hours: readonly HourRow[];
  readonly cursors: readonly { readonly site: string; readonly sequence: number; readonly runs: string }[];
}

const hourMs = 3_600_000;

/** Plans an `apply` on top of what was applied before, for each site; undefined where nothing was. */
export function planApply(
  batches: readonly SiteBatch[],
  appliedBefore: (site: string) => number | undefined,
): ApplyPlan {
  const removals: { site: string; from: number }[] = [];
  let events: EventRow[] = [];
  const cursors = new Map<string, { site: string; sequence: number; runs: string }>();
  for (const { site, events: coming, applied, backTo } of batches) {
    const before = cursors.get(site)?.sequence ?? appliedBefore(site) ?? Number.NEGATIVE_INFINITY;
    let last = before;
    if (backTo !== undefined && backTo <= before) {
      removals.push({ site, from: backTo });
      events = events.filter((one) => one.site !== site || one.sequence < backTo);
      last = backTo - 1;
    }
    for (const event of coming) {
      if (event.sequence <= last) continue;
      events.push(rowOf(site, event));
      last = event.sequence;
    }
    // An old batch that comes again does not move the cursor back.
    if (applied.sequence >= before || backTo !== undefined)
      cursors.set(site, { site, sequence: applied.sequence, runs: storable(JSON.stringify(applied.runs)) });
  }
  return { removals, events, hours: hoursOf(events), cursors: [...cursors.values()] };
}

function rowOf(site: string, { sequence, boot, type, time, subject, data }: KeptEvent): EventRow {
  return {
    site,
    sequence,
    boot: storable(boot),
    type: storable(type),
    time: wholeMs(time),
    subject: subject === undefined ? null : storable(subject),
    data: JSON.stringify(data),
  };
}

/** The event of a row, as it is given back. */
export function eventOf({ sequence, boot, type, time, subject, data }: Omit<EventRow, 'site'>): KeptEvent {
  return { sequence, boot, type, time, subject: subject ?? undefined, data: JSON.parse(data) };
}

function hoursOf(events: readonly EventRow[]): readonly HourRow[] {
  const hours = new Map<string, { site: string; hour: number; first: number; last: number }>();
  let row: { site: string; hour: number; first: number; last: number } | undefined;
  for (const { site, sequence, time } of events) {
    const hour = hourOf(time);
    // Nearly always it is that of the event before.
    if (row?.site !== site || row.hour !== hour) {
      row = hours.get(`${site} ${hour}`) ?? { site, hour, first: sequence, last: sequence };
      hours.set(`${site} ${hour}`, row);
    }
    row.first = Math.min(row.first, sequence);
    row.last = Math.max(row.last, sequence);
  }
  return [...hours.values()];
}

/** The start of the hour in which a time is. */
export function hourOf(time: number): number {
  return Math.floor(time / hourMs) * hourMs;
}
