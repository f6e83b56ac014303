import type { MachineService, TicketMachine } from '../../firmware-host/web/hall-page-messages.ts';
import { boardWords } from '../board/board-words.ts';
import { inZone } from '../board/hall-calendar.ts';
import { type TicketLanguage, ticketsTexts } from './tickets-texts.ts';

const dayMs = 24 * 3_600_000;
/** Beyond this many days nobody waits for an opening, and nothing is said of it. */
const aheadMaxDays = 31;

/** The calendar of the hall at Unix ms `at`. */
export interface HallDay {
  /** Local midnight, as Unix ms that read in UTC as the hall's clock does. */
  readonly midnight: number;
  /** Minutes since then. */
  readonly minute: number;
}

export function hallDay(at: number, zone: string): HallDay {
  const local = inZone(at, zone);
  const midnight = Math.floor(local / dayMs) * dayMs;
  return { midnight, minute: Math.floor((local - midnight) / 60_000) };
}

interface Openings {
  readonly service: Pick<MachineService, 'hours' | 'cutoffMinutes'>;
  readonly holidays: TicketMachine['holidays'];
  readonly day: HallDay;
}

/** The hours of today in words. */
export function hoursToday(of: Openings, language: TicketLanguage): string {
  const words = ticketsTexts[language];
  if (of.service.hours === 'always') return isHoliday(of, 0) ? words.holidayToday : words.always;
  if (isHoliday(of, 0)) return words.holidayToday;
  const spans = spansOn(of, 0);
  if (spans.length === 0) return words.closedToday;
  const text = spans.map(({ from, to }) => `${words.clock(from)}–${words.clock(to)}`).join(', ');
  const end = Math.max(...spans.map(({ to }) => to));
  const { cutoffMinutes } = of.service;
  return cutoffMinutes === 0 ? words.hours(text) : words.hoursUntil(text, words.clock(end - cutoffMinutes));
}

/** When it opens next, today or from tomorrow on, such as `besok pukul 08.00`; undefined: nobody knows. */
export function opensNext(
  of: Openings,
  from: 'today' | 'tomorrow',
  language: TicketLanguage,
): string | undefined {
  const words = ticketsTexts[language];
  for (let inDays = from === 'today' ? 0 : 1; inDays <= aheadMaxDays; inDays++) {
    const spans = isHoliday(of, inDays) ? [] : spansOn(of, inDays);
    const next = spans.filter((span) => inDays > 0 || span.from > of.day.minute)[0];
    if (next === undefined) continue;
    const time = words.clock(next.from);
    if (inDays === 0) return words.today(time);
    if (inDays === 1) return words.tomorrow(time);
    const date = dateAfter(of, inDays);
    const day = words.day(weekdayOf(date));
    if (inDays < 7) return words.onDay(day, time);
    const month = boardWords[language].months[date.getUTCMonth()] ?? '';
    return words.onDate(day, date.getUTCDate(), month, time);
  }
  return undefined;
}

const dateAfter = ({ day }: Openings, inDays: number) => new Date(day.midnight + inDays * dayMs);
const weekdayOf = (date: Date) => (date.getUTCDay() === 0 ? 7 : date.getUTCDay());

const isHoliday = (of: Openings, inDays: number): boolean =>
  of.holidays.indexOf(dateAfter(of, inDays).toISOString().slice(0, 10)) !== -1;

function spansOn(of: Openings, inDays: number) {
  const { hours } = of.service;
  const day = weekdayOf(dateAfter(of, inDays));
  return hours === 'always' ? [{ from: 0, to: 24 * 60 }] : (hours[day] ?? []);
}
