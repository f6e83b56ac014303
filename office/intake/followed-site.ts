import type { Clock } from '../../devices/ports.ts';
import { openAsking, type ReplayRequest } from './asking.ts';
import type { Cursors } from './cursors.ts';
import type { SiteEvent } from './event.ts';
import { createResequencer, type Gap } from './resequencer.ts';
import { createTwins } from './twins.ts';

/** The options for one site. */
export interface SiteOptions {
  readonly cursors: Pick<Cursors, 'read' | 'isAnother' | 'apply'>;
  readonly clock: Clock;
  /** Receives each event once and in order. Its writes to the database of `cursors` are committed with the cursor. */
  readonly apply: (events: readonly SiteEvent[]) => void;
  /** The first sequence wanted of a site never seen. Default: that of the first event received. */
  readonly from?: number;
  readonly told?: {
    /** Events are missing; the site is asked for them. */
    readonly missing?: (site: string, gap: Gap) => void;
    /** The site does not have the missing events either. */
    readonly lost?: (site: string, gap: Gap) => void;
    /** The site continues from an older copy of its journal: it gives these numbers again, to other events. */
    readonly again?: (site: string, numbers: Gap) => void;
    /** Two controllers have the id of this site. Events of the one that was followed first are left out. */
    readonly twice?: (site: string, boots: readonly [string, string]) => void;
    /** `controller/state` of a site, as it came. */
    readonly state?: (site: string, state: string) => void;
  };
}

/** The batch of ready events of all sites. */
export interface Batch {
  /** Applies the batch, by `applyReady` of each site, a moment later, so that more events can join it. */
  soon(): void;
  now(): void;
}

/** What all followed sites share. */
interface AmongOthers {
  readonly batch: Batch;
  /** A unique request id. */
  readonly newId: (gap: Gap) => string;
  readonly send: (site: string, asked: ReplayRequest) => void;
}

/** One followed site: it orders the events, keeps those ready for the next batch, and asks for missing ones. */
export interface FollowedSite {
  event(event: SiteEvent): void;
  /** A message from `reply/replay`. */
  replied(reply: unknown): void;
  /** A message from `controller/health`: it says up to which event the site has sent. */
  health(message: unknown): void;
  applyReady(): void;
  /** Ends the requests for missing events. */
  stop(): void;
}

/** Continues after the last event applied of the site. */
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

  /** Whether this is a new event of a run that a later run has replaced: then two controllers are sending. */
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

  /** Goes back if the site reuses this number for another event. An old number is mostly a repetition. */
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
