import type { FleetView, SiteSeen } from '../fleet/fleet-view.ts';
import type { ReportReader, SiteRecords } from '../store/report-store.ts';
import type { HistoryStore, KeptIncident, KeptWindow, Scope, VerdictSpan } from '../store/store-port.ts';
import { fleetKey, regionKey, regionOfKey } from '../verdict/cause-keys.ts';
import type { Incident } from '../verdict/verdict-types.ts';
import type { OfficeUser } from './office-users.ts';
import { officeWebLimits } from './office-web-limits.ts';

/**
 * What one user sees of the fleet and of its history. Routes are given this and nothing else, so that what a user may
 * see is decided here alone. What is not to be seen is not there: it is answered as what does not exist.
 */
export interface UserScope {
  readonly fleet: FleetView;
  /** Users of the same key see the same, now and later. */
  readonly key: string;
  spans(site: string, from: number, to: number): Promise<readonly VerdictSpan[]>;
  /** `site` missing: of all sites that are seen. */
  incidents(
    of: { readonly site?: string },
    from: number,
    to: number,
    most: number,
  ): Promise<readonly KeptIncident[]>;
  /** Whether there is such an incident, open or lately closed. */
  knowsIncident(id: string, now: number): Promise<boolean>;
  windows(): Promise<readonly KeptWindow[]>;
  /** What was reckoned of a site, as `ReportStore.of` has it. */
  records: ReportReader['of'];
  /** What visitors said of a site, as `ReportStore.ratings` has it. */
  ratings: ReportReader['ratings'];
  /** Whether the user may have a window of this; one of a region has to be the user's own. */
  seesWindow(of: Pick<KeptWindow, 'region' | 'site'>): boolean;
}

/** The user without regions sees everything. Without `records` nothing was reckoned of any site. */
export function createUserScope(
  { regions }: Pick<OfficeUser, 'regions'>,
  fleet: FleetView,
  history: HistoryStore,
  records: ReportReader = { of: async () => noRecords, ratings: async () => [] },
): UserScope {
  const isOwn = (region: string | undefined): boolean =>
    regions === undefined || (region !== undefined && regions.includes(region));
  const seesSite = (id: string): boolean => isOwn(fleet.site(id)?.region);
  const sees = ({ site, cause: { key } }: Incident): boolean => {
    if (site !== undefined) return seesSite(site);
    // The broker concerns everybody; what else is of no region, such as the office's own clock, is not for regions.
    return key === fleetKey || isOwn(key.startsWith(regionKey('')) ? regionOfKey(key) : undefined);
  };
  const seesWindow = ({ region, site }: Pick<KeptWindow, 'region' | 'site'>): boolean =>
    site === undefined ? isOwn(region) : seesSite(site);
  const scopeOf = (site: string | undefined): Scope => ({
    ...(site === undefined ? {} : { site }),
    ...(regions === undefined ? {} : { regions }),
  });
  const incidents: UserScope['incidents'] = async ({ site }, from, to, most) => {
    const found = await history.incidents(scopeOf(site), from, to, most);
    return found.filter(({ incident }) => sees(incident));
  };
  return {
    fleet: scopedFleet(fleet, isOwn, sees),
    key: regions === undefined ? '' : JSON.stringify([...regions].sort()),
    seesWindow,
    spans: async (site, from, to) => (seesSite(site) ? history.spans(scopeOf(site), from, to) : []),
    incidents,
    async knowsIncident(id, now) {
      const open = fleet.incidents().find((incident) => incident.id === id);
      if (open !== undefined) return sees(open);
      const { historyMs, incidentsMax } = officeWebLimits;
      const kept = await incidents({}, now - historyMs, now, incidentsMax);
      return kept.some(({ incident }) => incident.id === id);
    },
    records: async (site, ...span) => (seesSite(site) ? records.of(site, ...span) : noRecords),
    ratings: async (site, ...dates) => (seesSite(site) ? records.ratings(site, ...dates) : []),
    windows: async () => (await history.windows()).filter(seesWindow),
  };
}

const noRecords: SiteRecords = { runs: [], outages: [], queues: [], daily: [] };

function scopedFleet(
  fleet: FleetView,
  isOwn: (region: string | undefined) => boolean,
  sees: (incident: Incident) => boolean,
): FleetView {
  const site = (id: string): SiteSeen | undefined => {
    const found = fleet.site(id);
    return found !== undefined && isOwn(found.region) ? found : undefined;
  };
  return {
    get listeningSince() {
      return fleet.listeningSince;
    },
    *sites() {
      for (const one of fleet.sites()) if (isOwn(one.region)) yield one;
    },
    site,
    incidents: () => fleet.incidents().filter(sees),
    onChange(listener) {
      // A site that is closed, or moves to another region, is told once more to those who have seen it.
      const seen = new Set<string>();
      for (const one of fleet.sites()) if (isOwn(one.region)) seen.add(one.id);
      return fleet.onChange(({ sites, incidents }) => {
        const own = new Set([...sites].filter((id) => seen.has(id) || site(id) !== undefined));
        for (const id of own)
          if (site(id) === undefined) seen.delete(id);
          else seen.add(id);
        if (own.size > 0 || incidents) listener({ sites: own, incidents });
      });
    },
  };
}
