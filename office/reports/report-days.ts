import { Temporal } from 'temporal-polyfill';
import type { TimeSpan } from './time-spans.ts';

export type ReportPeriod = 'week' | 'month';

/** The days of a report, as dates: each site has them in its own time zone. */
export interface ReportDays {
  readonly period: ReportPeriod;
  /** `YYYY-MM-DD`. */
  readonly first: string;
  readonly last: string;
}

/** A day of a time zone. */
export interface LocalDay extends TimeSpan {
  /** `YYYY-MM-DD`. */
  readonly date: string;
}

/** The week (Monday to Sunday) or the month that has this date. Throws a RangeError where there is no such date. */
export function reportDays(period: ReportPeriod, date: string): ReportDays {
  const day = Temporal.PlainDate.from(date);
  const first = period === 'week' ? day.subtract({ days: day.dayOfWeek - 1 }) : day.with({ day: 1 });
  const last = first.add(period === 'week' ? { days: 6 } : { days: day.daysInMonth - 1 });
  return { period, first: String(first), last: String(last) };
}

/** The days from one date to another, both of them, in a zone (an IANA name); `before`: so many days earlier. */
export function localDays(of: Pick<ReportDays, 'first' | 'last'>, zone: string, before = 0): LocalDay[] {
  const last = Temporal.PlainDate.from(of.last);
  const days: LocalDay[] = [];
  let day = Temporal.PlainDate.from(of.first).subtract({ days: before });
  let from = startOf(day, zone);
  while (Temporal.PlainDate.compare(day, last) <= 0) {
    const next = day.add({ days: 1 });
    const to = startOf(next, zone);
    days.push({ date: String(day), from, to });
    [day, from] = [next, to];
  }
  return days;
}

const startOf = (day: Temporal.PlainDate, zone: string): number =>
  day.toZonedDateTime(zone).epochMilliseconds;
