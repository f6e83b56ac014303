import type { Cancel, Clock, Millis } from '../devices/ports.ts';
import { replayMost } from '../firmware-host/mqtt/commands/table.ts';
import type { Incoming, Session } from '../firmware-host/mqtt/session.ts';
import { contractRoot } from '../firmware-host/mqtt/topics.ts';
import type { Cursors } from './cursors.ts';
import { json, readEvent, readTopic, type SiteEvent } from './event.ts';
import { type Gap, type Gate, openGate } from './gate.ts';
import { openTwins, type Twins } from './twins.ts';

/** Events of a broker come in order: what is missing after this will not come by itself. */
const askAfterMs: Millis = 300;
/** A site that is away answers when it is back. */
const askAgainMs: Millis = 5_000;
/** What comes within this is applied in one transaction: the disk is waited for once. */
const batchMs: Millis = 50;
/** A site that has answered this often without the missing event does not have it. */
const answersMost = 3;

export interface FollowOptions {
  /** A session on the central broker. */
  readonly session: Session;
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

interface Followed {
  gate: Gate<SiteEvent>;
  readonly twins: Twins;
  /** In order, to be applied with the next batch. */
  ready: SiteEvent[];
  /** What was asked for, and how often an answer did not bring it. */
  asked: (Gap & { readonly id: string }) | undefined;
  answers: number;
  cancel: Cancel | undefined;
}

/**
 * Consumes the events of all sites: drops repetitions, holds what comes after a gap, asks for what is missing, and goes
 * back with a site that gives its numbers again.
 */
export function followSites(options: FollowOptions): { stop(): void } {
  const { session, cursors, clock, apply, told = {} } = options;
  const sites = new Map<string, Followed>();
  let asks = 0;
  let stopped = false;
  let batch: Cancel | undefined;

  function followed(site: string): Followed {
    let one = sites.get(site);
    if (one === undefined) {
      const seen = cursors.read(site);
      one = {
        gate: openGate(seen === undefined ? options.from : seen + 1),
        twins: openTwins(clock),
        ready: [],
        asked: undefined,
        answers: 0,
        cancel: undefined,
      };
      sites.set(site, one);
    }
    return one;
  }

  function pass(site: string, one: Followed, ready: readonly SiteEvent[]): void {
    for (const event of ready) one.ready.push(event);
    if (ready.length > 0) batch ??= clock.after(batchMs, applyReady);
    watch(site, one);
  }

  function applyReady(): void {
    batch?.();
    batch = undefined;
    for (const [site, one] of sites) {
      const events = one.ready;
      if (events.length === 0) continue;
      cursors.apply(site, events, () => apply(events));
      for (const { boot } of events) one.twins.applied(boot);
      one.ready = [];
    }
  }

  /** An event, and no repetition, of a run that another one has followed already: two controllers send. */
  function isOfTwin(site: string, one: Followed, event: SiteEvent): boolean {
    const { next } = one.gate;
    if (next === undefined || !one.twins.isFormer(event.boot)) return false;
    applyReady();
    if (!one.twins.isFormer(event.boot)) return false;
    if (event.sequence < next && !cursors.isAnother(site, event)) return false;
    const { both, isNews } = one.twins.heard(event.boot);
    if (both !== undefined && isNews) told.twice?.(site, both);
    return both !== undefined;
  }

  /** A number that was passed already: mostly a repetition. */
  function goBackFor(site: string, one: Followed, event: SiteEvent): void {
    const { next } = one.gate;
    if (next === undefined || event.sequence >= next) return;
    applyReady();
    if (!cursors.isAnother(site, event)) return;
    one.cancel?.();
    one.cancel = undefined;
    one.asked = undefined;
    one.gate = openGate(event.sequence);
    told.again?.(site, { from: event.sequence, to: next - 1 });
  }

  /** Sees to it that what is missing is asked for, and asked for again until it is there. */
  function watch(site: string, one: Followed): void {
    const gap = one.gate.gap();
    if (gap === undefined) {
      one.cancel?.();
      one.cancel = undefined;
      one.asked = undefined;
      return;
    }
    if (one.asked !== undefined && one.gate.next !== undefined && one.gate.next > one.asked.to) {
      // That came, and something else is missing behind it.
      one.cancel?.();
      one.cancel = undefined;
      one.asked = undefined;
    }
    one.cancel ??= clock.after(askAfterMs, () => ask(site, one));
  }

  function ask(site: string, one: Followed): void {
    one.cancel = undefined;
    const gap = one.gate.gap();
    if (gap === undefined || stopped) return;
    if (one.asked?.from !== gap.from) {
      one.answers = 0;
      told.missing?.(site, gap);
    }
    asks++;
    const to = Math.min(gap.to, gap.from + replayMost - 1);
    one.asked = { id: `follow-${gap.from}-${asks}`, from: gap.from, to };
    one.cancel = clock.after(askAgainMs, () => ask(site, one));
    session
      .publish(`${contractRoot}/${site}/command/replay`, JSON.stringify(one.asked), { retain: false, qos: 1 })
      .catch(() => {
        // Without a connection it is asked again later.
      });
  }

  function answered(site: string, one: Followed, reply: unknown): void {
    const { id, ok, error } = (reply ?? {}) as { id?: unknown; ok?: unknown; error?: { code?: unknown } };
    if (one.asked === undefined || id !== one.asked.id) return;
    if (ok !== true && error?.code !== 'nothing-to-replay') return;
    if (one.gate.gap()?.from !== one.asked.from) return;
    one.answers++;
    if (one.answers < answersMost) return;
    const lost = one.gate.gap();
    if (lost !== undefined) told.lost?.(site, lost);
    pass(site, one, one.gate.skip());
  }

  function hear({ topic, payload }: Incoming): void {
    const read = readTopic(topic);
    if (read === undefined || stopped) return;
    const one = followed(read.site);
    if (read.what.startsWith('event/')) {
      const event = readEvent(read.site, payload);
      if (event === undefined) return;
      if (isOfTwin(read.site, one, event)) return;
      goBackFor(read.site, one, event);
      pass(read.site, one, one.gate.offer(event.sequence, event));
      return;
    }
    const message = json(payload);
    if (read.what === 'reply/replay') answered(read.site, one, message);
    if (read.what === 'controller/health') {
      const { uplink_sequence: sent } = (message ?? {}) as { uplink_sequence?: unknown };
      if (typeof sent === 'number') one.gate.sent(sent);
      watch(read.site, one);
    }
    if (read.what === 'controller/state') {
      const { state } = (message ?? {}) as { state?: unknown };
      if (typeof state === 'string') told.state?.(read.site, state);
    }
  }

  for (const what of ['event/#', 'reply/replay', 'controller/state', 'controller/health'])
    session.subscribe(`${contractRoot}/+/${what}`, hear);

  return {
    stop() {
      stopped = true;
      applyReady();
      for (const one of sites.values()) one.cancel?.();
    },
  };
}
