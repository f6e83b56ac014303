import { between } from '../day/day-plan.ts';
import type { SimulatedSite } from './simulated-site.ts';
import type { Timetable } from './timetable.ts';
import { regionLasts, type SiteTrouble, type Stage, siteTroubles } from './troubles.ts';
import type { Truth } from './truth.ts';

/** Something that is to happen. What is left out is drawn. Times are of the sites, in ms. */
export type TroubleOrder = { readonly forMs?: number | undefined } & (
  | { readonly kind: SiteTrouble; readonly site?: string; readonly device?: string }
  | { readonly kind: 'region'; readonly region?: string; readonly isFrozen?: boolean }
);

/** How often something happens in an hour: at each site, or to each region. */
export type TroubleRates = { readonly [kind in SiteTrouble | 'region']?: number };

const hourMs = 3_600_000;
/** A site that is well again is left alone for so long, so that one thing can be told from the next. */
const restMs = 90_000;

export interface TroubleMaker {
  /** Makes it now. False: every site that could have it has another trouble. */
  make(order: TroubleOrder): boolean;
  /** Goes on making troubles by chance. */
  beginRates(rates: TroubleRates): void;
}

export function createTroubleMaker(
  of: Stage & { readonly sites: readonly SimulatedSite[]; readonly truth: Truth },
): TroubleMaker {
  const { sites, truth, timetable, random } = of;
  const busy = new Set<SimulatedSite>();
  const regions = [...new Set(sites.map(({ plan }) => plan.region))];

  function occupy(site: SimulatedSite): () => void {
    busy.add(site);
    return () => timetable.after(restMs, () => void busy.delete(site));
  }

  function makeAtSite(order: Extract<TroubleOrder, { kind: SiteTrouble }>): boolean {
    const free = sites.filter(
      (site) => !busy.has(site) && (order.site === undefined || site.plan.id === order.site),
    );
    const site = free[Math.floor(random() * free.length)];
    if (site === undefined) return false;
    const play = siteTroubles[order.kind];
    const device = order.device ?? play.device?.(site, random);
    const isOver = truth.begins(order.kind, site.plan.id, device);
    const release = occupy(site);
    const end = play.begin(site, of, device ?? '');
    if (end === undefined) return true;
    timetable.after(order.forMs ?? between(random, ...play.lastsMs), () => {
      end();
      isOver();
      release();
    });
    return true;
  }

  function makeAtRegion(order: Extract<TroubleOrder, { kind: 'region' }>): boolean {
    const region = order.region ?? regions[Math.floor(random() * regions.length)];
    const gone = sites.filter((site) => site.plan.region === region && !busy.has(site));
    if (gone.length === 0) return false;
    const ends = gone.map((site) => {
      const isOver = truth.begins('region', site.plan.id);
      const release = occupy(site);
      if (order.isFrozen === true) site.link.freezeCable();
      else site.link.cut();
      return () => {
        site.link.mend();
        isOver();
        release();
      };
    });
    timetable.after(order.forMs ?? between(random, ...regionLasts), () => {
      for (const end of ends) end();
    });
    return true;
  }

  const make = (order: TroubleOrder): boolean =>
    order.kind === 'region' ? makeAtRegion(order) : makeAtSite(order);

  return { make, beginRates: (rates) => beginRates(rates, { ...of, regions: regions.length, make }) };
}

/** Makes troubles by chance, from now on. */
function beginRates(
  rates: TroubleRates,
  of: {
    readonly sites: readonly SimulatedSite[];
    readonly regions: number;
    readonly timetable: Timetable;
    readonly random: () => number;
    readonly make: (order: TroubleOrder) => boolean;
  },
): void {
  const { sites, regions, timetable, random, make } = of;
  for (const [name, perHour = 0] of Object.entries(rates)) {
    const kind = name as keyof TroubleRates;
    const all = perHour * (kind === 'region' ? regions : sites.length);
    if (all <= 0) continue;
    const next = (): void =>
      timetable.after((-Math.log(1 - random()) * hourMs) / all, () => {
        make({ kind });
        next();
      });
    next();
  }
}
