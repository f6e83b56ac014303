import { clockTime } from '../../config/values/span.ts';
import { type OpeningHours, type OpeningSpan, openingSpansMax } from '../mqtt/messages/opening-hours.ts';
import type { ServiceRules, Span } from '../queue/hall.ts';

const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const;

/** When any of these services is open, as `controller/info` says it; `always` where one of them is. */
export function openingHours(services: Iterable<Pick<ServiceRules, 'hours'>>): OpeningHours {
  const all = [...services].map(({ hours }) => hours);
  if (all.includes(undefined)) return 'always';
  const days = weekdays.map((day) => {
    const spans = all.flatMap((hours) => hours?.get(Number(day)) ?? []);
    return [day, bounded(merged(spans)).map(written)] as const;
  });
  return Object.fromEntries(days.filter(([, spans]) => spans.length > 0));
}

/** The same time in order, as spans with time between them. */
function merged(spans: readonly Span[]): readonly Span[] {
  const all: Span[] = [];
  for (const span of spans.toSorted((one, other) => one.from - other.from)) {
    const last = all.at(-1);
    if (last === undefined || span.from > last.to) all.push(span);
    else all[all.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
  }
  return all;
}

/** Leaves out the shortest breaks of a day that has more spans than a message. */
function bounded(spans: readonly Span[]): readonly Span[] {
  if (spans.length <= openingSpansMax) return spans;
  const breaks = spans.slice(1).map((span, at) => span.from - (spans[at]?.to ?? 0));
  const at = breaks.indexOf(Math.min(...breaks));
  const [before, after] = spans.slice(at, at + 2);
  if (before === undefined || after === undefined) return spans;
  return bounded(spans.toSpliced(at, 2, { from: before.from, to: after.to }));
}

const written = ({ from, to }: Span): OpeningSpan => ({
  from: clockTime(from, ':'),
  to: clockTime(to, ':'),
});
