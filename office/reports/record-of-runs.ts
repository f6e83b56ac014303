import type { RunRecord } from '../store/report-store.ts';
import type { MissedSpan, SiteRecord } from './site-record.ts';
import { merged, type TimeSpan } from './time-spans.ts';

/**
 * When the process of a site ran, from its runs, in order. A run that did not end in order ended when the office missed
 * the site, or, where the office did not hear either, at an unknown time after its last event.
 */
export function recordOfRuns(of: {
  readonly runs: readonly RunRecord[];
  readonly absences: readonly MissedSpan[];
  /** Until here every event of the site is known. */
  readonly knownUntil: number;
  /** The end of what is looked at. */
  readonly until: number;
}): SiteRecord {
  const { runs, until } = of;
  const stops = of.absences.filter(({ was }) => was === 'power-or-process' || was === 'hung');
  const ran: TimeSpan[] = [];
  const off: TimeSpan[] = stops.filter(({ was }) => was === 'hung');
  // What was before the first of these runs only the office tells.
  const first = runs[0]?.from ?? until;
  for (const { from, to } of stops) off.push({ from, to: Math.min(to, first) });
  for (const [at, run] of runs.entries()) {
    const next = runs[at + 1]?.from ?? until;
    const end = endOfRun(run, next, stops, of.knownUntil);
    ran.push({ from: run.from, to: end.at });
    off.push(...end.off);
  }
  return { ran: merged(ran), off: merged(off) };
}

function endOfRun(
  { end, last }: RunRecord,
  next: number,
  stops: readonly MissedSpan[],
  knownUntil: number,
): { readonly at: number; readonly off: readonly TimeSpan[] } {
  if (end === 'stopped') return { at: last, off: [{ from: last, to: next }] };
  // Nobody has the events after it any more.
  if (end === 'gap') return { at: last, off: [] };
  if (end === 'going-on') {
    // It may have ended, with that still to be told.
    const since = stops
      .filter(({ to }) => to > last)
      .map(({ from, to }) => ({ from: Math.max(from, last), to }));
    return { at: Math.max(last, Math.min(knownUntil, since[0]?.from ?? knownUntil)), off: since };
  }
  const missed = stops.find(({ from, to }) => to > last && from < next);
  if (missed === undefined) return { at: last, off: [] };
  const at = Math.min(next, Math.max(last, missed.from));
  return { at, off: [{ from: at, to: next }] };
}
