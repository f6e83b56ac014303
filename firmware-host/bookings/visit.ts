import { clockTime } from '../../config/values/span.ts';
import type { Booking } from './bookings.ts';

/** A cell that cannot be parsed: its column, counted from 1, and what is expected. Its content is not repeated. */
export class BadCell extends Error {
  readonly column: number;

  constructor(column: number, why: string) {
    super(why);
    this.column = column;
  }
}

export type Visit = Omit<Booking, 'hash'>;

const isoDate = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
/** The form used in Indonesia and by Excel there: day, month, year. */
const dayFirst = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/;
/** Excel adds seconds to a time, and midnight to a date. */
const midnight = /[ T]0?0[.:]00([.:]00)?$/;
const time = /^(\d{1,2})[.:](\d{2})(?:[.:]00)?$/;

/**
 * Parses the cells of a row after its first. Throws a `BadCell`. `isAmbiguous`: with the month first it would be
 * another date.
 */
export function readVisit(cells: readonly string[]): {
  readonly visit: Visit;
  readonly isAmbiguous: boolean;
} {
  const [date = '', service = '', kind = '', times = '', ...more] = cells;
  const day = dateOf(date);
  if (day === undefined)
    throw new BadCell(2, 'no such date: write it as 2026-11-24, or day first as 24/11/2026');
  if (service === '') throw new BadCell(3, 'no service: write its id in the site file, such as paspor');
  if (/[\r\n\uFFFD]/.test(service))
    throw new BadCell(3, 'not the id of a service: save the list as CSV UTF-8');
  const ticketClass = classOf(kind);
  if (ticketClass === undefined) throw new BadCell(4, 'write regular or priority, or nothing');
  if (more.length > 0) throw new BadCell(6, 'there are more columns than five: leave them out');
  const span = times === '' ? { from: undefined, to: undefined } : spanOf(times);
  return {
    visit: { date: day.date, service, class: ticketClass, ...span },
    isAmbiguous: day.isAmbiguous,
  };
}

/** Writes the cells in a form that `readVisit` reads without ambiguity. */
export function visitCells({ date, service, class: kind, from, to }: Visit): readonly string[] {
  const times = from === undefined || to === undefined ? [] : [`${clock(from)}-${clock(to)}`];
  return [date, service, ...(times.length > 0 || kind === 'priority' ? [kind] : []), ...times];
}

const clock = (minute: number) => clockTime(minute, '.');

function dateOf(cell: string): { readonly date: string; readonly isAmbiguous: boolean } | undefined {
  const text = cell.replace(midnight, '');
  const iso = isoDate.exec(text);
  if (iso !== null) return real(iso[1], iso[2], iso[3], false);
  const [, day = '', , month = '', year = ''] = dayFirst.exec(text) ?? [];
  return real(year, month, day, Number(day) <= 12 && day !== month);
}

function real(year = '', month = '', day = '', isAmbiguous: boolean) {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const parsed = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(parsed) || !new Date(parsed).toISOString().startsWith(date)) return undefined;
  return { date, isAmbiguous };
}

function classOf(cell: string): Visit['class'] | undefined {
  const kind = cell.toLowerCase();
  if (kind === '' || kind === 'regular') return 'regular';
  return kind === 'priority' ? 'priority' : undefined;
}

function spanOf(cell: string): { readonly from: number; readonly to: number } {
  const [from, to, ...other] = cell.split(/[-\u2013\u2014]/).map((one) => minuteOf(one.trim()));
  if (from === undefined || to === undefined || from > to || other.length > 0)
    throw new BadCell(5, 'no such time: write it as 08.00-09.30');
  return { from, to };
}

function minuteOf(text: string): number | undefined {
  const [, hours, minutes] = time.exec(text) ?? [];
  const minute = Number(hours) * 60 + Number(minutes);
  return Number(hours) < 24 && Number(minutes) < 60 ? minute : undefined;
}
