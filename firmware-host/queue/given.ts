import type { ComplaintsOn, GivenOn } from './events.ts';
import { has, type Ranges, union, withNumber } from './ranges.ts';
import type { ReadState } from './state.ts';

/** How many dates have their numbers kept: a week, and one more. */
const datesMax = 8;

/**
 * Whether a number counts as given already. A day that is not after the one the numbers were given on may be the same
 * day for the visitors who hold them.
 */
export function isGiven({ day, taken, given }: ReadState, prefix: string, number: number): boolean {
  if (day === undefined) return false;
  if (taken !== undefined && day <= taken.date && has(taken.ranges, prefix, number)) return true;
  const here = given.find(({ date }) => date === day);
  return (
    here?.numbers.some((range) => range.prefix === prefix && range.first <= number && number <= range.last) ??
    false
  );
}

/**
 * The numbers by date with which the day `date` begins: those of the day that ends, and those of the days before. With
 * `sameVisitors` the new date takes them over, because the visitors who hold them are still there.
 */
export function givenBefore(state: ReadState, date: string, sameVisitors: boolean): readonly GivenOn[] {
  if (state.day === undefined) return [];
  const ended = numbersOf(state);
  const byDate = new Map(state.given.map((entry) => [entry.date, rangesIn(entry)]));
  byDate.delete(state.day);
  const others = [...byDate].filter(([other]) => other !== date);
  const here = union(byDate.get(date) ?? new Map(), sameVisitors ? ended : new Map());
  const all: readonly (readonly [string, Ranges])[] = [[date, here], [state.day, ended], ...others];
  return all
    .filter(([, ranges]) => ranges.size > 0)
    .slice(0, datesMax)
    .map(([of, ranges]) => ({ date: of, numbers: listed(ranges) }));
}

/** How many complaints were opened on a date. */
export const openedOn = (dates: readonly ComplaintsOn[], date: string): number =>
  dates.find((one) => one.date === date)?.opened ?? 0;

/** The complaints by date with which another day begins: a date that comes again goes on with its numbers. */
export function complaintsBefore({ day, complaints }: ReadState): readonly ComplaintsOn[] {
  if (day === undefined) return [];
  const others = complaints.dates.filter(({ date }) => date !== day);
  return [{ date: day, opened: complaints.opened }, ...others]
    .filter(({ opened }) => opened > 0)
    .slice(0, datesMax);
}

/** Every number that was given on the day of the state, or must not be given. */
function numbersOf(state: ReadState): Ranges {
  const { day, taken, given } = state;
  const known = given.find(({ date }) => date === day);
  let ranges: Ranges = known === undefined ? new Map() : rangesIn(known);
  if (taken !== undefined && day !== undefined && day <= taken.date) ranges = union(ranges, taken.ranges);
  for (const { id, ofToday } of state.tickets.values()) {
    const dash = id.lastIndexOf('-');
    if (ofToday) ranges = withNumber(ranges, id.slice(0, dash), Number(id.slice(dash + 1)));
  }
  return union(new Map(), ranges);
}

export function rangesIn({ numbers }: GivenOn): Ranges {
  const ranges = new Map<string, { first: number; last: number }[]>();
  for (const { prefix, first, last } of numbers)
    ranges.set(prefix, [...(ranges.get(prefix) ?? []), { first, last }]);
  return ranges;
}

function listed(ranges: Ranges): GivenOn['numbers'] {
  return [...ranges].flatMap(([prefix, some]) => some.map((range) => ({ prefix, ...range })));
}
