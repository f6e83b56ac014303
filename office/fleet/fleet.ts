import type { Cancel } from '../../devices/ports.ts';
import { isId } from '../../firmware-host/mqtt/topics.ts';
import type { KnownSite } from '../store/store-port.ts';
import type { Heard } from '../verdict/heard-message.ts';
import type { Incident, Moment, VerdictChange } from '../verdict/verdict-types.ts';
import type { Judged } from '../verdict/verdicts.ts';
import { fleetLimits } from './fleet-limits.ts';
import type { FleetChange, FleetView, SiteSeen } from './fleet-view.ts';
import { shareHours } from './said-hours.ts';
import { hearMessage, judgeDevice, newSiteFold, type SiteFold } from './site-fold.ts';

/** Folds what is heard and what is judged. It has no clock and no connection. */
export interface Fleet extends FleetView {
  /** How many sites were left out because there are `sitesMax` already. */
  readonly leftOut: number;
  hear(heard: Heard): void;
  /** The office has its line to the broker, or listens again after it was held up; `wall`: Unix ms. */
  lineUp(wall: number): void;
  lineDown(): void;
  /**
   * Takes in what the verdicts have judged, and then tells the listeners what has changed since the last call. It is
   * called once in each turn of the judge, once a second at least: figures that were heard are told then.
   */
  judged(judged: Judged, now: Moment): void;
}

/** What was known before this start. */
export interface KnownBefore {
  readonly sites?: readonly KnownSite[];
  readonly incidents?: readonly Incident[];
}

export function createFleet(startedAt: Moment, before: KnownBefore = {}): Fleet {
  return new FoldedFleet(startedAt, before);
}

class FoldedFleet implements Fleet {
  readonly #sites = new Map<string, SiteFold>();
  readonly #open: Map<string, Incident>;
  readonly #listeners = new Set<(change: FleetChange) => void>();
  readonly #leftOut = new Set<string>();
  readonly #shared = shareHours();
  #changed = new Set<string>();
  #list: readonly Incident[] | undefined;
  #listeningSince: number | undefined;

  constructor(startedAt: Moment, { sites = [], incidents = [] }: KnownBefore) {
    this.#open = new Map(incidents.map((incident) => [incident.id, incident]));
    for (const { id, title, region, heardAt } of sites) {
      const site = this.#siteOf(id, startedAt);
      // 0: it is known by what the broker retains, and was never heard.
      if (site !== undefined) Object.assign(site, { title, region, heardAt: heardAt || undefined });
    }
  }

  get listeningSince(): number | undefined {
    return this.#listeningSince;
  }

  get leftOut(): number {
    return this.#leftOut.size;
  }

  sites(): Iterable<SiteSeen> {
    return this.#sites.values();
  }

  site(id: string): SiteSeen | undefined {
    return this.#sites.get(id);
  }

  incidents(): readonly Incident[] {
    this.#list ??= [...this.#open.values()];
    return this.#list;
  }

  onChange(listener: (change: FleetChange) => void): Cancel {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  hear(heard: Heard): void {
    const { site: id, topic, payload } = heard;
    if (payload === undefined && topic === 'controller/state') {
      this.#forget(id);
      return;
    }
    // Topics of a closed site are cleared one by one: that makes no site.
    if (payload === undefined && !this.#sites.has(id)) return;
    const site = this.#siteOf(id, { at: heard.heardAt, wall: heard.wallAt });
    if (site === undefined) return;
    if (hearMessage(site, heard)) this.#changed.add(id);
    if (topic === 'controller/info') site.hours = this.#shared(site.hours);
  }

  lineUp(wall: number): void {
    this.#listeningSince = wall;
  }

  lineDown(): void {
    this.#listeningSince = undefined;
  }

  judged({ verdicts, incidents }: Judged, now: Moment): void {
    for (const change of verdicts) this.#judge(change, now);
    for (const { incident } of incidents) {
      if (incident.closedAt === undefined) this.#open.set(incident.id, incident);
      else this.#open.delete(incident.id);
    }
    if (incidents.length > 0) this.#list = undefined;
    if (this.#changed.size === 0 && incidents.length === 0) return;
    const change: FleetChange = { sites: this.#changed, incidents: incidents.length > 0 };
    this.#changed = new Set();
    for (const listener of this.#listeners) listener(change);
  }

  #judge({ site: id, device, judgement }: VerdictChange, now: Moment): void {
    if (device === undefined && judgement === undefined) {
      this.#forget(id);
      return;
    }
    const site = device === undefined ? this.#siteOf(id, now) : this.#sites.get(id);
    if (site === undefined) return;
    this.#changed.add(id);
    if (device !== undefined) judgeDevice(site, device, judgement);
    else if (judgement !== undefined) site.judgement = judgement;
  }

  #siteOf(id: string, now: Moment): SiteFold | undefined {
    const there = this.#sites.get(id);
    if (there !== undefined || !isId(id)) return there;
    if (this.#sites.size >= fleetLimits.sitesMax) {
      // What is counted is bounded as well.
      if (this.#leftOut.size < fleetLimits.sitesMax) this.#leftOut.add(id);
      return undefined;
    }
    const site = newSiteFold(id, now);
    this.#sites.set(id, site);
    this.#changed.add(id);
    return site;
  }

  #forget(id: string): void {
    if (this.#sites.delete(id)) this.#changed.add(id);
  }
}
