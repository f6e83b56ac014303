import * as z from 'zod';
import type { Span } from '../../firmware-host/queue/hall.ts';
import { parseDays } from './days.ts';
import { parseSpan } from './span.ts';

/** A time span as it is written in the file; its end is after its start. */
const span = z.string({ error: 'bad-span' }).transform((text, context): Span => {
  const parsed = parseSpan(text);
  if (parsed !== undefined && parsed.from < parsed.to) return parsed;
  const message = parsed === undefined ? 'bad-span' : 'reversed-span';
  context.issues.push({ code: 'custom', message, input: text });
  return z.NEVER;
});

/** Opening spans by ISO weekday; a missing day is closed. */
export type Week = ReadonlyMap<number, readonly Span[]>;

const SPANS_MAX = 8;

const days = z.string().refine((text) => parseDays(text) !== undefined, { error: 'bad-day' });

const inOrder = (spans: readonly Span[]) =>
  spans.every((span, at) => at === 0 || span.from >= (spans[at - 1]?.to ?? 0));

const closed = z.enum(['closed', 'tutup'], { error: 'bad-span' }).transform((): readonly Span[] => []);
const oneSpan = span.transform((only): readonly Span[] => [only]);
const severalSpans = z.array(span).min(1).max(SPANS_MAX).refine(inOrder, { error: 'overlapping-spans' });
const spansOfDay = z.union([oneSpan, severalSpans, closed]);

/** One time span, or several in order. */
export const spans = z.union([oneSpan, severalSpans]);

/**
 * The hours of a week. If several lines name a day, the line with the fewest days counts, and among equals the last
 * one: `fri` beats `mon-fri` wherever it stands.
 */
const week = z.record(days, spansOfDay).transform((lines): Week => {
  const week = new Map<number, readonly Span[]>();
  const widestFirst = Object.entries(lines)
    .map(([text, spans]) => ({ days: parseDays(text) ?? [], spans }))
    .sort((one, other) => other.days.length - one.days.length);
  for (const { days, spans } of widestFirst) for (const day of days) week.set(day, spans);
  return week;
});

/** `always`, or the hours of a week. */
export const hours = z.union([
  week,
  z.enum(['always', 'selalu'], { error: 'bad-hours' }).transform(() => 'always' as const),
]);
