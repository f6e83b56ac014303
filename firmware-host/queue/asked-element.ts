import type { ElementId } from './survey.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const WEEK_DAYS = 7;
/** The Monday before 1 January 1970, in days from it. */
const FIRST_MONDAY = -3;
/** By how many places the list moves on in a week. It shares no factor with the length of any list. */
const PLACES_A_WEEK = 13;

/**
 * The element that is asked on a business day (YYYY-MM-DD): the elements of the list take turns, one a day. Within as
 * many weeks as the list has elements, each of them is asked once on every weekday: so a hall that is closed on some
 * weekdays leaves none out, and none is always that of a busy Monday. `asks` has an element at least; without a day,
 * its first one.
 */
export function askedElement(asks: readonly ElementId[], day: string | undefined): ElementId {
  const [first = 'pulse'] = asks;
  if (day === undefined) return first;
  const days = Date.parse(day) / DAY_MS - FIRST_MONDAY;
  const week = Math.floor(days / WEEK_DAYS);
  const turn = week * PLACES_A_WEEK + (days - week * WEEK_DAYS);
  return asks[((turn % asks.length) + asks.length) % asks.length] ?? first;
}
