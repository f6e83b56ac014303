import {
  addedCounts,
  elements as allElements,
  answersIn,
  type Element,
  noAnswers,
  type ScoreCounts,
  type SurveyElement,
  surveyElements,
} from './elements.ts';
import type { FormList } from './form-lists.ts';
import { type IndexInterval, intervalOf, surveyInterval } from './index-interval.ts';
import { type AnswerKind, type DaySums, noService, type RatingDays } from './rating-days.ts';
import { answersNeeded, responseRate } from './sample-size.ts';
import { type Index, indexOf, type SurveyIndex, surveyIndex } from './satisfaction-index.ts';
import { withheldRows } from './withholding.ts';

/** Business days, both ends included: YYYY-MM-DD. */
export interface DateRange {
  readonly from: string;
  readonly to: string;
}

/** What was said of one element, or of the pulse, in one group. */
export interface ElementReport {
  readonly element: Element;
  readonly answers: number;
  readonly ofPads: number;
  readonly ofForms: number;
  /** Too few answers, or as many as would tell those of another row: nothing else is said of it. */
  readonly withheld: boolean;
  /** Absent where it is withheld, or has no answers. */
  readonly counts?: ScoreCounts;
  readonly index?: Index;
  readonly interval?: IndexInterval;
  /**
   * Answers of pads in hundredths of a percent of the visits on the days on which pads asked it; absent without visits.
   */
  readonly responseHundredths?: number;
}

/** The site as a whole, or one service. */
export interface GroupReport {
  /** Absent: the site. */
  readonly service?: string;
  readonly visits: number;
  /** Answers that each element needs, by Krejcie and Morgan, for so many visits. */
  readonly needed: number;
  /** People who filled in a form. */
  readonly forms: number;
  /** Visits that a pad has an answer of. */
  readonly ofPads: number;
  readonly responseHundredths?: number;
  readonly complaints: number;
  /** The nine, in the regulation's order. */
  readonly elements: readonly ElementReport[];
  readonly survey: SurveyReport;
  readonly pulse: ElementReport;
}

/** `withheld`: one of its elements is, which the others and the index together would tell. */
export type SurveyReport =
  | { readonly withheld: true; readonly missing: readonly SurveyElement[] }
  | ({ readonly withheld: false; readonly interval?: IndexInterval } & SurveyIndex);

/** Answers that enter no index of the site. */
export interface LeftOut {
  readonly kind: Exclude<AnswerKind, 'counted'>;
  readonly element: Element;
  readonly answers: number;
}

export interface IkmReport extends DateRange {
  readonly site: GroupReport;
  readonly services: readonly GroupReport[];
  readonly leftOut: readonly LeftOut[];
  /** Answers given while the clock was not trusted: their date may be another one. */
  readonly unsynced: number;
  /** Records that were gone before they were counted, at whatever time. */
  readonly lostRecords: number;
}

/** What one group has, added up over days, pads and forms. */
interface GroupSums {
  readonly visits: number;
  readonly complaints: number;
  readonly forms: number;
  readonly pads: ReadonlyMap<Element, ScoreCounts>;
  readonly paper: ReadonlyMap<Element, ScoreCounts>;
  /** Visits on the days on which pads asked the element. */
  readonly askedVisits: ReadonlyMap<Element, number>;
}

/** The report of some days: the site, and its services in the order given, then others that are heard of. */
export function ikmReport(of: {
  readonly range: DateRange;
  readonly days: Pick<RatingDays, 'days' | 'gaps'>;
  readonly forms: readonly FormList[];
  readonly services: readonly string[];
}): IkmReport {
  const { range } = of;
  const isIn = (date: string) => range.from <= date && date <= range.to;
  const days = [...of.days.days].filter(([date]) => isIn(date));
  const forms = of.forms.flatMap((list) => list.days.filter(({ date }) => isIn(date)));
  const askedOn = new Map(days.map(([date, day]) => [date, elementsAsked(day)]));
  const sums = (isOf: (service: string) => boolean) => groupSums(days, forms, askedOn, isOf);
  const known = new Set([
    ...of.services,
    ...days.flatMap(([, { services }]) => [...services.keys()]).sort(),
    ...forms.map(({ service }) => service).sort(),
  ]);
  const groups = [...known]
    .map((service) => [service, sums((one) => one === service)] as const)
    .filter(([service, one]) => service !== noService || one.forms > 0 || one.pads.size > 0);
  const withheld = withheldByElement(groups.map(([, one]) => one));
  return {
    ...range,
    site: groupReport(
      sums(() => true),
      (element) =>
        withheldRows([
          answersOf(
            sums(() => true),
            element,
          ),
        ])[0] === true,
    ),
    services: groups.map(([service, one], at) => ({
      ...{ service },
      ...groupReport(one, (element) => withheld.get(element)?.[at] === true),
    })),
    leftOut: leftOut(days.map(([, day]) => day)),
    unsynced: days.reduce((sum, [, day]) => sum + day.unsynced, 0),
    lostRecords: of.days.gaps.reduce((sum, { from, to }) => sum + to - from + 1, 0),
  };
}

const elementsAsked = ({ services }: DaySums): ReadonlySet<Element> =>
  new Set([...services.values()].flatMap(({ answers }) => [...answers.counted.keys()]));

function groupSums(
  days: readonly (readonly [string, DaySums])[],
  formDays: readonly FormList['days'][number][],
  askedOn: ReadonlyMap<string, ReadonlySet<Element>>,
  isOf: (service: string) => boolean,
): GroupSums {
  let [visits, complaints, forms] = [0, 0, 0];
  const pads = new Map<Element, ScoreCounts>();
  const paper = new Map<Element, ScoreCounts>();
  const askedVisits = new Map<Element, number>();
  const add = (to: Map<Element, ScoreCounts>, element: Element, counts: ScoreCounts) =>
    to.set(element, addedCounts(to.get(element) ?? noAnswers, counts));
  for (const [date, day] of days)
    for (const [service, sums] of day.services) {
      if (!isOf(service)) continue;
      visits += sums.visits;
      complaints += sums.complaints;
      for (const [element, counts] of sums.answers.counted) add(pads, element, counts);
      for (const element of askedOn.get(date) ?? [])
        askedVisits.set(element, (askedVisits.get(element) ?? 0) + sums.visits);
    }
  for (const day of formDays) {
    if (!isOf(day.service)) continue;
    forms += day.forms;
    for (const [element, counts] of day.answers) add(paper, element, counts);
  }
  return { visits, complaints, forms, pads, paper, askedVisits };
}

const answersOf = ({ pads, paper }: GroupSums, element: Element): number =>
  answersIn(pads.get(element) ?? noAnswers) + answersIn(paper.get(element) ?? noAnswers);

/** Services stand in one table with the site, which is their sum. */
function withheldByElement(groups: readonly GroupSums[]): ReadonlyMap<Element, readonly boolean[]> {
  return new Map(
    allElements.map((element) => [element, withheldRows(groups.map((one) => answersOf(one, element)))]),
  );
}

function groupReport(sums: GroupSums, isWithheld: (element: Element) => boolean): GroupReport {
  const row = (element: Element) => elementReport(sums, element, isWithheld(element));
  const elements = surveyElements.map(row);
  const ofPads = [...sums.pads.values()].reduce((sum, counts) => sum + answersIn(counts), 0);
  return {
    visits: sums.visits,
    needed: answersNeeded(sums.visits),
    forms: sums.forms,
    ofPads,
    ...rate(ofPads, sums.visits),
    complaints: sums.complaints,
    elements,
    survey: surveyReport(elements),
    pulse: row('pulse'),
  };
}

function elementReport(sums: GroupSums, element: Element, isWithheld: boolean): ElementReport {
  const pads = sums.pads.get(element) ?? noAnswers;
  const counts = addedCounts(pads, sums.paper.get(element) ?? noAnswers);
  const answers = answersIn(counts);
  const ofPads = answersIn(pads);
  const withheld = answers > 0 && isWithheld;
  const [index, interval] = [indexOf(counts), intervalOf(counts)];
  return {
    ...{ element, answers, ofPads, ofForms: answers - ofPads, withheld },
    ...(withheld || index === undefined ? {} : { counts, index }),
    ...(withheld || interval === undefined ? {} : { interval }),
    ...(ofPads > 0 ? rate(ofPads, sums.askedVisits.get(element) ?? 0) : {}),
  };
}

function rate(answers: number, visits: number): { readonly responseHundredths?: number } {
  const responseHundredths = responseRate(answers, visits);
  return responseHundredths === undefined ? {} : { responseHundredths };
}

function surveyReport(elements: readonly ElementReport[]): SurveyReport {
  const missing = surveyElements.filter((_, at) => elements[at]?.answers === 0);
  if (elements.some(({ withheld }) => withheld)) return { withheld: true, missing };
  const byElement = new Map(
    surveyElements.map((element, at) => [element, elements[at]?.counts ?? noAnswers]),
  );
  const interval = surveyInterval(byElement);
  return { withheld: false, ...surveyIndex(byElement), ...(interval === undefined ? {} : { interval }) };
}

function leftOut(days: readonly DaySums[]): readonly LeftOut[] {
  const services = days.flatMap((day) => [...day.services.values()]);
  const answers = (kind: LeftOut['kind'], element: Element) =>
    services.reduce((sum, { answers }) => sum + inAll(answers[kind].get(element)), 0);
  return (['repeated', 'none', 'hall'] as const).flatMap((kind) =>
    allElements
      .map((element) => ({ kind, element, answers: answers(kind, element) }))
      .filter(({ answers }) => answers > 0),
  );
}

const inAll = (counts: ScoreCounts = noAnswers): number => answersIn(counts);
