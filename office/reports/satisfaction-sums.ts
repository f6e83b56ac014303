import type { Element, ScoreCounts } from '../../firmware-host/satisfaction/elements.ts';
import type { RatingDay, VisitorCounts } from '../store/report-store.ts';
import { noRatings } from './count-ratings.ts';
import { type DateSpan, weeksOf } from './report-days.ts';
import type { SiteFacts } from './site-facts.ts';

/** What visitors said of a group: all that is asked for, a site, a service or a week. */
export interface SatisfactionSums {
  /** Counted answers. */
  readonly byElement: ReadonlyMap<Element, ScoreCounts>;
  /** Of all elements together. */
  readonly counts: Omit<VisitorCounts, 'scores'>;
}

export interface ServiceSatisfaction extends SatisfactionSums {
  /** Empty: what is of no service. */
  readonly id: string;
  readonly title: string | undefined;
}

export interface WeekSatisfaction extends SatisfactionSums, DateSpan {}

/** What visitors said in a span, in all and in its parts. */
export interface Satisfaction {
  readonly whole: SatisfactionSums;
  /** Those of which something was said, or that served somebody. */
  readonly services: readonly ServiceSatisfaction[];
  /** All weeks of the span, in order. */
  readonly weeks: readonly WeekSatisfaction[];
}

export interface SiteSatisfaction extends Satisfaction, Pick<SiteFacts, 'id' | 'title' | 'region'> {}

/** Adds up what was said at sites. Counters and officers are no groups: nothing here knows them. */
export function satisfactionOfSite(
  { id, title, region, services }: Pick<SiteFacts, 'id' | 'title' | 'region' | 'services'>,
  ratings: readonly RatingDay[],
  span: DateSpan,
): SiteSatisfaction {
  const sums = createSatisfactionSums(span);
  for (const service of services) sums.name(service.id, service.title);
  sums.add(ratings);
  return { ...{ id, title, region }, ...sums.satisfaction() };
}

/** Adds up rows of days, of one site or of many. */
export function createSatisfactionSums(span: DateSpan): {
  name(service: string, title: string | undefined): void;
  add(ratings: readonly RatingDay[]): void;
  satisfaction(): Satisfaction;
} {
  const weeks = weeksOf(span).map((week) => ({ week, group: createGroup() }));
  const whole = createGroup();
  const services = new Map<string, ReturnType<typeof createGroup>>();
  const titles = new Map<string, string | undefined>();
  return {
    name(service, title) {
      if (titles.get(service) === undefined) titles.set(service, title);
    },
    add(ratings) {
      let at = weeks[0];
      for (const day of ratings) {
        if (at === undefined || !isIn(at.week, day)) at = weeks.find(({ week }) => isIn(week, day));
        if (at === undefined) continue;
        const service = services.get(day.service) ?? createGroup();
        services.set(day.service, service);
        for (const group of [whole, at.group, service]) group.add(day);
      }
    },
    satisfaction: () => ({
      whole: whole.sums(),
      services: [...services].map(([id, group]) => ({ ...{ id, title: titles.get(id) }, ...group.sums() })),
      weeks: weeks.map(({ week, group }) => ({ ...week, ...group.sums() })),
    }),
  };
}

const isIn = ({ first, last }: DateSpan, { date }: RatingDay): boolean => first <= date && date <= last;

/** Added up in place: a year of 2,000 sites has five million rows. */
function createGroup() {
  const byElement = new Map<Element, [number, number, number, number]>();
  const { scores: _, ...counts } = noRatings;
  return {
    add(day: RatingDay): void {
      for (const what of apartFromScores) counts[what] += day[what];
      if (day.element === '') return;
      const sum = byElement.get(day.element);
      if (sum === undefined) byElement.set(day.element, [...day.scores]);
      else for (const [at, count] of day.scores.entries()) sum[at] = (sum[at] ?? 0) + count;
    },
    sums: (): SatisfactionSums => ({
      counts: { ...counts },
      byElement: new Map([...byElement].map(([element, scores]) => [element, notBelowNone(scores)])),
    }),
  };
}

const apartFromScores = ['repeated', 'noVisit', 'hall', 'served', 'complaints'] as const;

/** Below 0 is what was replaced, where the answer before it is lost, or of another day. */
function notBelowNone([one, two, three, four]: ScoreCounts): ScoreCounts {
  return [Math.max(0, one), Math.max(0, two), Math.max(0, three), Math.max(0, four)];
}
