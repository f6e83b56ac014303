import { clockIsPlausible } from './day.ts';
import type { Now, ServiceRules, Span } from './hall.ts';
import type { RefusalCode } from './refusals.ts';
import type { ReadState } from './state.ts';

/**
 * Why no ticket of this service is given at this time; undefined when tickets are given. Calling never depends on it. A
 * forced state overrides the timetable until the day ends. The timetable counts only with a plausible clock: a box that
 * started with yesterday's date must not close the hall.
 */
export function closedBecause(state: ReadState, rules: ServiceRules, now: Now): RefusalCode | undefined {
  const forced = state.services.get(rules.id)?.forced;
  if (forced === 'closed') return 'service-closed';
  if (forced === 'open' || !clockIsPlausible(state, now)) return undefined;
  if (state.hall.holidays.has(now.date)) return 'holiday';
  if (rules.hours === undefined) return undefined;
  return outsideHours(rules.hours.get(now.weekday) ?? [], rules.cutoffMinutes, now.minute);
}

function outsideHours(spans: readonly Span[], cutoff: number, minute: number): RefusalCode | undefined {
  const opening = Math.min(...spans.map((span) => span.from));
  const closing = Math.max(...spans.map((span) => span.to));
  if (spans.length === 0 || minute < opening || minute >= closing) return 'service-closed';
  if (minute >= closing - cutoff) return 'past-cutoff';
  return spans.some((span) => minute >= span.from && minute < span.to) ? undefined : 'service-break';
}
