import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import type { Applied } from '../store/store-port.ts';
import { Asking, type ReplayRequest } from './asking.ts';
import type { Barrier } from './barrier.ts';
import type { SiteEvent } from './event.ts';
import { intakeLimits } from './intake-limits.ts';
import type { Requests } from './requests.ts';
import { createResequencer, type Gap, type HeldRoom, type Resequencer } from './resequencer.ts';
import type { Room } from './room.ts';
import { createRuns, type Runs } from './runs.ts';
import { createTwins, type Twins } from './twins.ts';

const { siteWaitingMaxBytes, storeRetryMs, storeRetryMaxMs } = intakeLimits;

/** What is told of sites, for people. */
export interface IntakeTold {
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
  /** The store did not answer or did not take something; it is tried again. Once for each outage. */
  readonly notStored?: (why: unknown) => void;
  /** The broker brings no markers back, so what is on its way may be asked for. */
  readonly noMarkers?: () => void;
}

/** An event, the size of its message, and when it came. */
export interface Arrived {
  readonly event: SiteEvent;
  readonly bytes: number;
  readonly at: Millis;
}

/** Consecutive events of one site for one transaction, as `SiteBatch` but with the events as they came. */
export interface ReadyBatch {
  readonly site: string;
  readonly events: readonly SiteEvent[];
  readonly applied: Applied;
  readonly backTo: number | undefined;
}

/** A batch, the site it is of, its size and the arrival of its first event. */
export interface Part {
  readonly of: FollowedSite;
  readonly batch: ReadyBatch;
  readonly bytes: number;
  readonly at: Millis;
}

/** What all followed sites share. */
export interface AmongOthers {
  readonly clock: Clock;
  readonly barrier: Barrier;
  readonly requests: Requests;
  /** Room for events that wait for the store, and for those behind gaps. */
  readonly room: Room;
  readonly behindGaps: () => HeldRoom<Arrived>;
  readonly read: (site: string) => Promise<Applied | undefined>;
  /** The site has events for the next batch. */
  readonly ready: (site: FollowedSite) => void;
  /** A unique request id. */
  readonly newId: (gap: Gap) => string;
  readonly send: (site: string, asked: ReplayRequest) => void;
  /** The first sequence wanted of a site never seen. Default: that of the first event received. */
  readonly from?: number | undefined;
  readonly told: IntakeTold;
}

/** The site once it is known what was applied of it. */
interface Loaded {
  resequencer: Resequencer<Arrived>;
  /** Runs of all events that are ready or applied, and of those only that were given to the store. */
  readonly noted: Runs;
  readonly given: Runs;
}

/** Events ready for the store. `backTo`: the site gave its numbers again from here on. */
interface Segment {
  backTo: number | undefined;
  readonly events: Arrived[];
}

/**
 * One followed site: it orders the events, keeps those ready for the next batch, and asks for missing ones. It
 * continues after the last event applied of the site. Until that is read, its events are held.
 */
export class FollowedSite {
  readonly #site: string;
  readonly #of: AmongOthers;
  readonly #behindGap: HeldRoom<Arrived>;
  readonly #asking: Asking;
  readonly #twins: Twins;
  readonly #early: Arrived[] = [];
  readonly #segments: Segment[] = [];
  #loaded: Loaded | undefined;
  /** What waits for the store, or for the reading of this site. */
  #waitingBytes = 0;
  #sentTo: number | undefined;
  #isOldWord = false;
  /** The last event that was dropped before the site was read. */
  #droppedEarly = 0;
  #isDropped = false;
  #cancelRead: Cancel = () => undefined;

  constructor(site: string, of: AmongOthers) {
    this.#site = site;
    this.#of = of;
    this.#behindGap = of.behindGaps();
    this.#twins = createTwins(of.clock);
    const unread = createResequencer<Arrived>(undefined, this.#behindGap);
    this.#asking = new Asking({
      ...{ clock: of.clock, barrier: of.barrier, requests: of.requests, newId: of.newId },
      hasRoom: () => this.#waitingBytes < siteWaitingMaxBytes,
      resequencer: () => this.#loaded?.resequencer ?? unread,
      isOldWord: () => this.#isOldWord,
      send: (asked) => of.send(site, asked),
      missing: (gap) => of.told.missing?.(site, gap),
    });
    this.#load(storeRetryMs);
  }

  event(arrived: Arrived): void {
    const loaded = this.#loaded;
    const { sequence } = arrived.event;
    const isNext = loaded === undefined || loaded.resequencer.next === sequence;
    if (isNext && this.#isFull()) {
      if (loaded === undefined) this.#droppedEarly = Math.max(this.#droppedEarly, sequence);
      else loaded.resequencer.dropped(sequence);
      this.#asking.dropped();
    } else if (loaded !== undefined) this.#offer(loaded, arrived);
    else {
      this.#early.push(arrived);
      this.#wait(arrived.bytes);
    }
  }

  /** A message from `reply/replay`. */
  replied(reply: unknown): void {
    const lost = this.#asking.answered(reply);
    if (lost === undefined || this.#loaded === undefined) return;
    this.#of.told.lost?.(this.#site, lost);
    this.#pass(this.#loaded, this.#loaded.resequencer.skip());
  }

  /** The site says up to which event it has sent. `isOld`: the broker had kept that. */
  sent(sequence: number, isOld: boolean): void {
    this.#sentTo = sequence;
    this.#isOldWord = isOld;
    this.#loaded?.resequencer.sent(sequence);
    this.#asking.watch();
  }

  isThere(there: boolean): void {
    this.#asking.isThere(there);
  }

  /** Takes the next events for a transaction, at most so many; undefined when none are ready. */
  take(eventsMax: number): Part | undefined {
    const segments = this.#segments;
    if (segments.length > 1 && segments[0]?.events.length === 0) segments.shift();
    const [segment] = segments;
    const some = segment?.events.splice(0, eventsMax) ?? [];
    const first = some[0];
    const last = some.at(-1);
    if (segment === undefined || first === undefined || last === undefined) return undefined;
    const given = this.#loaded?.given;
    for (const { event } of some) given?.note(event);
    const { backTo } = segment;
    segment.backTo = undefined;
    const applied = { sequence: last.event.sequence, runs: given?.list() ?? [] };
    return {
      of: this,
      batch: { site: this.#site, events: some.map(({ event }) => event), applied, backTo },
      bytes: some.reduce((sum, { bytes }) => sum + bytes, 0),
      at: first.at,
    };
  }

  /** A part of this site was applied. */
  applied({ bytes }: Part): void {
    if (this.#isDropped) return;
    this.#wait(-bytes);
    this.#asking.watch();
  }

  /** Ends the requests for missing events. */
  stop(): void {
    this.#asking.stop();
    this.#cancelRead();
  }

  /** It is no longer followed: what waits of it is dropped. */
  drop(): void {
    this.#isDropped = true;
    this.stop();
    this.#loaded?.resequencer.clear();
    this.#segments.length = 0;
    this.#wait(-this.#waitingBytes);
  }

  #isFull(): boolean {
    return !this.#of.room.admits || this.#waitingBytes >= siteWaitingMaxBytes;
  }

  #load(retryMs: Millis): void {
    const { read, clock, told } = this.#of;
    read(this.#site).then(
      (applied) => {
        if (!this.#isDropped) this.#begin(applied);
      },
      (why: unknown) => {
        if (this.#isDropped) return;
        told.notStored?.(why);
        const nextMs = Math.min(storeRetryMaxMs, retryMs * 2);
        this.#cancelRead = clock.after(retryMs, () => this.#load(nextMs), 'office: read a site');
      },
    );
  }

  #begin(applied: Applied | undefined): void {
    const runs = applied?.runs ?? [];
    const next = applied === undefined ? this.#of.from : applied.sequence + 1;
    const resequencer = createResequencer<Arrived>(next, this.#behindGap);
    const loaded = { resequencer, noted: createRuns(runs), given: createRuns(runs) };
    this.#loaded = loaded;
    const early = this.#early.splice(0);
    for (const { bytes } of early) this.#wait(-bytes);
    for (const one of early) this.#offer(loaded, one);
    if (this.#droppedEarly > 0) loaded.resequencer.dropped(this.#droppedEarly);
    if (this.#sentTo !== undefined) loaded.resequencer.sent(this.#sentTo);
    this.#asking.watch();
  }

  #wait(bytes: number): void {
    this.#waitingBytes += bytes;
    if (bytes > 0) this.#of.room.add(bytes);
    else this.#of.room.remove(-bytes);
  }

  #pass(loaded: Loaded, events: readonly Arrived[]): void {
    const last = this.#segments.at(-1);
    const segment = last ?? { backTo: undefined, events: [] };
    if (last === undefined) this.#segments.push(segment);
    for (const one of events) {
      loaded.noted.note(one.event);
      this.#twins.applied(one.event.boot, one.at);
      segment.events.push(one);
      this.#wait(one.bytes);
    }
    if (events.length > 0) this.#of.ready(this);
    this.#asking.watch();
  }

  #offer(loaded: Loaded, arrived: Arrived): void {
    const { event } = arrived;
    if (this.#isOfTwin(loaded, event)) return;
    this.#goBackFor(loaded, event);
    this.#pass(loaded, loaded.resequencer.offer(event.sequence, arrived));
  }

  /** Whether this is a new event of a run that a later run has replaced: then two controllers are sending. */
  #isOfTwin({ resequencer, noted }: Loaded, event: SiteEvent): boolean {
    const { next } = resequencer;
    if (next === undefined || !this.#twins.isFormer(event.boot)) return false;
    if (event.sequence < next && !noted.isAnother(event)) return false;
    const { both, isNews } = this.#twins.heard(event.boot);
    if (both !== undefined && isNews) this.#of.told.twice?.(this.#site, both);
    return both !== undefined;
  }

  /** Goes back if the site gives this number again, to another event. An old number is mostly a repetition. */
  #goBackFor(loaded: Loaded, event: SiteEvent): void {
    const { next } = loaded.resequencer;
    if (next === undefined || event.sequence >= next || !loaded.noted.isAnother(event)) return;
    this.#asking.forget();
    loaded.resequencer.clear();
    loaded.resequencer = createResequencer(event.sequence, this.#behindGap);
    this.#segments.push({ backTo: event.sequence, events: [] });
    this.#of.told.again?.(this.#site, { from: event.sequence, to: next - 1 });
  }
}
