import type { KeptEvent } from '../store/kept-event.ts';
import type { ReckonedStep, RunRecord, SiteBehind, SiteReckoning } from '../store/report-store.ts';
import { createQueueCount } from './count-queues.ts';
import { createRatingCount } from './count-ratings.ts';
import { followOutages } from './follow-outages.ts';
import { followRuns } from './follow-runs.ts';
import type { ReportedEvent } from './reported-event.ts';

/** How a site is reckoned from its first event on. */
export const notReckoned = (site: string): SiteReckoning => ({
  site,
  sequence: 0,
  backs: 0,
  state: undefined,
});

/**
 * Reckons the next events of a site, in the order of their numbers. It takes any event: what it does not know, or what
 * lacks its fields, counts for the run alone. However the events are divided into calls, the same comes out.
 */
export function reckon(before: SiteReckoning, events: readonly Omit<KeptEvent, 'subject'>[]): ReckonedStep {
  const { site, sequence, backs, state } = before;
  const ended: RunRecord[] = [];
  const runs = followRuns(sequence, state);
  const outages = followOutages(state?.open ?? []);
  const queues = createQueueCount();
  const ratings = createRatingCount(state?.date);
  // The site may have gone back to older numbers, such as with an older copy of its journal.
  outages.forgetAfter(sequence, state?.run?.last ?? 0);
  for (const kept of events) {
    const event = kept as ReportedEvent;
    const last = runs.run?.last ?? event.time;
    const { ended: run, isRestart, isClockStep } = runs.note(event);
    if (run !== undefined) ended.push(run);
    if (isRestart) outages.endLinks(isClockStep ? last : Math.max(last, event.time));
    if (isClockStep) outages.cut(last, event.time);
    outages.note(event);
    queues.note(event);
    ratings.note(event);
  }
  const { run, behindUntil } = runs;
  const { date } = ratings;
  return {
    ...{ site, after: sequence, runs: ended, outages: outages.ended },
    ...{ queues: queues.hours(), ratings: ratings.days() },
    next: {
      ...{ site, sequence: events.at(-1)?.sequence ?? sequence, backs },
      state: {
        ...{ run, open: outages.open },
        ...(behindUntil !== undefined && { behindUntil }),
        ...(date !== undefined && { date }),
      },
    },
  };
}

/**
 * The events up to the last one that was applied were removed before they were reckoned: nobody knows them now, nor
 * which business day they ended in.
 */
export function reckonRemoved({ site, sequence, backs, state, applied }: SiteBehind): ReckonedStep {
  const run = state?.run;
  return {
    ...{ site, after: sequence, outages: [], queues: [], ratings: [] },
    runs: run === undefined ? [] : [{ ...run, end: 'gap' }],
    next: { site, sequence: applied, backs, state: { run: undefined, open: state?.open ?? [] } },
  };
}
