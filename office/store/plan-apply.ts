import type { KeptEvent } from './kept-event.ts';
import { storable, wholeMs } from './storable.ts';
import type { AppliedRun, SiteBatch } from './store-port.ts';

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

/** What an `apply` writes, in this order: removals, events, received, cursors. */
export interface ApplyPlan {
  /** Events of the site from this number on are removed, and are to be reckoned again from there. */
  readonly removals: readonly { readonly site: string; readonly from: number }[];
  readonly events: readonly EventRow[];
  /** Between which numbers the events of a site are. */
  readonly received: readonly { readonly site: string; readonly first: number; readonly last: number }[];
  readonly cursors: readonly (CursorRow & { readonly site: string })[];
}

/** How far the events of a site were applied. */
export interface CursorRow {
  readonly sequence: number;
  /** JSON. */
  readonly runs: string;
}

/** Plans an `apply` on top of what was applied before, for each site; undefined where nothing was. */
export function planApply(
  batches: readonly SiteBatch[],
  appliedBefore: (site: string) => CursorRow | undefined,
): ApplyPlan {
  const removals: { site: string; from: number }[] = [];
  let events: EventRow[] = [];
  const cursors = new Map<string, CursorRow & { readonly site: string }>();
  for (const batch of batches) {
    const { site, events: coming, applied } = batch;
    const cursor = cursors.get(site) ?? appliedBefore(site);
    const before = cursor?.sequence ?? Number.NEGATIVE_INFINITY;
    const backTo = cursor !== undefined && isThere(batch, cursor) ? undefined : batch.backTo;
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
  return { removals, events, received: numbersOf(events), cursors: [...cursors.values()] };
}

/** Whether a batch that goes back comes again: what it brings is there, and may be reckoned. */
function isThere({ backTo, events: [first] }: SiteBatch, { runs }: CursorRow): boolean {
  if (backTo === undefined || first === undefined) return false;
  const known: readonly AppliedRun[] = JSON.parse(runs);
  const { sequence, boot } = first;
  return known.some((run) => run.boot === boot && run.first <= sequence && sequence <= run.last);
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

function numbersOf(events: readonly EventRow[]): ApplyPlan['received'] {
  const sites = new Map<string, { site: string; first: number; last: number }>();
  let row: { site: string; first: number; last: number } | undefined;
  for (const { site, sequence } of events) {
    // Nearly always it is that of the event before.
    if (row?.site !== site) {
      row = sites.get(site) ?? { site, first: sequence, last: sequence };
      sites.set(site, row);
    }
    row.last = Math.max(row.last, sequence);
  }
  return [...sites.values()];
}
