import type { ReadState } from '../queue/state.ts';
import type { ToldRatings } from '../queue/told-ratings.ts';
import { surveyElements } from '../satisfaction/elements.ts';
import { indexOf } from '../satisfaction/satisfaction-index.ts';
import type { HallRatingStateMessage, RatingStateMessage } from './messages/rating-messages.ts';

type Asked = Pick<RatingStateMessage, 'pulse' | 'elements'>;

/** What is told of a service today. */
export const ratingStateOf = (told: readonly ToldRatings[], visits: number): RatingStateMessage => ({
  ...askedOf(told),
  visits,
});

/** What is told of the pads of the hall, and of what counts for nobody. */
export const hallRatingStateOf = (
  told: readonly ToldRatings[],
  { apart, complaints }: Pick<ReadState, 'apart' | 'complaints'>,
): HallRatingStateMessage => ({
  ...askedOf(told),
  without_visit: apart.withoutVisit,
  repeated: apart.repeated,
  complaints: complaints.opened,
});

function askedOf(told: readonly ToldRatings[]): Asked {
  const pulse = told.find(({ element }) => element === 'pulse');
  return {
    pulse: pulse === undefined ? null : answersOf(pulse),
    elements: surveyElements.flatMap((element) => {
      const its = told.find((one) => one.element === element);
      return its === undefined ? [] : [{ element, ...answersOf(its) }];
    }),
  };
}

function answersOf({ answers, told, counts }: ToldRatings): NonNullable<Asked['pulse']> {
  const scores = [counts[1], counts[2], counts[3], counts[4]] as const;
  const index = told === 0 ? undefined : indexOf(scores);
  return {
    ...{ n: answers, told, counts: told === 0 ? null : [...scores] },
    index: index === undefined ? null : index.indexHundredths / 100,
    band: index?.band ?? null,
  };
}
