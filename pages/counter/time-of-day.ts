/** `at` (Unix ms) as a time of day in the hall's zone, with the date where that is not the day of `now`. */
export function timeOfDay(
  at: number,
  of: { readonly zone: string; readonly now: number | undefined; readonly language: 'id' | 'en' },
): string {
  const { zone: timeZone, now, language } = of;
  const day = new Intl.DateTimeFormat(language, { timeZone, dateStyle: 'short' });
  const isToday = now !== undefined && day.format(at) === day.format(now);
  return new Intl.DateTimeFormat(language, {
    ...{ timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    ...(isToday ? {} : { day: 'numeric', month: 'short' }),
  }).format(at);
}
