import * as z from 'zod';
import { parseDays } from './days.ts';

/** A time of day, on every day of the week or on some: ISO weekdays, and minutes since local midnight. */
export interface DailyTime {
  readonly weekdays: readonly number[];
  readonly minute: number;
}

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const written = /^(?:(.*\S)\s+)?(\d{1,2})[.:](\d{2})$/;

/** `11.50` or `11:50`, on some days `jum 11.30` or `mon-thu 11.50`; undefined for anything else. */
function parseDailyTime(text: string): DailyTime | undefined {
  const parts = written.exec(text.trim());
  if (parts === null) return undefined;
  const [, days, hour, minute] = parts;
  const weekdays = days === undefined ? everyDay : parseDays(days);
  if (weekdays === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined;
  return { weekdays, minute: Number(hour) * 60 + Number(minute) };
}

export const dailyTime = z.string({ error: 'bad-time' }).transform((text, context): DailyTime => {
  const parsed = parseDailyTime(text);
  if (parsed !== undefined) return parsed;
  context.issues.push({ code: 'custom', message: 'bad-time', input: text });
  return z.NEVER;
});
