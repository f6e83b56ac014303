import type { Verdict } from '../verdict/verdict-types.ts';
import { merged, type TimeSpan } from './time-spans.ts';

/** An event of a site as far as reports need it, in order of its sequence; `time` is Unix ms of the site's clock. */
export interface ReportedEvent {
  readonly sequence: number;
  readonly boot: string;
  /** Such as `device/lost`. */
  readonly type: string;
  readonly time: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A time in which the office did not hear the site, and what it was, as far as that turned out. */
export interface MissedSpan extends TimeSpan {
  readonly was: Verdict;
}

/** What is known of a site's process. In all other time nothing is known of the site. */
export interface SiteRecord {
  /** It ran, and what happened is known from its journal. */
  readonly ran: readonly TimeSpan[];
  /** It did not run, or hung. */
  readonly off: readonly TimeSpan[];
}

const stopped: ReadonlySet<Verdict> = new Set(['power-or-process', 'hung']);

/**
 * Reads from the events when the process of a site ran. A run that did not end in order ended when the office missed
 * it, or, where the office did not hear either, at an unknown time after its last event.
 */
export function readSiteRecord(of: {
  readonly events: readonly ReportedEvent[];
  readonly absences: readonly MissedSpan[];
  /** Until here every event of the site is known. */
  readonly knownUntil: number;
}): SiteRecord {
  const { events, knownUntil } = of;
  const absences = of.absences.filter(({ was }) => stopped.has(was));
  const ran: TimeSpan[] = [];
  const off: TimeSpan[] = [];
  let begun: number | undefined;
  let last: ReportedEvent | undefined;
  for (const event of events) {
    if (last !== undefined && event.boot !== last.boot) {
      const end = endOfRun(last, event.time, absences);
      if (end.known) off.push({ from: end.at, to: event.time });
      ran.push({ from: begun ?? last.time, to: end.at });
      begun = event.time;
    } else if (last !== undefined && event.sequence > last.sequence + 1) {
      // Events that nobody has any more: what happened between these two is not known.
      ran.push({ from: begun ?? last.time, to: last.time });
      begun = event.time;
    }
    begun ??= event.time;
    last = event;
  }
  if (last !== undefined) {
    const end = last.type === 'host/stopped' ? last.time : Math.max(last.time, knownUntil);
    if (last.type === 'host/stopped') off.push({ from: last.time, to: knownUntil });
    ran.push({ from: begun ?? last.time, to: end });
  }
  const hung = absences.filter(({ was }) => was === 'hung');
  return { ran: merged(ran), off: merged([...off, ...hung]) };
}

function endOfRun(
  last: ReportedEvent,
  next: number,
  absences: readonly MissedSpan[],
): { readonly at: number; readonly known: boolean } {
  if (last.type === 'host/stopped') return { at: last.time, known: true };
  const missed = absences.find(({ from, to }) => to > last.time && from < next);
  if (missed === undefined) return { at: last.time, known: false };
  return { at: Math.min(next, Math.max(last.time, missed.from)), known: true };
}
