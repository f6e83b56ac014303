import * as z from 'zod';
import { holidaysMax } from '../../../config/values/date.ts';
import { clockTime } from './message-fields.ts';

/** Spans of a day in a message. A site may have more: then its shortest breaks are left out. */
export const openingSpansMax = 8;

const openingSpan = z.strictObject({ from: clockTime, to: clockTime });
/** The spans of one day, in order, with time between them. */
export const openingSpans = z.array(openingSpan).min(1).max(openingSpansMax);
const day = openingSpans.exactOptional();

/**
 * When any service of the hall is open: `always`, or its spans by ISO weekday, `1` is Monday. A weekday that is missing
 * is closed.
 */
export const openingHours = z.union([
  z.literal('always'),
  z.strictObject({ 1: day, 2: day, 3: day, 4: day, 5: day, 6: day, 7: day }),
]);

/** Dates on which the hall is closed, whatever its hours say: `YYYY-MM-DD` by its zone. */
export const holidays = z.array(z.iso.date()).max(holidaysMax);

export type OpeningHours = z.output<typeof openingHours>;
export type OpeningSpan = z.output<typeof openingSpan>;
