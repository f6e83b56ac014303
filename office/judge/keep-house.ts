import { asFault, type Fault } from '../../devices/fault.ts';
import type { Clock, Millis } from '../../devices/ports.ts';
import { repeatAfter } from '../../firmware-host/async/interval.ts';
import type { FleetView, SiteSeen } from '../fleet/fleet-view.ts';
import type { Held, KnownSite, OfficeStore } from '../store/store-port.ts';
import type { Judged } from '../verdict/verdicts.ts';

const saveEveryMs: Millis = 30_000;
const pruneEveryMs: Millis = 3_600_000;
/** What reports are made of is kept for three years, and events for some days. */
const reckonedKeptMs: Millis = 3 * 366 * 86_400_000;

/** Keeps the store in order, as long as this worker writes the history. */
export interface KeptHouse {
  /** Sites that were closed for good are no longer known. */
  judged(judged: Judged): void;
  stop(): void;
}

/** Saves which sites there are, forgets those that were closed, and removes what is too old. */
export function keepHouse(
  of: {
    readonly store: Pick<OfficeStore, 'history' | 'reports' | 'prune'>;
    readonly clock: Clock;
    /** Unix ms. */
    readonly wall: () => number;
    /** Events are kept for so many days. */
    readonly keepDays: number;
    readonly report: (fault: Fault) => void;
  },
  fleet: FleetView,
  leases: { readonly held: Held },
): KeptHouse {
  const { store, clock, wall } = of;
  /** As they were saved last. */
  const saved = new Map<string, string>();
  const closed = new Set<string>();
  const whileWriting = (work: () => Promise<void>) => async (): Promise<void> => {
    if (!leases.held.writesHistory) return saved.clear();
    try {
      await work();
    } catch (thrown) {
      of.report(asFault(thrown, 'store.error'));
    }
  };

  async function save(): Promise<void> {
    for (const id of [...closed]) {
      await store.history.forgetSite(id);
      closed.delete(id);
      saved.delete(id);
    }
    const changed = [...fleet.sites()]
      .map(knownSite)
      .filter((site) => saved.get(site.id) !== JSON.stringify(site));
    if (changed.length === 0) return;
    await store.history.saveSites(changed);
    for (const site of changed) saved.set(site.id, JSON.stringify(site));
  }

  const stops = [
    repeatAfter(clock, saveEveryMs, whileWriting(save), 'office: save sites'),
    repeatAfter(
      clock,
      pruneEveryMs,
      whileWriting(async () => {
        await store.prune(of.keepDays, wall());
        await store.reports.pruneReckoned(wall() - reckonedKeptMs);
      }),
      'office: remove old events',
    ),
  ];
  return {
    judged({ verdicts }) {
      for (const { site, device, judgement } of verdicts) {
        if (device !== undefined) continue;
        if (judgement === undefined) closed.add(site);
        else closed.delete(site);
      }
    },
    stop() {
      for (const stop of stops) stop();
    },
  };
}

/** To the minute: a site that speaks all day is not saved each time. */
const knownSite = ({ id, region, title, heardAt = 0 }: SiteSeen): KnownSite => ({
  ...{ id, region, title },
  heardAt: Math.floor(heardAt / heardToMs) * heardToMs,
});
const heardToMs = 300_000;
