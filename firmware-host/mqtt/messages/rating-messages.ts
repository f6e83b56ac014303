import * as z from 'zod';
import { elementIds } from '../../queue/survey.ts';
import { count } from './message-fields.ts';

/** The answers to one question on this business day. */
const answers = {
  /** All that counted. */
  n: count,
  /** How many of them `counts`, `index` and `band` are of: they move on by ten answers at least. */
  told: count,
  /** How many gave 1, 2, 3 and 4 (the best); null while fewer than ten are told. */
  counts: z.tuple([count, count, count, count]).nullable(),
  /** The mean times 25, rounded once to hundredths. */
  index: z.number().min(25).max(100).nullable(),
  band: z.enum(['A', 'B', 'C', 'D']).nullable(),
};

const asked = {
  /** Null: nobody was asked. It is no part of the survey, and never enters its index. */
  pulse: z.strictObject(answers).nullable(),
  /** The elements of PermenPANRB 14/2017 that were answered today, in its order. */
  elements: z.array(z.strictObject({ element: z.enum(elementIds).exclude(['pulse']), ...answers })),
};

/** `rating/{id}/state`: what the visitors of a service answered today. */
export const ratingState = z.strictObject({
  ...asked,
  /** Visits of today that ended as served. */
  visits: count,
});

/** `rating/state`: what counts for no service. */
export const hallRatingState = z.strictObject({
  /** Answers at the pads that stand in the hall. */
  ...asked,
  /** Answers at a counter where no visit went on or had just ended. */
  without_visit: count,
  /** Answers of visits that had answered already. */
  repeated: count,
  /** Complaints that were opened today. */
  complaints: count,
});

export type RatingStateMessage = z.output<typeof ratingState>;
export type HallRatingStateMessage = z.output<typeof hallRatingState>;
