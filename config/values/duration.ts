import * as z from 'zod';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const MOST_MS = 24 * HOUR_MS;

const written = /^(?=\d)(?:(\d{1,2})h)?(?:(\d{1,4})m(?!s))?(?:(\d{1,5})s)?(?:(\d{1,6})ms)?$/;

/** Milliseconds of `5s`, `2m`, `1h`, `1h30m` or `400ms`, at most a day; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const parts = written.exec(text.trim());
  if (parts === null) return undefined;
  const [hours = 0, minutes = 0, seconds = 0, rest = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  const ms = hours * HOUR_MS + minutes * MINUTE_MS + seconds * SECOND_MS + rest;
  return ms <= MOST_MS ? ms : undefined;
}

/** A duration as it is written in the file, in milliseconds. */
export const duration = z.string({ error: 'bad-duration' }).transform((text, context) => {
  const ms = parseDuration(text);
  if (ms !== undefined) return ms;
  context.issues.push({ code: 'custom', message: 'bad-duration', input: text });
  return z.NEVER;
});

/** A duration of whole minutes, in minutes. */
export const wholeMinutes = z.string({ error: 'bad-minutes' }).transform((text, context) => {
  const ms = parseDuration(text);
  if (ms !== undefined && ms % MINUTE_MS === 0) return ms / MINUTE_MS;
  context.issues.push({ code: 'custom', message: 'bad-minutes', input: text });
  return z.NEVER;
});
