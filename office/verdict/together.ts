import type { Millis } from '../../devices/ports.ts';
import { verdictLimits } from './verdict-limits.ts';
import type { Moment } from './verdict-types.ts';

export type Seen = 'there' | 'away' | 'other';

/** Sites that went together, of one region or of all: one cause for them all. */
export class Together {
  readonly #share: number;
  readonly #suspect: number;
  readonly #isEnough: (gone: ReadonlySet<string>) => boolean;
  readonly #there = new Set<string>();
  readonly #away = new Set<string>();
  /** Those that went lately, in the order in which they went. */
  #recent: { readonly site: string; readonly since: Moment }[] = [];
  /** Those that went with the others. */
  #members = new Set<string>();
  #since: Moment | undefined;
  /** The last time one of them came back. */
  #backAt: Millis | undefined;

  /**
   * `share`: more than this share of the sites has to go together. `suspect`: from this share on it may become that.
   * `isEnough`: what else the gone have to be.
   */
  constructor(of: {
    readonly share: number;
    readonly suspect: number;
    readonly isEnough?: (gone: ReadonlySet<string>) => boolean;
  }) {
    this.#share = of.share;
    this.#suspect = of.suspect;
    this.#isEnough = of.isEnough ?? (() => true);
  }

  /** A site is there, or is away since `moment`, or nothing is known of it. */
  saw(site: string, seen: Seen, moment: Moment): void {
    if (seen === 'away') {
      this.#there.delete(site);
      if (!this.#away.has(site)) this.#left(site, moment);
      return;
    }
    if (this.#away.has(site)) this.#back(site, moment.at);
    if (seen === 'there') this.#there.add(site);
    else this.#there.delete(site);
  }

  /** When the first of them went, while the common cause stands at `now`. */
  stands(now: Millis): Moment | undefined {
    if (this.#since !== undefined && this.#isOver(now)) {
      this.#members = new Set();
      this.#since = undefined;
      this.#backAt = undefined;
    }
    return this.#since;
  }

  /** Whether the site went with the others and is not back. */
  has(site: string): boolean {
    return this.#since !== undefined && this.#members.has(site) && this.#away.has(site);
  }

  /** When it may end though nothing is heard. */
  get until(): Millis | undefined {
    if (this.#since === undefined || this.#backAt === undefined) return undefined;
    return this.#backAt + verdictLimits.homecomingMs;
  }

  /** More sites may follow those that went lately: until then what is said of each alone is held back. */
  suspectUntil(now: Millis): Millis | undefined {
    const { togetherMs, togetherSitesMin } = verdictLimits;
    if (this.#since !== undefined) return undefined;
    const gone = this.#recent.filter(({ since }) => now - since.at <= togetherMs);
    const isMany = gone.length > this.#suspect * (gone.length + this.#there.size);
    const [first] = gone;
    return gone.length >= togetherSitesMin && isMany && first !== undefined
      ? first.since.at + togetherMs
      : undefined;
  }

  #left(site: string, since: Moment): void {
    this.#away.add(site);
    const { togetherMs, togetherSitesMin } = verdictLimits;
    this.#recent = this.#recent.filter((one) => one.site !== site && since.at - one.since.at <= togetherMs);
    this.#recent.push({ site, since });
    if (this.#since !== undefined) {
      this.#members.add(site);
      return;
    }
    const gone = new Set(this.#recent.map((one) => one.site));
    const isMost = gone.size > this.#share * (gone.size + this.#there.size);
    if (gone.size < togetherSitesMin || !isMost || !this.#isEnough(gone)) return;
    this.#members = gone;
    this.#since = this.#recent[0]?.since;
    this.#backAt = undefined;
  }

  #back(site: string, at: Millis): void {
    this.#away.delete(site);
    this.#recent = this.#recent.filter((one) => one.site !== site);
    if (this.#members.has(site)) this.#backAt = at;
  }

  /** All are back, or so many that the rest stay away for reasons of their own. */
  #isOver(now: Millis): boolean {
    if (this.#backAt === undefined) return false;
    const left = [...this.#members].filter((site) => this.#away.has(site)).length;
    const isHome = now - this.#backAt >= verdictLimits.homecomingMs;
    return left === 0 || (isHome && (left < 2 || left <= this.#share * this.#members.size));
  }
}
