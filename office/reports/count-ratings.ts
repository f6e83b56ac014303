import { isDate } from '../../config/values/date.ts';
import { isId } from '../../firmware-host/mqtt/topics.ts';
import {
  addedCounts,
  type Element,
  elementTitles,
  noAnswers,
} from '../../firmware-host/satisfaction/elements.ts';
import type { RatingDay, VisitorCounts } from '../store/report-store.ts';
import type { ReportedEvent } from './reported-event.ts';

/** What visitors say of services, by business day, while events are read. */
export interface RatingCount {
  /** The day that was opened last. What is told before the first one is of an unknown day, and counts on none. */
  readonly date: string | undefined;
  note(event: ReportedEvent): void;
  days(): readonly RatingDay[];
}

/** `opened`: the day that was opened last, before the events that will be noted. */
export function createRatingCount(opened: string | undefined): RatingCount {
  const days = new Map<string, RatingDay>();
  let date = opened;
  const add = (service: string, element: RatingDay['element'], more: Partial<VisitorCounts>): void => {
    if (date === undefined) return;
    const key = `${date} ${service} ${element}`;
    const before = days.get(key) ?? { date, service, element, ...noRatings };
    days.set(key, { ...before, ...addedRatings(before, { ...noRatings, ...more }) });
  };
  return {
    get date() {
      return date;
    },
    note({ type, data }) {
      const service = serviceOf(data);
      if (type === 'day/opened') {
        if (typeof data.date === 'string' && isDate(data.date)) date = data.date;
      } else if (type === 'ticket/served') {
        if (service !== '') add(service, '', { served: 1 });
      } else if (type === 'complaint/opened') add(service, '', { complaints: 1 });
      else if (type === 'rating/given') {
        if (isElement(data.element)) add(service, data.element, answerOf(data));
      }
    },
    days: () => [...days.values()].filter(isChange),
  };
}

export const noRatings: VisitorCounts = {
  ...{ scores: noAnswers, repeated: 0, noVisit: 0, hall: 0, served: 0, complaints: 0 },
};

export function addedRatings(one: VisitorCounts, other: VisitorCounts): VisitorCounts {
  return {
    scores: addedCounts(one.scores, other.scores),
    repeated: one.repeated + other.repeated,
    noVisit: one.noVisit + other.noVisit,
    hall: one.hall + other.hall,
    served: one.served + other.served,
    complaints: one.complaints + other.complaints,
  };
}

/** What an answer adds. One that takes the place of another takes that away, so that it is one answer still. */
function answerOf({ score, attributed, replaces }: ReportedEvent['data']): Partial<VisitorCounts> {
  if (!isScore(score)) return {};
  const isReplacing = isScore(replaces);
  switch (attributed) {
    case 'serving':
    case 'served': {
      const counts: [number, number, number, number] = [...noAnswers];
      counts[score - 1] = 1;
      if (isReplacing) counts[replaces - 1] = (counts[replaces - 1] ?? 0) - 1;
      return { scores: counts };
    }
    case 'repeated':
      return { repeated: 1 };
    case 'none':
      return { noVisit: isReplacing ? 0 : 1 };
    case 'hall':
      return { hall: isReplacing ? 0 : 1 };
    default:
      return {};
  }
}

const isScore = (value: unknown): value is 1 | 2 | 3 | 4 =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= noAnswers.length;
const isElement = (value: unknown): value is Element =>
  typeof value === 'string' && Object.hasOwn(elementTitles, value);

const serviceOf = ({ service }: ReportedEvent['data']): string =>
  typeof service === 'string' && isId(service) ? service : '';

const isChange = ({ date: _, service: __, element: ___, scores: counts, ...apart }: RatingDay): boolean =>
  [...counts, ...Object.values(apart)].some((count) => count !== 0);
