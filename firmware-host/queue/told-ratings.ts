import type { RatingEvent } from './events.ts';
import type { At, Now } from './hall.ts';
import type { RatingCounts, ReadState, State, Told } from './state.ts';
import type { ElementId } from './survey.ts';

/**
 * Which answers are told while the day goes on. Everybody who may look at the queue sees when a visit ends, and
 * whoever compared what is told before and after it would read what that visitor answered. So the counts of a group, a
 * service and an element, are not told answer by answer: they stand still until ten more have come. What is told
 * first, and each difference of what is told later, is then the answer of ten visitors at least, the least that may
 * be shown of any group.
 */
export const TOLD_TOGETHER = 10;
/**
 * No answer that is told can still be replaced by its visitor, or the second thought of one would be seen. Longer than
 * `REPLACED_WITHIN_MS` of rating.ts.
 */
const SETTLED_AFTER_MS = 6_000;

/** The answers of a service, or of the pads in the hall, by what was asked. */
export interface ToldRatings {
  readonly element: ElementId;
  /** All that were given. */
  readonly answers: number;
  /** How many of them the counts are of; 0: none is told. */
  readonly told: number;
  readonly counts: Readonly<RatingCounts>;
}

const none: Readonly<RatingCounts> = { 1: 0, 2: 0, 3: 0, 4: 0 };
const sum = (counts: Readonly<RatingCounts>): number => counts[1] + counts[2] + counts[3] + counts[4];
const keyOf = (service: string | undefined, element: ElementId): string => `${service ?? ''}/${element}`;

/** To be called before an answer that counts for a service, or for the hall, is added to the counts. */
export function settleTold(
  state: State,
  event: Extract<RatingEvent, { type: 'rating.given' }>,
  at: At,
): void {
  const { service, element } = event;
  const key = keyOf(service, element);
  const counts = groupsOf(state, service)?.get(element) ?? none;
  const told = state.told.get(key) ?? { counts: none, answers: 0, lastAt: at.hall };
  state.told.set(key, { ...toldAt(told, counts, at.hall), lastAt: at.hall });
}

/** What is told of a service, or of the pads in the hall. It stays so until the next answer, whenever it is asked. */
export function toldRatings(state: ReadState, service: string | undefined, now: Now): readonly ToldRatings[] {
  return [...(groupsOf(state, service) ?? [])].map(([element, counts]) => {
    const before = state.told.get(keyOf(service, element));
    const { counts: shown, answers } =
      before === undefined ? { counts: none, answers: 0 } : toldAt(before, counts, now.hall);
    return { element, answers: sum(counts), told: answers, counts: shown };
  });
}

function toldAt(
  told: Readonly<Told>,
  counts: Readonly<RatingCounts>,
  hall: number,
): Pick<Told, 'counts' | 'answers'> {
  const answers = sum(counts);
  const isDue = answers - told.answers >= TOLD_TOGETHER && hall - told.lastAt >= SETTLED_AFTER_MS;
  return isDue ? { counts: { ...counts }, answers } : told;
}

const groupsOf = (state: ReadState, service: string | undefined) =>
  service === undefined ? state.apart.hall : state.services.get(service)?.ratings;
