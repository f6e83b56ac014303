import type { Millis } from '../../devices/ports.ts';
import type { BrokerLine, LineLoss } from './broker-line.ts';
import { fleetKey, ownClockKey, regionKey, regionOfKey } from './cause-keys.ts';
import { type Standing, settleCauses } from './standing-causes.ts';
import { type Seen, Together } from './together.ts';
import { verdictLimits } from './verdict-limits.ts';
import type { Moment, RootCause, Verdict } from './verdict-types.ts';

/** What sites have in common: the office's line to its broker, the broker, the region. */
export class FleetWatch {
  #line: BrokerLine;
  readonly #regionOf = new Map<string, string>();
  readonly #sitesOf = new Map<string, Set<string>>();
  readonly #regions = new Map<string, Together>();
  readonly #all = new Together({
    share: verdictLimits.fleetShare,
    suspect: verdictLimits.fleetSuspectShare,
    isEnough: (gone) => this.#isOfManyRegions(gone),
  });
  /** Sites whose clock was compared, and those that were found wrong. */
  readonly #clocks = new Set<string>();
  readonly #clocksOff = new Set<string>();
  readonly #standing = new Map<string, Standing>();
  #found = new Map<string, RootCause>();
  /** When it is to be settled again though nothing is heard. */
  until: Millis | undefined;

  /** `before`: causes that were standing when the office stopped. */
  constructor(startedAt: Moment, before: readonly RootCause[]) {
    this.#line = { isUp: false, number: 0, madeAs: 0, since: startedAt, why: undefined, hadWills: false };
    for (const cause of before)
      this.#standing.set(cause.key, { cause, firstAt: startedAt.at, said: startedAt, goneAt: undefined });
  }

  get line(): BrokerLine {
    return this.#line;
  }

  lineUp(now: Moment): void {
    const number = this.#line.number + 1;
    this.#line = { isUp: true, number, madeAs: number, since: now, why: undefined, hadWills: false };
  }

  /** The line is lost; told again, an attempt has failed, which may tell why. */
  lineDown(why: LineLoss, now: Moment, hadWills: boolean): void {
    const line = this.#line;
    if (line.isUp) this.#line = { ...line, isUp: false, since: now, why, hadWills };
    else if (why === 'refused' || why === 'no-network') this.#line = { ...line, why };
  }

  /** The office was held up itself: what it heard before says nothing about now. */
  heldUp(now: Moment): void {
    const { isUp, madeAs } = this.#line;
    if (!isUp) return;
    this.lineUp(now);
    this.#line = { ...this.#line, madeAs };
  }

  /** A site is there, away or neither. `region`: undefined where it is not known. */
  saw(site: string, region: string | undefined, seen: Seen, since: Moment): void {
    this.#move(site, region, since);
    this.#all.saw(site, seen, since);
    if (region !== undefined) this.#togetherOf(region).saw(site, seen, since);
  }

  /** Settles. The sites that are to be judged again, and the causes that are over. */
  settle(now: Moment): {
    readonly touched: ReadonlySet<string> | 'all';
    readonly over: readonly RootCause[];
  } {
    const before = marks(this.#found, this.#standing);
    this.#found = this.#look(now);
    const isJudged = (key: string): boolean => this.#line.isUp || key === fleetKey;
    const { over, until } = settleCauses(this.#standing, [...this.#found.values()], isJudged, now);
    const ends = [until, this.#all.until, ...[...this.#regions.values()].map((one) => one.until)];
    const coming = ends.filter((end) => end !== undefined);
    this.until = coming.length === 0 ? undefined : Math.min(...coming);
    const changed = changedKeys(before, marks(this.#found, this.#standing));
    if (changed.includes(fleetKey) || changed.includes(ownClockKey)) return { touched: 'all', over };
    const touched = changed.flatMap((key) => [...this.sitesOf(key)]);
    return { touched: new Set(touched), over };
  }

  /** The key of the sign, said or not, that explains why this site is away. */
  signOver(site: string): string | undefined {
    if (this.#all.has(site) && this.#found.has(fleetKey)) return fleetKey;
    const region = this.#regionOf.get(site);
    return region !== undefined && this.#regions.get(region)?.has(site) ? regionKey(region) : undefined;
  }

  /** What is said of all sites, or of the region of this one while it is away with it. */
  saidOver(site: string): Standing | undefined {
    const fleet = this.#standing.get(fleetKey);
    const isOfLine = fleet?.cause.reasons[0]?.code !== togetherCode;
    if (fleet?.said !== undefined && (isOfLine || this.#all.has(site))) return fleet;
    const region = this.#regionOf.get(site);
    const one = region === undefined ? undefined : this.#standing.get(regionKey(region));
    return one?.said !== undefined && this.#regions.get(region ?? '')?.has(site) ? one : undefined;
  }

  /** Until when a new incident of the site waits for what may be seen of its region, or of all. */
  holdSite(site: string, now: Millis): Millis | undefined {
    const isSettling = this.signOver(site) !== undefined && this.saidOver(site) === undefined;
    if (isSettling) return now + verdictLimits.settleMs;
    const region = this.#regions.get(this.#regionOf.get(site) ?? '');
    return region?.suspectUntil(now) ?? this.#all.suspectUntil(now);
  }

  /** Until when a new incident of a region waits for what may be seen of all sites. */
  holdRegions(now: Millis): Millis | undefined {
    const isSettling = this.#found.has(fleetKey) && !this.isFleetSaid();
    return isSettling ? now + verdictLimits.settleMs : this.#all.suspectUntil(now);
  }

  /** How the clock of a site is; undefined where it was not compared. */
  sawClock(site: string, isOff: boolean | undefined): void {
    if (isOff === undefined) this.#clocks.delete(site);
    else this.#clocks.add(site);
    if (isOff === true) this.#clocksOff.add(site);
    else this.#clocksOff.delete(site);
  }

  /** The sites of a region, by the key of its cause. */
  sitesOf(key: string): Iterable<string> {
    return this.#sitesOf.get(regionOfKey(key)) ?? [];
  }

  isFleetSaid(): boolean {
    return this.#standing.get(fleetKey)?.said !== undefined;
  }

  /** What stands, the cause of all sites first: what is below it looks for its incident. */
  standing(): Iterable<Standing> {
    const fleet = this.#standing.get(fleetKey);
    const regions = [...this.#standing.values()].filter((one) => one !== fleet);
    return fleet === undefined ? regions : [fleet, ...regions];
  }

  /** Nearly all clocks are wrong: it is the office's own. */
  isOwnClockOff(): boolean {
    const { ownClockShare, ownClockSitesLeast } = verdictLimits;
    const off = this.#clocksOff.size;
    return off >= ownClockSitesLeast && off > ownClockShare * this.#clocks.size;
  }

  /** Sites of one region alone are that region, where there are others. */
  #isOfManyRegions(gone: ReadonlySet<string>): boolean {
    const theirs = new Set([...gone].map((site) => this.#regionOf.get(site)));
    return theirs.size > 1 || theirs.has(undefined);
  }

  #togetherOf(region: string): Together {
    const one = this.#regions.get(region) ?? newRegion();
    this.#regions.set(region, one);
    return one;
  }

  #move(site: string, region: string | undefined, now: Moment): void {
    const old = this.#regionOf.get(site);
    if (old === region) return;
    if (old !== undefined) {
      this.#togetherOf(old).saw(site, 'other', now);
      this.#regionOf.delete(site);
      this.#leave(site, old);
    }
    if (region === undefined) return;
    this.#regionOf.set(site, region);
    this.#sitesOf.set(region, (this.#sitesOf.get(region) ?? new Set()).add(site));
  }

  /** A region without sites is forgotten: a site may give itself a new one as often as it likes. */
  #leave(site: string, region: string): void {
    const sites = this.#sitesOf.get(region);
    sites?.delete(site);
    if (sites?.size !== 0) return;
    this.#sitesOf.delete(region);
    this.#regions.delete(region);
  }

  #look(now: Moment): Map<string, RootCause> {
    const causes: RootCause[] = [];
    const all = this.#all.stands(now.at);
    if (this.isOwnClockOff()) causes.push(ownClockCause(now));
    if (!this.#line.isUp) causes.push(lineCause(this.#line));
    else if (all !== undefined) causes.push(brokerCause(all));
    for (const [region, together] of this.#regions) {
      const since = together.stands(now.at);
      if (!this.#line.isUp || since === undefined) continue;
      const cause = regionCause(region, since, this.#regions.size);
      causes.push(all === undefined ? cause : { ...cause, under: fleetKey });
    }
    return new Map(causes.map((cause) => [cause.key, cause]));
  }
}

/** What is found and what is said, to tell what changes. */
function marks(
  found: ReadonlyMap<string, RootCause>,
  standing: ReadonlyMap<string, Standing>,
): ReadonlyMap<string, string> {
  const all = new Map<string, string>();
  for (const key of found.keys()) all.set(key, 'found');
  for (const [key, { said, cause, goneAt }] of standing)
    all.set(key, `${all.get(key)} ${said?.at} ${cause.verdict} ${goneAt}`);
  return all;
}

function changedKeys(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((key) => a.get(key) !== b.get(key));
}

function newRegion(): Together {
  return new Together({ share: verdictLimits.regionShare, suspect: verdictLimits.regionSuspectShare });
}

/** The line is good and the sites are not: not all of them need be gone. */
const togetherCode = 'most-sites-at-once';

const plain = { devices: [], isQuiet: false, candidates: [], confidence: 'certain' } as const;

function lineCause(line: BrokerLine): RootCause {
  const { since, why, hadWills } = line;
  const is = (verdict: Verdict, code: string): RootCause => ({
    ...plain,
    ...{ key: fleetKey, verdict, reasons: [{ code }], since, fix: 'technician' },
  });
  if (hadWills) return is('broker', 'wills-of-all');
  if (why === 'refused') return is('broker', 'line-refused');
  if (why === 'no-network') return is('office', 'no-network');
  return { ...is('unknown', 'line-lost'), candidates: ['broker', 'office'], confidence: 'open' };
}

/** The office hears its broker, and the broker hears hardly any site. */
function brokerCause(since: Moment): RootCause {
  const reasons = [{ code: togetherCode }];
  return { ...plain, key: fleetKey, verdict: 'broker', reasons, confidence: 'likely', since, fix: 'network' };
}

function ownClockCause(since: Moment): RootCause {
  const reasons = [{ code: 'own-clock' }];
  return {
    ...plain,
    key: ownClockKey,
    verdict: 'office',
    reasons,
    confidence: 'likely',
    since,
    fix: 'technician',
  };
}

/** Where all sites are of one region, it cannot be told from the broker's own line. */
function regionCause(region: string, since: Moment, regions: number): RootCause {
  const reasons = [{ code: 'region-at-once', of: region }];
  const candidates: readonly Verdict[] = regions > 1 ? [] : ['region', 'broker'];
  return {
    ...plain,
    ...{
      key: regionKey(region),
      verdict: 'region',
      reasons,
      candidates,
      confidence: 'likely',
      since,
      fix: 'network',
    },
  };
}
