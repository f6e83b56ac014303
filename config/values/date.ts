import * as z from 'zod';

/** The most holidays of a hall, in its file and in what it says of itself. */
export const holidaysMax = 100;

const written = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether `YYYY-MM-DD` is a date that exists. */
export function isDate(text: string): boolean {
  const parts = written.exec(text);
  if (parts === null) return false;
  const [year = 0, month = 0, day = 0] = parts.slice(1).map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

export const date = z.string({ error: 'bad-date' }).refine(isDate, { error: 'bad-date' });
