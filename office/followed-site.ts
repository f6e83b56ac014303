import type { Clock } from '../devices/ports.ts';
import { openAsking, type ReplayRequest } from './asking.ts';
import type { Cursors } from './cursors.ts';
import type { SiteEvent } from './event.ts';
import { createResequencer, type Gap } from './resequencer.ts';
import { createTwins } from './twins.ts';

/** What one site is followed with. */
export interface SiteOptions {
  readonly cursors: Pick<Cursors, 'read' | 'isAnother' | 'apply'>;
  readonly clock: Clock;
  /** Events in order, each of them once. What it writes to the database of `cursors` is written with the cursor. */
  readonly apply: (events: readonly SiteEvent[]) => void;
  /** Where a site never seen begins: at this sequence, or with the first event heard. */
  readonly from?: number;
  readonly told?: {
    /** Events are missing, and the site is asked for them. */
    readonly missing?: (site: string, gap: Gap) => void;
    /** The site does not have them either. */
    readonly lost?: (site: string, gap: Gap) => void;
    /** The site goes on from an older copy of its journal: it gives these numbers again, to other events. */
    readonly again?: (site: string, numbers: Gap) => void;
    /** Two controllers have the id of this site: what the one sends that was followed before is left out. */
    readonly twice?: (site: string, boots: readonly [string, string]) => void;
    /** `controller/state` of a site, as it came. */
    readonly state?: (site: string, state: string) => void;
  };
}

/** What is ready to be applied, of all sites together. */
export interface Batch {
  /** Applies it, by `applyReady` of each site, when more had a moment to come. */
  soon(): void;
  now(): void;
}

/** What a site has in common with the others that are followed. */
interface AmongOthers {
  readonly batch: Batch;
  /** An id that no other request has. */
  readonly newId: (gap: Gap) => string;
  readonly send: (site: string, asked: ReplayRequest) => void;
}

/** One site: its events in order, those that came and are applied with the next batch, and those that are missing. */
export interface FollowedSite {
  event(event: SiteEvent): void;
  /** What came on `reply/replay`. */
  replied(reply: unknown): void;
  /** What came on `controller/health`: it says how much was sent. */
  health(message: unknown): void;
  applyReady(): void;
  /** Asks for nothing more. */
  stop(): void;
}

/** Goes on behind what was applied of the site. */
export function followSite(site: string, of: SiteOptions & AmongOthers): FollowedSite {
  const { cursors, clock, batch, told = {} } = of;
  const seen = cursors.read(site);
  let resequencer = createResequencer<SiteEvent>(seen === undefined ? of.from : seen + 1);
  const twins = createTwins(clock);
  let ready: SiteEvent[] = [];
  const asking = openAsking({
    clock,
    resequencer: () => resequencer,
    newId: of.newId,
    send: (asked) => of.send(site, asked),
    missing: (gap) => told.missing?.(site, gap),
  });

  function pass(events: readonly SiteEvent[]): void {
    for (const event of events) ready.push(event);
    if (events.length > 0) batch.soon();
    asking.watch();
  }

  /** An event, and no repetition, of a run that another one has followed already: two controllers send. */
  function isOfTwin(event: SiteEvent): boolean {
    const { next } = resequencer;
    if (next === undefined || !twins.isFormer(event.boot)) return false;
    batch.now();
    if (!twins.isFormer(event.boot)) return false;
    if (event.sequence < next && !cursors.isAnother(site, event)) return false;
    const { both, isNews } = twins.heard(event.boot);
    if (both !== undefined && isNews) told.twice?.(site, both);
    return both !== undefined;
  }

  /** A number that was passed already: mostly a repetition. */
  function goBackFor(event: SiteEvent): void {
    const { next } = resequencer;
    if (next === undefined || event.sequence >= next) return;
    batch.now();
    if (!cursors.isAnother(site, event)) return;
    asking.forget();
    resequencer = createResequencer(event.sequence);
    told.again?.(site, { from: event.sequence, to: next - 1 });
  }

  return {
    event(event) {
      if (isOfTwin(event)) return;
      goBackFor(event);
      pass(resequencer.offer(event.sequence, event));
    },
    replied(reply) {
      const lost = asking.answered(reply);
      if (lost === undefined) return;
      told.lost?.(site, lost);
      pass(resequencer.skip());
    },
    health(message) {
      const { uplink_sequence: sent } = (message ?? {}) as { uplink_sequence?: unknown };
      if (typeof sent === 'number') resequencer.sent(sent);
      asking.watch();
    },
    applyReady() {
      const events = ready;
      if (events.length === 0) return;
      cursors.apply(site, events, () => of.apply(events));
      for (const { boot } of events) twins.applied(boot);
      ready = [];
    },
    stop: asking.stop,
  };
}
