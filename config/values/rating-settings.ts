import * as z from 'zod';
import { elementIds, scores } from '../../firmware-host/queue/survey.ts';
import { complaintLink } from './link.ts';

const element = z.enum(elementIds, { error: 'bad-element' });

/** What pads ask: one element, or several that take turns, one a day (queue/asked-element.ts). */
export const asks = z.union([
  z
    .array(element)
    .min(1)
    .refine((list) => list.length === 1 || !list.includes('pulse'), { error: 'pulse-in-list' })
    .refine((list) => new Set(list).size === list.length, { error: 'asked-twice' }),
  element.transform((only) => [only]),
]);

/** What the keys of a pad say, by their names. */
export const padScores = z.record(
  z.string(),
  z.union([z.literal(scores), z.enum(['none', 'pengaduan'], { error: 'bad-score' })]),
);

/** What visitors are asked at the pads and on the page, and where their complaints go. */
export const ratingSettings = z.strictObject({
  asks: asks.prefault('pulse'),
  complaints: z.strictObject({ link: complaintLink }).optional(),
});
