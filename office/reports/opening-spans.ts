import { Temporal } from 'temporal-polyfill';
import type { Week } from '../../config/values/hours.ts';
import { common, merged, type TimeSpan } from './time-spans.ts';

/** More days than any report has. */
const daysMax = 4_000;

/** When a site is open within `within`, by its opening hours in its own time zone (an IANA name). */
export function openingSpans(hours: Week | 'always', zone: string, within: TimeSpan): readonly TimeSpan[] {
  if (hours === 'always') return merged([within]);
  const open: TimeSpan[] = [];
  const last = dayAt(within.to, zone);
  let day = dayAt(within.from, zone);
  for (let count = 0; count < daysMax && Temporal.PlainDate.compare(day, last) <= 0; count++) {
    for (const { from, to } of hours.get(day.dayOfWeek) ?? [])
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
