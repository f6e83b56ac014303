import { Temporal } from 'temporal-polyfill';
import type { TimeSpan } from './time-spans.ts';

export type ReportPeriod = 'week' | 'month' | 'year';

/** From one date to another (`YYYY-MM-DD`), both of them. */
export interface DateSpan {
  readonly first: string;
  readonly last: string;
}

/** The days of a report, as dates: each site has them in its own time zone. */
export interface ReportDays extends DateSpan {
  readonly period: ReportPeriod;
}

/** A day of a time zone. */
export interface LocalDay extends TimeSpan {
  /** `YYYY-MM-DD`. */
  readonly date: string;
}

/** The week (Monday to Sunday), month or year that has this date. Throws a RangeError where there is no such date. */
export function reportDays(period: ReportPeriod, date: string): ReportDays {
  const day = Temporal.PlainDate.from(date);
  const first = firstOf(period, day);
  const last = first.add({ [`${period}s`]: 1 }).subtract({ days: 1 });
  return { period, first: String(first), last: String(last) };
}

function firstOf(period: ReportPeriod, day: Temporal.PlainDate): Temporal.PlainDate {
  if (period === 'week') return day.subtract({ days: day.dayOfWeek - 1 });
  return period === 'month' ? day.with({ day: 1 }) : day.with({ month: 1, day: 1 });
}

/** The weeks from one date to another; the first and the last one may have fewer days. */
export function weeksOf({ first, last }: DateSpan): readonly DateSpan[] {
  const weeks: DateSpan[] = [];
  for (let from = first; from <= last; ) {
    const { last: sunday } = reportDays('week', from);
    weeks.push({ first: from, last: sunday < last ? sunday : last });
    from = String(Temporal.PlainDate.from(sunday).add({ days: 1 }));
  }
  return weeks;
}

/** The days from one date to another, both of them, in a zone (an IANA name); `before`: so many days earlier. */
export function localDays(of: DateSpan, zone: string, before = 0): LocalDay[] {
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
