import type { BoardLanguage } from '../../firmware-host/web/feed-messages.ts';
import { boardWords } from './board-words.ts';

/** The zones of Indonesia, which has no summer time: for a television without a table of zones. */
const hoursOfZone: { readonly [zone: string]: number } = {
  'Asia/Jakarta': 7,
  'Asia/Pontianak': 7,
  'Asia/Makassar': 8,
  'Asia/Jayapura': 9,
};

/** The date and time of Unix ms `at` in a zone, in the board's own words: an old browser may lack a language. */
export function calendarTime(at: number, zone: string, language: BoardLanguage) {
  const words = boardWords[language];
  const local = new Date(inZone(at, zone));
  const day = words.days[local.getUTCDay()] ?? '';
  const month = words.months[local.getUTCMonth()] ?? '';
  return {
    time: words.time(two(local.getUTCHours()), two(local.getUTCMinutes())),
    date: `${day}, ${local.getUTCDate()} ${month} ${local.getUTCFullYear()}`,
  };
}

/** Unix ms that read in UTC as `at` does in the zone, to the minute. */
export function inZone(at: number, zone: string): number {
  const hours = hoursOfZone[zone];
  if (hours !== undefined) return at + hours * 3_600_000;
  try {
    // Month, day, year, hour, minute; midnight may be 24.
    const written = new Intl.DateTimeFormat('en-US', {
      ...{ timeZone: zone, hour12: false, year: 'numeric', month: 'numeric', day: 'numeric' },
      ...{ hour: 'numeric', minute: 'numeric' },
    }).format(at);
    const [month = 1, day = 1, year = 1970, hour = 0, minute = 0] = (written.match(/\d+/g) ?? []).map(Number);
    return Date.UTC(year, month - 1, day, hour % 24, minute);
  } catch (unknownZone) {
    console.warn(unknownZone);
    return at;
  }
}

const two = (count: number) => (count < 10 ? `0${count}` : String(count));
