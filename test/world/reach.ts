import type { Millis } from '../../devices/ports.ts';
import { cloneName } from './clone.ts';
import { officeName } from './office.ts';
import type { World } from './world.ts';

/** How the site went, as far as it was done to it. `cut`: its process runs, and has no line to the office. */
export type Gone = 'dead' | 'stopped' | 'cut';

/** A last will that the office heard, of the connection of that run. */
export interface Loss {
  /** When the broker said it. */
  readonly at: Millis;
  /** When the office heard it: later, where its way was frozen. */
  heardAt: Millis;
  /** Since when the office had been listening. */
  readonly listensSince: Millis;
  readonly boot: string;
  /** That run has come back. */
  isBack: boolean;
}

/** The end of a life of the process: world time. */
export interface End {
  readonly at: Millis;
  readonly boot: string;
}

/**
 * What the world itself knows of the way from the hall to the office: when the process ran, when its connection stood,
 * when the office listened, and what was said over it. All times are those of the world.
 */
export class Reach {
  readonly #world: World;
  readonly ends: End[] = [];
  /** The last word of the site, or of its clone, that the office's broker took; a last will is none. */
  spokeAt: Millis = Number.NEGATIVE_INFINITY;
  /** When the office may have heard words that were said long before: the broker hung, or its own way was frozen. */
  readonly lateWords: Millis[] = [];
  #state = '';
  readonly #saidUntil = new Map<string, Millis>();
  /** The last goodbye of the site itself, and whose it was. */
  saidStopAt: Millis = Number.NEGATIVE_INFINITY;
  #stoppedBoot = '';
  /** Last wills of connections that were gone, which the office heard of a site that it had heard since it listens. */
  readonly losses: Loss[] = [];
  /** A last will that is on its way to the office. */
  #losing: Loss[] = [];
  /** When a second controller was last connected with the id of the site. */
  cloneAt: Millis = Number.NEGATIVE_INFINITY;
  /** Since when the site is not there, or the office cannot know it; undefined while it is there. */
  #awaySince: Millis | undefined = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** The process has ended, however it did. */
  ended(boot: string): void {
    this.ends.push({ at: this.#world.clock.now(), boot });
    this.#awaySince ??= this.#world.clock.now();
  }

  /**
   * The office's broker has taken the state of the controller, from the controller or, as its last will, for it; `by`
   * is the controller of the site or its clone.
   */
  saidState(payload: string, by: string): void {
    const { clock, office, central } = this.#world;
    const now = clock.now();
    if (by === cloneName) this.cloneAt = now;
    for (const [, code = ''] of this.#state.matchAll(/"code":"([^"]+)"/g)) this.#saidUntil.set(code, now);
    this.#state = payload;
    if (payload.includes('"reason":"stopped"')) {
      this.saidStopAt = now;
      this.#stoppedBoot = bootIn(payload);
    } else if (payload.includes('"reason":"lost"')) {
      const listensSince = office.listensSince;
      const lastLoss = this.#losing.at(-1) ?? this.losses.at(-1);
      const spokeSince = Math.max(listensSince ?? 0, lastLoss?.at ?? 0);
      if (listensSince !== undefined && !central.has(this.#id) && this.spokeAt > spokeSince)
        this.#losing.push({ at: now, heardAt: now, listensSince, boot: bootIn(payload), isBack: false });
      return;
    }
    const last = this.#losing.at(-1) ?? this.losses.at(-1);
    if (last !== undefined && last.boot === bootIn(payload)) last.isBack = true;
    this.spoke();
  }

  spoke(): void {
    this.spokeAt = this.#world.clock.now();
    if (this.#world.life === undefined) this.lateWords.push(this.spokeAt);
  }

  /** Losses of a connection whose process ran on, with those of which the office may not know that it did not. */
  lineLosses(): readonly Loss[] {
    const { office } = this.#world;
    const isKnownEnd = ({ at, listensSince, boot, isBack }: Loss): boolean =>
      !isBack &&
      listensSince === office.listensSince &&
      this.ends.some((end) => end.boot === boot && end.at >= at - heardMs);
    return this.losses.filter((loss) => !isKnownEnd(loss));
  }

  /** Until when the controller has said this code of itself to the office's broker. */
  saidUntil(code: string): Millis {
    return this.#state.includes(`"${code}"`) ? this.#world.clock.now() : (this.#saidUntil.get(code) ?? 0);
  }

  look(): void {
    const now = this.#world.clock.now();
    const { office, central } = this.#world;
    for (const losing of this.#losing) {
      if (central.isCut(officeName)) losing.heardAt = Number.POSITIVE_INFINITY;
      else if (losing.heardAt > now) losing.heardAt = central.soundSince;
    }
    for (const losing of this.#losing.filter(({ heardAt }) => now > heardAt + heardMs))
      if (losing.listensSince === office.listensSince) this.losses.push(losing);
    this.#losing = this.#losing.filter(({ heardAt }) => now <= heardAt + heardMs);
    if (this.#hasClone) this.cloneAt = now;
    if (this.thereSince() !== undefined) this.#awaySince = undefined;
    else this.#awaySince ??= now;
  }

  /** Since when the site is not there; undefined while it is. */
  get awaySince(): Millis | undefined {
    return this.#awaySince;
  }

  get #id(): string {
    return `loket-${this.#world.site.id}`;
  }

  get #hasClone(): boolean {
    return this.#world.central.joinedAt(cloneName) !== undefined || this.#world.held('clone central');
  }

  /** Since when the office listens to a broker that works; undefined while it does not. */
  listensSince(): Millis | undefined {
    const { office, central } = this.#world;
    const since = office.listensSince;
    if (since === undefined || !central.up || central.hung || central.isCut(officeName)) return undefined;
    return Math.max(since, central.soundSince);
  }

  /** Since when the site runs and is connected, and the office listens; undefined while that is not so. */
  thereSince(): Millis | undefined {
    const { life, central } = this.#world;
    const listensSince = this.listensSince();
    const joinedAt = central.joinedAt(this.#id);
    const runs = life !== undefined && !life.stopping && central.serves(this.#id);
    if (listensSince === undefined || joinedAt === undefined || !runs || this.#hasClone) return undefined;
    return Math.max(listensSince, joinedAt, life.startedAt, this.cloneAt);
  }

  /** Whether the site connected after the office last began to listen: then it says at once that it is there. */
  joinedLast(): boolean {
    const joinedAt = this.#world.central.joinedAt(this.#id) ?? 0;
    return joinedAt > (this.listensSince() ?? 0) && joinedAt > this.cloneAt;
  }

  /**
   * The site is gone, and the office must know it from `due` on, by the deadlines of docs/office.md; undefined while it
   * is there, the office does not listen, or another controller speaks for it.
   */
  gone(): { readonly due: Millis; readonly how: Gone } | undefined {
    const { life, central, office } = this.#world;
    const listensSince = this.listensSince();
    if (listensSince === undefined || this.thereSince() !== undefined || this.#hasClone) return undefined;
    // A process that has said goodbye may lose its line before it ends: that it stopped stays said.
    const isStopped = this.#state.includes('"state":"offline"') && bootIn(this.#state) === this.#stoppedBoot;
    const how = isStopped ? 'stopped' : life === undefined ? 'dead' : 'cut';
    const lineSince = office.listensSince ?? 0;
    const isHeard = this.spokeAt > lineSince;
    const since = Math.max(listensSince, this.cloneAt);
    if (!isHeard) return { due: since + deadlinesMs.behindRetained, how };
    const due = [Math.max(this.spokeAt + deadlinesMs.silent, since)];
    // The words of another controller may hide all that is known sooner.
    if (this.cloneAt > lineSince)
      return { due: Math.max(this.spokeAt, since) + deadlinesMs.behindRetained, how };
    const hasConnection = central.has(this.#id);
    const goodbyes = [this.losses.at(-1)?.at ?? 0].filter((at) => at >= this.spokeAt);
    if (isStopped && this.saidStopAt > lineSince) goodbyes.push(this.saidStopAt);
    if (!hasConnection) due.push(...goodbyes.map((at) => Math.max(at, since) + deadlinesMs.lost));
    const frozenSince = this.#frozenSince();
    if (frozenSince !== undefined) due.push(Math.max(frozenSince, since) + deadlinesMs.frozen);
    return { due: Math.min(...due), how };
  }

  /** Since when the broker waits for a client that is dead, or whose way is frozen. */
  #frozenSince(): Millis | undefined {
    const { life, central } = this.#world;
    if (!central.has(this.#id)) return undefined;
    return life === undefined ? this.ends.at(-1)?.at : central.cutSince(this.#id);
  }
}

/** From the broker to the office. */
const heardMs: Millis = 20;

const bootIn = (payload: string): string => /"boot":"([^"]*)"/.exec(payload)?.[1] ?? '';

/** The column "known after" of docs/office.md. */
const deadlinesMs = { lost: 3_000, frozen: 36_000, silent: 78_000, behindRetained: 90_000 } as const;
