import type { RunRecord } from '../store/report-store.ts';
import type { Verdict } from '../verdict/verdict-types.ts';
import { merged, type TimeSpan, without } from './time-spans.ts';

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
 * When the process of a site ran, from its runs in order, those before and after what is asked for included. A run that
 * did not end in order ended when the office missed it, or, where the office did not hear either, at an unknown time
 * after its last event.
 */
export function readSiteRecord(of: {
  readonly runs: readonly RunRecord[];
  readonly absences: readonly MissedSpan[];
  /** Until here every event of the site is known. */
  readonly knownUntil: number;
  /** The end of what is looked at. */
  readonly until: number;
}): SiteRecord {
  const { runs, knownUntil, until } = of;
  const absences = of.absences.filter(({ was }) => stopped.has(was));
  const ran: TimeSpan[] = [];
  const first = runs[0]?.from ?? until;
  // What was before the first of these runs only the office tells.
  const off: TimeSpan[] = absences.map(({ from, to }) => ({ from, to: Math.min(to, first) }));
  for (const [at, run] of runs.entries()) {
    const next = nextBegin(run, runs.slice(at + 1, at + 3)) ?? until;
    const end = endOfRun(run, next, absences, knownUntil);
    ran.push({ from: run.from, to: end.at });
    off.push(...end.off);
  }
  const known = merged(ran);
  const hung = absences.filter(({ was }) => was === 'hung');
  // A journal proves that its run ran, whatever is concluded from the runs beside it.
  return { ran: known, off: merged([...without(merged(off), known), ...hung]) };
}

/** A run whose clock was wrong at first has two parts, and the first of them may begin at any time. */
function nextBegin({ last }: RunRecord, later: readonly RunRecord[]): number | undefined {
  const begins = later.map(({ from }) => from).filter((from) => from >= last);
  return begins.length === 0 ? undefined : Math.min(...begins);
}

function endOfRun(
  { from: begun, last, end }: RunRecord,
  next: number,
  absences: readonly MissedSpan[],
  knownUntil: number,
): { readonly at: number; readonly off: readonly TimeSpan[] } {
  if (end === 'stopped') return { at: last, off: [{ from: last, to: next }] };
  // Nobody has the events after it any more.
  if (end === 'gap') return { at: last, off: [] };
  const missed = absences
    .filter(({ from, to }) => to > last && from < next)
    .map(({ from, ...absence }) => ({ ...absence, from: Math.max(from, last), isOfRun: from > begun }));
  if (end === 'going-on') {
    // It may have ended, with that still to be told. A process that hung goes on.
    const ended = missed.filter(({ was, isOfRun }) => was !== 'hung' && isOfRun);
    return { at: Math.max(last, Math.min(knownUntil, ended[0]?.from ?? knownUntil)), off: ended };
  }
  const at = missed[0]?.from;
  return at === undefined ? { at: last, off: [] } : { at, off: [{ from: at, to: next }] };
}
