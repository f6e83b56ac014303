import type { Clock } from '../../devices/ports.ts';
import {
  type MeasureName,
  measureNames,
  measureOf,
  withheldAmong,
} from '../reports/satisfaction-measures.ts';
import {
  createSatisfactionSums,
  type SiteSatisfaction,
  satisfactionOfSite,
} from '../reports/satisfaction-sums.ts';
import { createBreathing } from './make-report.ts';
import { officeWebLimits } from './office-web-limits.ts';
import type { MadeSatisfaction, MakeReport, MeasuredSite, ReportKind } from './report-maker.ts';
import { siteFactsOf, type UsualHours } from './site-facts-of.ts';

/** Makes reports of what visitors said, of what a user sees. Business days are the sites' own: no zone is needed. */
export function createMakeSatisfaction(of: {
  readonly clock: Clock;
  readonly wall: () => number;
  readonly usual: UsualHours;
}): MakeReport<MadeSatisfaction> {
  const { reportSitesAtOnce } = officeWebLimits;
  return async ({ days, site: only }, scope, told) => {
    const madeAt = Math.floor(of.wall());
    const breathe = createBreathing(of.clock);
    const ids = only === undefined ? [...scope.fleet.sites()].map(({ id }) => id) : [only];
    const sums = createSatisfactionSums(days);
    const sites: SiteSatisfaction[] = [];
    for (let at = 0; at < ids.length; at += reportSitesAtOnce) {
      told({ made: at, of: ids.length });
      // One may have been closed for good since the report was begun.
      const seen = ids.slice(at, at + reportSitesAtOnce).flatMap((id) => scope.fleet.site(id) ?? []);
      const read = seen.map(async (one) => ({
        one,
        ratings: await scope.ratings(one.id, days.first, days.last),
      }));
      for (const { one, ratings } of await Promise.all(read))
        await breathe(() => {
          const facts = siteFactsOf(one, of.usual);
          for (const { id, title } of facts.services) sums.name(id, title);
          sums.add(ratings);
          sites.push(satisfactionOfSite(facts, ratings, days));
        });
    }
    return { days, madeAt, sites: await measured(sites, breathe), sums: sums.satisfaction() };
  };
}

async function measured(
  sites: readonly SiteSatisfaction[],
  breathe: ReturnType<typeof createBreathing>,
): Promise<readonly MeasuredSite[]> {
  const wholes = sites.map(({ whole }) => whole);
  const withheld = new Map(measureNames.map((name) => [name, withheldAmong(wholes, name)]));
  const all: MeasuredSite[] = [];
  for (const [at, site] of sites.entries())
    await breathe(() => {
      const of = (name: MeasureName) => measureOf(site.whole, name, withheld.get(name)?.[at] ?? true);
      all.push({ ...site, measures: { pulse: of('pulse'), survey: of('survey') } });
    });
  return all;
}

/** How large it is is said by its groups: services and weeks of sites. */
export const satisfactionSize: Pick<ReportKind<MadeSatisfaction>, 'sizeOf' | 'sizeMax'> = {
  sizeOf: ({ sites }) => sites.reduce((sum, { services, weeks }) => sum + services.length + weeks.length, 0),
  sizeMax: officeWebLimits.satisfactionGroupsKeptMax,
};
