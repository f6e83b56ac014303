import { asFault, type Fault } from '../../devices/fault.ts';
import type { Clock, Millis } from '../../devices/ports.ts';
import { repeatAfter } from '../../firmware-host/async/interval.ts';
import { reckon, reckonRemoved } from '../reports/reckon.ts';
import type { ReckonedStep, ReportStore, SiteBehind } from '../store/report-store.ts';

/** How old the figures of a report may be. */
const everyMs: Millis = 120_000;
/** Sites of one transaction. */
const sitesMax = 100;
/** Events of a site that are read at once: the main thread works on them for some milliseconds. */
const pageMax = 500;

/** After these the site is not to blame for what the store refused. */
const outages: ReadonlySet<string> = new Set(['store.away', 'store.full', 'store.not-ours']);

/** Reckons what reports are made of, as long as this worker writes the history. */
export interface Reckoning {
  /** Whether this worker writes the history from now on. */
  setWriting(writing: boolean): void;
  /** Resolves when nothing is written any more. */
  stop(): Promise<void>;
}

/**
 * Every two minutes it reckons all events that were applied and not reckoned, the sites in turn, a page of each. What a
 * store that is away did not take is reckoned again: nothing moves on before its rows are kept.
 */
export function startReckoning(of: {
  readonly reports: Pick<ReportStore, 'behind' | 'eventsAfter' | 'save'>;
  readonly clock: Clock;
  readonly report: (fault: Fault) => void;
}): Reckoning {
  const told = new Set<string>();
  let writing = false;
  let underWay: Promise<void> = Promise.resolve();

  async function turn(): Promise<void> {
    if (!writing) return;
    const failed = new Set<string>();
    await catchUp(
      of.reports,
      () => writing,
      (thrown, site = '') => {
        failed.add(site);
        const fault = asFault(thrown, 'store.error');
        // While another worker takes over, this one is about to be told.
        if (!told.has(site) && fault.code !== 'store.not-ours') of.report(fault);
        told.add(site);
      },
    );
    for (const site of told) if (!failed.has(site)) told.delete(site);
  }

  const cancel = repeatAfter(
    of.clock,
    everyMs,
    () => {
      underWay = turn();
      return underWay;
    },
    'office: reckon for reports',
  );
  return {
    setWriting(next) {
      writing = next;
    },
    stop() {
      writing = false;
      cancel();
      return underWay;
    },
  };
}

/**
 * Reckons until nothing is behind, `going` says no, or the store is away. `failed` is told why; with a site where that
 * alone cannot be reckoned: the others are.
 */
export async function catchUp(
  reports: Pick<ReportStore, 'behind' | 'eventsAfter' | 'save'>,
  going: () => boolean,
  failed: (thrown: unknown, site?: string) => void,
): Promise<void> {
  /** A site is not looked at again in this turn unless it was reckoned beyond this number. */
  const beyond = new Map<string, number>();
  const aside = (thrown: unknown, site: string): void => {
    if (isOutage(thrown)) throw thrown;
    beyond.set(site, Number.POSITIVE_INFINITY);
    failed(thrown, site);
  };
  try {
    while (going()) {
      const due = (await reports.behind(sitesMax)).filter(
        (one) => one.sequence > (beyond.get(one.site) ?? -1),
      );
      if (due.length === 0) return;
      const steps: ReckonedStep[] = [];
      for (const one of due) {
        if (!going()) return;
        try {
          const { step, isAll } = await nextStep(reports, one);
          beyond.set(one.site, isAll ? Number.POSITIVE_INFINITY : one.sequence);
          steps.push(step);
        } catch (thrown) {
          aside(thrown, one.site);
        }
      }
      await saveAll(reports, steps, aside);
    }
  } catch (thrown) {
    failed(thrown);
  }
}

async function nextStep(
  reports: Pick<ReportStore, 'eventsAfter'>,
  one: SiteBehind,
): Promise<{ readonly step: ReckonedStep; readonly isAll: boolean }> {
  const events = await reports.eventsAfter(one.site, one.sequence, pageMax);
  const isAll = events.length < pageMax;
  return { step: events.length === 0 ? reckonRemoved(one) : reckon(one, events), isAll };
}

/** In one transaction; each site by itself where that was refused, so that one of them does not stop the others. */
async function saveAll(
  reports: Pick<ReportStore, 'save'>,
  steps: readonly ReckonedStep[],
  aside: (thrown: unknown, site: string) => void,
): Promise<void> {
  try {
    await reports.save(steps);
  } catch (thrown) {
    if (isOutage(thrown)) throw thrown;
    for (const step of steps)
      try {
        await reports.save([step]);
      } catch (why) {
        aside(why, step.site);
      }
  }
}

const isOutage = (thrown: unknown): boolean => outages.has(asFault(thrown, 'store.error').code);
