import type { NumberRange, NumbersTaken } from '../queue/state.ts';
import type { Record } from './port.ts';

/**
 * The numbers taken once `records` are in the journal too; the same object when they took none. A day that is not after
 * the one before adds to it: it was opened on a journal that did not know of that day.
 */
export function takenAfter(
  taken: NumbersTaken | undefined,
  records: readonly Pick<Record, 'event'>[],
): NumbersTaken | undefined {
  let now = taken;
  for (const { event } of records) {
    if (event.type === 'day.opened' && (now === undefined || event.date > now.date)) {
      now = { date: event.date, ranges: new Map() };
    }
    if (event.type !== 'ticket.reserved' || now === undefined) continue;
    const prefix = event.ticket.slice(0, event.ticket.lastIndexOf('-'));
    const before = now.ranges.get(prefix) ?? [];
    const ranges = withNumber(before, event.number);
    if (ranges !== before) now = { date: now.date, ranges: new Map([...now.ranges, [prefix, ranges]]) };
  }
  return now;
}

/** Numbers of one prefix go up one by one, but where services share it, or where one is still borne by an older ticket. */
function withNumber(ranges: readonly NumberRange[], number: number): readonly NumberRange[] {
  const index = ranges.findIndex(({ first, last }) => first <= number && number <= last + 1);
  const range = ranges[index];
  if (range === undefined) return [...ranges, { first: number, last: number }];
  return number <= range.last ? ranges : ranges.with(index, { first: range.first, last: number });
}
