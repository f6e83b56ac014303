import type { Site } from '../../../config/site.ts';
import type { Span } from '../../queue/hall.ts';

const DAY_MINUTES = 24 * 60;
/** Visitors who have a ticket at the closing are still served. */
const afterClosingMinutes = 60;
/** What an installation and its random delay take. */
const neededMinutes = 60;
/** Where nobody says when the hall is open. */
const usualMinutes = 2 * 60 + 30;

export interface QuietTimes {
  /** Minutes since midnight in the zone of the site, in the order in which they come after the closing. */
  readonly at: readonly number[];
  /** Whether they lie outside the opening hours of all days; false: the site is always open, or does not say. */
  readonly isClosed: boolean;
}

/**
 * When new versions are installed: an hour after the last closing, since many halls are switched off at night, and
 * again in the middle of the longest time that no service is open on any day.
 */
export function quietTimes({ services }: Pick<Site, 'services'>): QuietTimes {
  const weeks = [...services.values()].map(({ rules }) => rules.hours);
  const open = weeks.flatMap((week) => (week === undefined ? [] : [...week.values()].flat()));
  const gap = weeks.includes(undefined) ? undefined : longestGap(open);
  if (gap === undefined || gap.minutes < neededMinutes) return { at: [usualMinutes], isClosed: false };
  const middle = gap.from + Math.floor((gap.minutes - neededMinutes) / 2);
  const both = gap.minutes < 2 * (afterClosingMinutes + neededMinutes);
  const at = both ? [middle] : [gap.from + afterClosingMinutes, middle];
  return { at: at.map((minute) => minute % DAY_MINUTES), isClosed: true };
}

/** The longest time between two spans, around midnight too; undefined: there is no span. */
function longestGap(spans: readonly Span[]): { readonly from: number; readonly minutes: number } | undefined {
  const sorted = [...spans].sort((one, other) => one.from - other.from);
  const first = sorted[0];
  if (first === undefined) return undefined;
  let [from, longest] = [0, { from: 0, minutes: 0 }];
  for (const span of [...sorted, { from: first.from + DAY_MINUTES, to: 0 }]) {
    const minutes = span.from - from;
    if (from > 0 && minutes > longest.minutes) longest = { from, minutes };
    from = Math.max(from, span.to);
  }
  return longest;
}
