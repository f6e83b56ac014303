import { spanInWords } from '../shared/span-words.ts';
import { language } from './office-texts.ts';

/** How long, in words, to the minute. */
export const duration = (ms: number): string => spanInWords(ms / 1_000, language.value, 'minute');

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
