import { openingSpans } from './opening-spans.ts';
import { type LocalDay, localDays, type ReportDays } from './report-days.ts';
import type { SiteHours } from './site-facts.ts';
import { common, lengthOf, type TimeSpan } from './time-spans.ts';

/** Rolls last for weeks: what was printed is looked at from so many days before a report. */
const lookBackDays = 62;

/** The days of a report in the zone of a site. */
export interface SiteCalendar {
  /** Ends now where the last day is not over. */
  readonly span: TimeSpan;
  /** Those that have begun, in order. */
  readonly days: readonly OpenDay[];
  /** The same, with `lookBackDays` before them. */
  readonly longDays: readonly OpenDay[];
  /** When it is open in `span`; undefined: its hours are not known. */
  readonly open: readonly TimeSpan[] | undefined;
}

export interface OpenDay extends LocalDay {
  /** When it was open on that day until now; undefined: its hours are not known. */
  readonly open: readonly TimeSpan[] | undefined;
}

/** Calendars of sites for one report: most sites share their zone and hours, and so one calendar. */
export function createCalendars(
  days: ReportDays,
  now: number,
): (zone: string, hours: SiteHours | undefined) => SiteCalendar {
  const made = new Map<string, SiteCalendar>();
  return (zone, hours) => {
    const key = `${zone} ${hours === undefined ? '' : written(hours)}`;
    const calendar = made.get(key) ?? calendarOf(days, zone, hours, now);
    made.set(key, calendar);
    return calendar;
  };
}

function calendarOf(days: ReportDays, zone: string, hours: SiteHours | undefined, now: number): SiteCalendar {
  const all = localDays(days, zone, lookBackDays);
  const [begin, from, end] = [all[0]?.from ?? 0, all[lookBackDays]?.from ?? 0, all.at(-1)?.to ?? 0];
  const span = { from, to: Math.max(from, Math.min(now, end)) };
  const open = hours && openingSpans(hours.week, zone, { from: begin, to: span.to }, hours.holidays);
  const longDays = all
    .filter((day) => day.from < now)
    .map((day) => ({ ...day, open: open && common(open, [day]) }));
  return { span, longDays, days: longDays.slice(lookBackDays), open: open && common(open, [span]) };
}

/** The same for the same hours. */
function written({ week, holidays }: SiteHours): string {
  return JSON.stringify([
    week === 'always' ? week : [...week].sort(([a], [b]) => a - b),
    [...holidays].sort(),
  ]);
}

/** Whether the site was open on that day; undefined: its hours are not known. */
export const wasOpen = ({ open }: OpenDay): boolean | undefined => open && lengthOf(open) > 0;
