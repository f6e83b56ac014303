import type { Span } from '../../firmware-host/queue/hall.ts';

const DAY_MINUTES = 24 * 60;
const written = /^(\d{1,2})[.:](\d{2})\s*[-–]\s*(\d{1,2})[.:](\d{2})$/;

/** Minutes since midnight as `08:00` for programs, or as `08.00`, which is how Indonesians write it. */
export const clockTime = (minutes: number, mark: ':' | '.'): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}${mark}${String(minutes % 60).padStart(2, '0')}`;

/** Minutes since midnight of `08.00-15.00` or `08:00-15:00`, up to `24.00`; undefined for anything else. */
export function parseSpan(text: string): Span | undefined {
  const parts = written.exec(text.trim());
  if (parts === null) return undefined;
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = parts.slice(1).map(Number);
  if (fromMinute > 59 || toMinute > 59) return undefined;
  const span = { from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute };
  return span.from <= DAY_MINUTES && span.to <= DAY_MINUTES ? span : undefined;
}

/** Whether `minute` of the day is within one of the spans. */
export const isWithin = (spans: readonly Span[], minute: number): boolean =>
  spans.some(({ from, to }) => minute >= from && minute < to);
