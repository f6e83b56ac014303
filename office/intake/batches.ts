import { Fault } from '../../devices/fault.ts';
import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import type { FollowedSite, Part, ReadyBatch } from './followed-site.ts';
import { intakeLimits } from './intake-limits.ts';

const { batchMs, batchFullMs, batchEventsMax, storeRetryMs, storeRetryMaxMs } = intakeLimits;

/** Then it is not the fault of any event: what was to be stored is tried again as it is. */
const outages: ReadonlySet<string> = new Set(['store.away', 'store.full', 'store.not-ours']);

export interface BatchesOptions {
  readonly clock: Clock;
  /** One transaction: all or nothing. */
  readonly apply: (batches: readonly ReadyBatch[]) => Promise<void>;
  /** These parts were applied, some milliseconds after the first of their events had come. */
  readonly applied: (parts: readonly Part[], lagMs: Millis) => void;
  readonly failed: (why: unknown) => void;
}

/**
 * Stores the ready events of all sites, one transaction after the other. What the store refuses stays and is tried
 * again. Half as many sites are tried after a refusal for which no outage is named, down to one: a site whose events
 * cannot be stored is then set aside and tried alone, so that it stops no other.
 */
export class Batches {
  readonly #of: BatchesOptions;
  /** Sites that may have ready events, in the order in which they became ready. */
  readonly #sites = new Set<FollowedSite>();
  /** What was taken from them, and is not stored. */
  #parts: readonly Part[] = [];
  /** Sites whose part was refused alone; when the next one is tried again, and how long is waited then. */
  readonly #aside = new Map<FollowedSite, Part>();
  #asideAt: Millis = 0;
  #asideRetryMs: Millis = storeRetryMs;
  #sitesMost = Number.POSITIVE_INFINITY;
  /** How long ready events wait for others, by how many were taken last; and whether there was no room for more. */
  #waitMs: Millis = batchMs;
  #isFull = false;
  #retryMs: Millis = storeRetryMs;
  /** After a refusal nothing is tried before this. */
  #notBefore: Millis = 0;
  #transactions = 0;
  #underWay: Promise<void> | undefined;
  #planned: { readonly at: Millis; readonly cancel: Cancel } | undefined;
  #stopped = false;

  constructor(of: BatchesOptions) {
    this.#of = of;
  }

  ready(site: FollowedSite): void {
    this.#sites.add(site);
    this.#soon(this.#waitMs);
  }

  /** Drops what waits of a site. */
  drop(site: FollowedSite): void {
    this.#sites.delete(site);
    this.#aside.delete(site);
    this.#parts = this.#parts.filter((part) => part.of !== site);
  }

  /** Stores what is ready now; resolves when that was tried. */
  async last(): Promise<void> {
    await this.#underWay;
    for (let before = -1; before !== this.#transactions; ) {
      before = this.#transactions;
      this.#run();
      await this.#underWay;
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#planned?.cancel();
  }

  #soon(ms: Millis): void {
    if (this.#stopped || this.#underWay !== undefined) return;
    const { clock } = this.#of;
    const at = Math.max(clock.now() + ms, this.#notBefore);
    if (this.#planned !== undefined && this.#planned.at <= at) return;
    this.#planned?.cancel();
    this.#planned = { at, cancel: clock.after(at - clock.now(), () => this.#run(), 'office: batch') };
  }

  #run(): void {
    this.#planned?.cancel();
    this.#planned = undefined;
    if (this.#underWay !== undefined) return;
    const some = this.#next();
    if (some.length === 0) this.#soonAside();
    else
      this.#underWay = this.#of.apply(some.map(({ batch }) => batch)).then(
        () => this.#stored(some),
        (why: unknown) => this.#refused(some, why),
      );
  }

  #next(): readonly Part[] {
    const [alone] = this.#aside.values();
    if (alone !== undefined && this.#of.clock.now() >= this.#asideAt) return [alone];
    if (this.#parts.length === 0) this.#parts = this.#take();
    return this.#parts.slice(0, this.#sitesMost);
  }

  #take(): readonly Part[] {
    const taken: Part[] = [];
    let left: number = batchEventsMax;
    for (const site of [...this.#sites]) {
      if (left <= 0) break;
      if (this.#aside.has(site)) continue;
      this.#sites.delete(site);
      const part = site.take(left);
      if (part === undefined) continue;
      taken.push(part);
      left -= part.batch.events.length;
      // It may have more, and stands behind the others then.
      this.#sites.add(site);
    }
    const share = 1 - Math.max(0, left) / batchEventsMax;
    this.#waitMs = batchMs + share * (batchFullMs - batchMs);
    this.#isFull = left <= 0;
    return taken;
  }

  #goOn(): void {
    if (this.#parts.length > 0) this.#soon(0);
    else if (this.#sites.size > this.#aside.size) this.#soon(this.#isFull ? 0 : this.#waitMs);
    this.#soonAside();
  }

  #soonAside(): void {
    if (this.#aside.size > 0) this.#soon(Math.max(0, this.#asideAt - this.#of.clock.now()));
  }

  #stored(done: readonly Part[]): void {
    const { clock, applied } = this.#of;
    this.#underWay = undefined;
    this.#transactions++;
    const gone = new Set(done);
    this.#parts = this.#parts.filter((part) => !gone.has(part));
    this.#retryMs = storeRetryMs;
    this.#sitesMost *= 2;
    for (const { of: site } of done) {
      if (!this.#aside.delete(site)) continue;
      // Whatever it was, it may be over for the others, too.
      this.#asideAt = clock.now();
      this.#asideRetryMs = storeRetryMs;
    }
    const first = done.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
    applied(done, clock.now() - first);
    this.#goOn();
  }

  #refused(some: readonly Part[], why: unknown): void {
    this.#underWay = undefined;
    this.#of.failed(why);
    const isOutage = why instanceof Fault && outages.has(why.code);
    const [only] = some;
    if (isOutage) {
      this.#notBefore = this.#of.clock.now() + this.#retryMs;
      this.#retryMs = Math.min(storeRetryMaxMs, this.#retryMs * 2);
    } else if (some.length > 1) {
      this.#sitesMost = Math.ceil(some.length / 2);
      this.#notBefore = this.#of.clock.now() + storeRetryMs;
    } else if (only !== undefined) this.#setAside(only);
    this.#goOn();
  }

  #setAside(part: Part): void {
    const isStill = this.#aside.delete(part.of) || this.#parts.includes(part);
    this.#parts = this.#parts.filter((other) => other !== part);
    if (!isStill) return;
    // Behind the others that are aside.
    this.#aside.set(part.of, part);
    this.#sites.add(part.of);
    this.#asideAt = this.#of.clock.now() + this.#asideRetryMs;
    this.#asideRetryMs = Math.min(storeRetryMaxMs, this.#asideRetryMs * 2);
  }
}
