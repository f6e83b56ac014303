import { type Band, bands } from '../../firmware-host/satisfaction/bands.ts';
import { elementTitles } from '../../firmware-host/satisfaction/elements.ts';
import type { IndexInterval } from '../../firmware-host/satisfaction/index-interval.ts';
import type { Index } from '../../firmware-host/satisfaction/satisfaction-index.ts';
import { shownFromAnswers } from '../../firmware-host/satisfaction/withholding.ts';
import { byName, placedSites } from '../reports/placed-sites.ts';
import {
  elementMeasures,
  type Measure,
  type MeasureName,
  measureOf,
  withheldAmong,
} from '../reports/satisfaction-measures.ts';
import type { SatisfactionSums } from '../reports/satisfaction-sums.ts';
import type { Bilingual } from './office-messages.ts';
import { officeWebLimits } from './office-web-limits.ts';
import { namedSite } from './report-answers.ts';
import type { MadeSatisfaction, MeasuredSite } from './report-maker.ts';
import type {
  ElementAnswer,
  GroupAnswer,
  IndexAnswer,
  MeasureAnswer,
  MeasuredSiteAnswer,
  PlacedAnswer,
  SatisfactionAnswer,
} from './satisfaction-messages.ts';

const { reportRowsMax } = officeWebLimits;

/** Satisfaction as the page gets it: what is too long for a page is in the file. `site`: it is of that one alone. */
export function satisfactionAnswer(
  { days, madeAt, sites, sums }: MadeSatisfaction,
  of: { readonly site: string | undefined } & Pick<SatisfactionAnswer, 'office' | 'regions'>,
): SatisfactionAnswer {
  const [only] = of.site === undefined ? [] : sites;
  const { counts } = sums.whole;
  const whole = groupAnswers([sums.whole])[0] as GroupAnswer;
  const placed = (name: MeasureName) => (only === undefined ? placedAnswer(sites, name) : noSites);
  return {
    ...{ ...days, madeAt, office: of.office, regions: of.regions, count: sites.length },
    site: only === undefined ? null : namedSite(only),
    ...whole,
    apart: { repeated: counts.repeated, noVisit: counts.noVisit, hall: counts.hall },
    elements: elementAnswers(sums.whole, whole.survey.isWithheld),
    sites: { pulse: placed('pulse'), survey: placed('survey') },
    complaintSites: only === undefined ? complaintsOf(sites) : [],
    services: serviceAnswers(sums.services),
    weeks: groupAnswers(sums.weeks).map((week, at) => ({ ...week, ...spanOf(sums.weeks[at]) })),
    bands: bandWords,
    shownFrom: shownFromAnswers,
  };
}

const noSites: PlacedAnswer = { groups: [], unplaced: [], more: 0, silent: 0 };

const bandWords = Object.fromEntries(
  bands.map(({ band, id, en }) => [band, [id, en]]),
) as unknown as Readonly<Record<Band, Bilingual>>;

const spanOf = (week: MadeSatisfaction['sums']['weeks'][number] | undefined) => ({
  ...{ first: week?.first ?? '', last: week?.last ?? '' },
});

/** Of the rows of one table. */
function groupAnswers(groups: readonly SatisfactionSums[]): readonly GroupAnswer[] {
  const [pulse, survey] = [withheldAmong(groups, 'pulse'), withheldAmong(groups, 'survey')];
  return groups.map((sums, at) => ({
    pulse: measureAnswer(measureOf(sums, 'pulse', pulse[at] ?? true)),
    survey: measureAnswer(measureOf(sums, 'survey', survey[at] ?? true)),
    complaints: sums.counts.complaints,
  }));
}

function serviceAnswers(services: MadeSatisfaction['sums']['services']): SatisfactionAnswer['services'] {
  const answers = groupAnswers(services).map((group, at) => ({
    ...group,
    ...{ id: services[at]?.id ?? '', title: services[at]?.title ?? null },
  }));
  // What is of no service is a row where there are complaints to be told.
  return byName(answers.map((one) => ({ one, name: one.title ?? one.id })))
    .map(({ one }) => one)
    .filter(({ id, complaints }) => id !== '' || complaints > 0)
    .slice(0, reportRowsMax);
}

function measureAnswer(measure: Measure): MeasureAnswer {
  const { answers, visits, response, isWithheld, index, interval, incomplete } = measure;
  return {
    ...{ answers, visits, response: response ?? null, isWithheld, index: indexAnswer(index, interval) },
    incomplete:
      incomplete === undefined
        ? null
        : {
            missing: incomplete.missing,
            mean: incomplete.partial?.meanHundredths ?? null,
            of100: incomplete.partial?.indexHundredths ?? null,
          },
  };
}

function indexAnswer(index: Index | undefined, interval: IndexInterval | undefined): IndexAnswer | null {
  if (index === undefined || interval === undefined) return null;
  return {
    ...{ mean: index.meanHundredths, index: index.indexHundredths, band: index.band },
    ...{ low: interval.lowHundredths, high: interval.highHundredths },
  };
}

function elementAnswers(sums: SatisfactionSums, isWithheld: boolean): readonly ElementAnswer[] {
  return elementMeasures(sums, isWithheld).map(({ element, index, interval, ...one }) => ({
    ...{ ...one, id: element, title: [elementTitles[element].id, elementTitles[element].en] },
    index: indexAnswer(index, interval),
  }));
}

/** As many sites as a page has, from the top. */
function placedAnswer(sites: readonly MeasuredSite[], name: MeasureName): PlacedAnswer {
  const answered = sites
    .filter(({ measures }) => measures[name].answers > 0)
    .map((site) => placeable(site, name));
  const groups = placedSites(
    answered.flatMap((one) => (one.interval === undefined ? [] : [{ ...one, interval: one.interval }])),
  );
  const unplaced = byName(answered.filter(({ interval }) => interval === undefined));
  let room = reportRowsMax;
  const sent = <One extends { readonly row: MeasuredSiteAnswer }>(all: readonly One[]) => {
    const some = all.slice(0, room).map(({ row }) => row);
    room -= some.length;
    return some;
  };
  const sentGroups = groups.map((group) => ({ count: group.length, sites: sent(group) }));
  const sentUnplaced = sent(unplaced);
  return {
    groups: sentGroups.filter((group) => group.sites.length > 0),
    unplaced: sentUnplaced,
    more: answered.length - (reportRowsMax - room),
    silent: sites.length - answered.length,
  };
}

function placeable(site: MeasuredSite, name: MeasureName) {
  const measure = site.measures[name];
  const row: MeasuredSiteAnswer = { ...namedSite(site), measure: measureAnswer(measure) };
  return { row, name: site.title ?? site.id, interval: measure.interval };
}

function complaintsOf(sites: readonly MeasuredSite[]): SatisfactionAnswer['complaintSites'] {
  const some = sites
    .filter(({ whole }) => whole.counts.complaints > 0)
    .map((site) => ({ name: site.title ?? site.id, site }));
  return byName(some)
    .slice(0, reportRowsMax)
    .map(({ site }) => ({ ...namedSite(site), complaints: site.whole.counts.complaints }));
}
