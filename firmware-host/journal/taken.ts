import { rangesIn } from '../queue/given.ts';
import { union, withNumber } from '../queue/ranges.ts';
import type { NumbersTaken } from '../queue/state.ts';
import type { Record } from './journal-port.ts';

/**
 * The numbers taken after `records` were added to the journal; the same object when they took none. A day that is not
 * later than the one before adds to it: it was opened on a journal that did not contain that day.
 */
export function takenAfter(
  taken: NumbersTaken | undefined,
  records: readonly Pick<Record, 'event'>[],
): NumbersTaken | undefined {
  let now = taken;
  for (const { event } of records) {
    if (event.type === 'day.opened' && (event.back || now === undefined || event.date > now.date)) {
      const given = event.given?.find(({ date }) => date === event.date);
      const before = event.back && now !== undefined ? now.ranges : new Map();
      now = { date: event.date, ranges: given === undefined ? before : union(before, rangesIn(given)) };
    }
    if (event.type !== 'ticket.reserved' || now === undefined) continue;
    const prefix = event.ticket.slice(0, event.ticket.lastIndexOf('-'));
    const ranges = withNumber(now.ranges, prefix, event.number);
    if (ranges !== now.ranges) now = { date: now.date, ranges };
  }
  return now;
}
