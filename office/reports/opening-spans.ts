import { Temporal } from 'temporal-polyfill';
import type { Week } from '../../config/values/hours.ts';
import { common, merged, type TimeSpan } from './time-spans.ts';

/** More days than any report has. */
const daysMax = 4_000;
const none: ReadonlySet<string> = new Set();
const wholeDay = [{ from: 0, to: 24 * 60 }];

/**
 * When a site is open within `within`, by its opening hours in its own time zone (an IANA name); on `holidays`
 * (`YYYY-MM-DD`) it is not.
 */
export function openingSpans(
  hours: Week | 'always',
  zone: string,
  within: TimeSpan,
  holidays: ReadonlySet<string> = none,
): readonly TimeSpan[] {
  if (hours === 'always' && holidays.size === 0) return merged([within]);
  const open: TimeSpan[] = [];
  const last = dayAt(within.to, zone);
  let day = dayAt(within.from, zone);
  for (let count = 0; count < daysMax && Temporal.PlainDate.compare(day, last) <= 0; count++) {
    const spans = hours === 'always' ? wholeDay : (hours.get(day.dayOfWeek) ?? []);
    for (const { from, to } of holidays.has(String(day)) ? [] : spans)
      open.push({ from: minuteOf(day, from, zone), to: minuteOf(day, to, zone) });
    day = day.add({ days: 1 });
  }
  return common(merged(open), [within]);
}

const dayAt = (at: number, zone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();

/** Unix ms of a minute of that day; minute 1,440 is its end. */
function minuteOf(day: Temporal.PlainDate, minute: number, zone: string): number {
  const [hour, rest] = [Math.floor(minute / 60), minute % 60];
  const date = hour === 24 ? day.add({ days: 1 }) : day;
  const time = new Temporal.PlainTime(hour % 24, rest);
  return date.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
}
