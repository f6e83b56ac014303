import { inLanguage, language } from './office-texts.ts';

const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000];

/** How long, in words: two units at most. */
export function duration(ms: number): string {
  if (ms < minuteMs) return inLanguage(['< 1 mnt', '< 1 min']);
  const [days, hours, minutes] = [
    Math.floor(ms / dayMs),
    Math.floor(ms / hourMs) % 24,
    Math.floor(ms / minuteMs) % 60,
  ];
  const of = (count: number, words: readonly [string, string]) => `${count} ${inLanguage(words)}`;
  const parts =
    days > 0
      ? [of(days, ['hari', 'd']), hours > 0 ? of(hours, ['jam', 'h']) : '']
      : [hours > 0 ? of(hours, ['jam', 'h']) : '', minutes > 0 ? of(minutes, ['mnt', 'min']) : ''];
  return parts.filter((part) => part !== '').join(' ');
}

/** The time of day, with the date where it is another day than `now`. */
export function clockTime(at: number, now: number): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  return new Intl.DateTimeFormat(language.value, {
    ...(isToday ? {} : { day: 'numeric', month: 'short' }),
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  }).format(at);
}

export function fullTime(at: number): string {
  return new Intl.DateTimeFormat(language.value, {
    dateStyle: 'medium',
    timeStyle: 'long',
    hourCycle: 'h23',
  }).format(at);
}
