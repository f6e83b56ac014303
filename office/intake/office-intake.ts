import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import { atMost } from '../../firmware-host/async/time-limit.ts';
import type { BrokerConnection, Incoming } from '../../firmware-host/mqtt/broker-connection.ts';
import { contractRoot } from '../../firmware-host/mqtt/topics.ts';
import type { Applied } from '../store/store-port.ts';
import type { Heard } from '../verdict/heard-message.ts';
import type { ReplayRequest } from './asking.ts';
import { Barrier } from './barrier.ts';
import { Batches } from './batches.ts';
import { json, readEvent, readTopic } from './event.ts';
import { type Arrived, FollowedSite, type IntakeTold, type Part, type ReadyBatch } from './followed-site.ts';
import { createHeardSites, type HeardSite } from './heard-sites.ts';
import { createHeldRooms, type HeldRooms } from './held-room.ts';
import { intakeLimits } from './intake-limits.ts';
import { type Presence, sayPresence } from './presence.ts';
import { createRequests, type Requests } from './requests.ts';
import type { Gap } from './resequencer.ts';
import { createRoom, type Room } from './room.ts';

/** Where the events go: `EventStore` behind `keepEvents`, or the cursors of `loket follow`. */
export interface IntakeStore {
  read(site: string): Promise<Applied | undefined>;
  /** One transaction for all sites: all events and cursors, or nothing. Each site has one batch at most. */
  apply(batches: readonly ReadyBatch[]): Promise<void>;
}

export interface IntakeOptions {
  /** A connection to the central broker, with `isBulk`. */
  readonly connection: BrokerConnection;
  /** The account at the broker, which has a topic of its own for markers. */
  readonly account: string;
  /** Names this run. */
  readonly boot: string;
  readonly store: IntakeStore;
  readonly clock: Clock;
  /** The office's wall clock, Unix ms. */
  readonly wall: () => number;
  /** Hears every message of every site. Without it, only what events need is subscribed to. */
  readonly heard?: (message: Heard) => void;
  /** Says that the office is there, and at which rate. Reports are not the office. */
  readonly saysPresence?: boolean;
  /** The shares of this worker at the start. Default: all. */
  readonly shares?: ReadonlySet<number>;
  readonly from?: number | undefined;
  readonly told?: IntakeTold;
}

/** What the intake does, for metrics. */
export interface IntakeFigures {
  /** Sites heard, those that are there, and those that this worker follows. */
  readonly sites: number;
  readonly sites_there: number;
  readonly sites_followed: number;
  readonly events_applied: number;
  readonly transactions: number;
  /** Events that wait for the store, and those behind gaps. */
  readonly waiting_bytes: number;
  readonly behind_gaps_bytes: number;
  /** From the arrival of the first event of the last transaction to its end. */
  readonly lag_ms: number;
  /** For how long events have waited and none was stored; 0 when none waits. */
  readonly still_ms: number;
  readonly replays_asked: number;
  /** Events that were asked for and have not come. */
  readonly replay_events_under_way: number;
  readonly events_lost: number;
  readonly store_refusals: number;
  /** Whether the last answer of the store was a refusal. */
  readonly is_store_out: boolean;
  readonly reading_held: boolean;
  /** Events a second that each site may send; 0: nothing is said. */
  readonly rate: number;
  /** How long a message stands in the queue of the broker to us. */
  readonly broker_queue_ms: number;
}

/** Below `loket/v1/{site}/`: what events need. */
const forEvents = ['event/#', 'reply/replay', 'controller/state', 'controller/health'];

/**
 * Consumes what all sites say. It drops repetitions, holds events behind a gap, asks for missing ones, goes back with a
 * site that gives its numbers again, and has the events of its shares stored, in one transaction for all sites.
 */
export class Intake {
  readonly #options: IntakeOptions;
  readonly #told: IntakeTold;
  readonly #sites = createHeardSites();
  readonly #room: Room;
  readonly #requests: Requests;
  readonly #barrier: Barrier;
  readonly #behindGaps: HeldRooms<Arrived>;
  readonly #batches: Batches;
  readonly #presence: Presence | undefined;
  readonly #leave: Cancel;
  readonly #counts = { applied: 0, transactions: 0, lagMs: 0, heard: 0, asked: 0, lost: 0, refusals: 0 };
  #shares: ReadonlySet<number> | undefined;
  #isStoreOut = false;
  #stopped = false;

  constructor(options: IntakeOptions) {
    const { connection, clock, store, told = {} } = options;
    this.#options = options;
    this.#shares = options.shares;
    this.#told = { ...told, lost: this.#lost, notStored: this.#refused };
    this.#room = createRoom({
      clock,
      holdReading: (isHeld) => connection.holdReading?.(isHeld),
      isWide: () => this.#requests.wake(),
    });
    this.#requests = createRequests(
      intakeLimits.askedEventsMax,
      () => !this.#stopped && connection.connected && this.#room.isWide,
    );
    this.#barrier = new Barrier({ ...options, isMute: told.noMarkers });
    this.#behindGaps = createHeldRooms({
      allMaxBytes: intakeLimits.behindGapsMaxBytes,
      siteMaxBytes: intakeLimits.siteBehindGapMaxBytes,
    });
    this.#batches = new Batches({
      ...{ clock, applied: this.#applied, failed: this.#refused },
      apply: (batches) => store.apply(batches),
    });
    this.#presence = options.saysPresence
      ? sayPresence({
          ...options,
          sites: this.#sites.there,
          barrier: this.#barrier,
          taken: () => this.#counts.heard,
        })
      : undefined;
    for (const what of options.heard ? ['#'] : forEvents)
      connection.subscribe(`${contractRoot}/+/${what}`, (message) => this.#hear(message));
    this.#leave = connection.onConnected(this.#requests.wake);
  }

  /**
   * The shares that this worker holds from now on. Sites that come are read; what waits of those that go is dropped.
   */
  setShares(shares: ReadonlySet<number>): void {
    this.#shares = shares;
    for (const site of this.#sites.all()) {
      if (!this.#isOurs(site)) this.#unfollow(site);
      else if (site.sent !== undefined) this.#ours(site);
    }
  }

  figures(): IntakeFigures {
    const sites = [...this.#sites.all()];
    return {
      sites: sites.length,
      sites_there: this.#sites.there(),
      sites_followed: sites.filter(({ followed }) => followed !== undefined).length,
      events_applied: this.#counts.applied,
      transactions: this.#counts.transactions,
      waiting_bytes: this.#room.bytes,
      behind_gaps_bytes: this.#behindGaps.bytes,
      lag_ms: this.#counts.lagMs,
      still_ms: this.#room.stillMs(),
      replays_asked: this.#counts.asked,
      replay_events_under_way: this.#requests.underWay,
      events_lost: this.#counts.lost,
      store_refusals: this.#counts.refusals,
      is_store_out: this.#isStoreOut,
      reading_held: this.#room.isHeld,
      rate: this.#presence?.rate() ?? 0,
      broker_queue_ms: this.#presence?.queueMs() ?? 0,
    };
  }

  /** Stores what is ready, if the store does it soon, and says that the office is gone. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#leave();
    this.#barrier.stop();
    // Stop the requests first, so that the last batch starts none.
    for (const { followed } of this.#sites.all()) followed?.stop();
    const { clock } = this.#options;
    await atMost(clock, intakeLimits.stopMaxMs, this.#batches.last(), 'office: last batch');
    this.#batches.stop();
    this.#room.stop();
    await this.#presence?.leave();
  }

  readonly #lost = (site: string, gap: Gap): void => {
    this.#counts.lost += gap.to - gap.from + 1;
    this.#options.told?.lost?.(site, gap);
  };

  readonly #refused = (why: unknown): void => {
    this.#counts.refusals++;
    if (!this.#isStoreOut) this.#options.told?.notStored?.(why);
    this.#isStoreOut = true;
  };

  readonly #applied = (parts: readonly Part[], lagMs: Millis): void => {
    this.#isStoreOut = false;
    this.#counts.transactions++;
    this.#counts.lagMs = lagMs;
    for (const part of parts) {
      this.#counts.applied += part.batch.events.length;
      part.of.applied(part);
    }
  };

  readonly #send = (site: string, asked: ReplayRequest): void => {
    this.#counts.asked++;
    this.#options.connection
      .publish(`${contractRoot}/${site}/command/replay`, JSON.stringify(asked), { retain: false, qos: 1 })
      .catch(() => {
        // No connection: the request is repeated later.
      });
  };

  #isOurs({ share }: HeardSite): boolean {
    return this.#shares === undefined || this.#shares.has(share);
  }

  /** The site, followed; undefined when another worker follows it. */
  #ours(site: HeardSite): FollowedSite | undefined {
    if (site.followed !== undefined || !this.#isOurs(site) || this.#stopped) return site.followed;
    const { clock, store, from } = this.#options;
    site.followed = new FollowedSite(site.id, {
      ...{ clock, from, barrier: this.#barrier, requests: this.#requests, room: this.#room },
      ...{ told: this.#told, behindGaps: this.#behindGaps.ofSite, send: this.#send },
      read: (id) => store.read(id),
      ready: (one) => this.#batches.ready(one),
      newId: (gap) => `follow-${gap.from}-${this.#counts.asked + 1}`,
    });
    if (site.sent !== undefined) site.followed.sent(site.sent, site.isOldWord);
    site.followed.isThere(site.isThere);
    return site.followed;
  }

  #unfollow(site: HeardSite): void {
    if (site.followed === undefined) return;
    this.#batches.drop(site.followed);
    site.followed.drop();
    site.followed = undefined;
  }

  #hear({ topic, payload, retain }: Incoming): void {
    const { heard, clock, wall } = this.#options;
    const read = readTopic(topic);
    // Others write commands, perhaps to a site that there is not: they are no sign of one.
    if (read === undefined || read.what.startsWith('command/')) return;
    if (this.#stopped || payload.length > intakeLimits.messageMaxBytes) return;
    const site = this.#sites.find(read.site);
    const message = json(payload);
    // What is not JSON says nothing; an empty message clears a topic.
    if (site === undefined || (message === undefined && payload.length > 0)) return;
    const { what } = read;
    const at = clock.now();
    heard?.({ site: site.id, topic: what, payload: message, retain, heardAt: at, wallAt: wall() });
    if (what.startsWith('event/')) this.#hearEvent(site, message, { bytes: payload.length, at, retain });
    else if (what === 'reply/replay') this.#ours(site)?.replied(message);
    else if (what === 'controller/health') this.#hearHealth(site, message, retain);
    else if (what === 'controller/state') this.#hearState(site, message);
  }

  #hearEvent(site: HeardSite, message: unknown, of: { bytes: number; at: Millis; retain: boolean }): void {
    this.#counts.heard++;
    if (!this.#isOurs(site) || of.bytes > intakeLimits.eventMaxBytes) return;
    const event = readEvent(site.id, message);
    if (event === undefined) return;
    if (!of.retain) isThere(site, true);
    this.#ours(site)?.event({ event, bytes: of.bytes, at: of.at });
  }

  #hearHealth(site: HeardSite, message: unknown, retain: boolean): void {
    const { uplink_sequence: sent } = Object(message) as { uplink_sequence?: unknown };
    if (typeof sent !== 'number' || !Number.isSafeInteger(sent) || sent < 0) return;
    site.sent = sent;
    site.isOldWord = retain;
    this.#ours(site)?.sent(sent, retain);
  }

  #hearState(site: HeardSite, message: unknown): void {
    // A cleared state is that of a site that was closed for good.
    const { state } = (message === undefined ? { state: 'offline' } : Object(message)) as { state?: unknown };
    if (typeof state !== 'string') return;
    isThere(site, state !== 'offline');
    if (message !== undefined) this.#told.state?.(site.id, state);
  }
}

function isThere(site: HeardSite, there: boolean): void {
  if (site.isThere === there) return;
  site.isThere = there;
  site.followed?.isThere(there);
}
