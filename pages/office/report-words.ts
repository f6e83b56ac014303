import type { ReportPeriod } from '../../office/reports/report-days.ts';
import { language, say } from './office-texts.ts';
import { dateText } from './view.ts';

const [minuteS, hourS, dayS, mmOfMetre] = [60, 3_600, 86_400, 1_000];

const number = (value: number, decimals: number): string =>
  value.toLocaleString(language.value, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

export const count = (value: number): string => number(value, 0);

/** A whole number of hundredths, such as 8125, as `81,25`. */
export const hundredths = (value: number): string => number(value / 100, 2);

/** Rounded down, so that 100 % is said of what never failed alone; and 0 % of what never was. */
export function percent(share: number, decimals = 2): string {
  const of = 10 ** (decimals + 2);
  const isWhole = share === 0 || share === 1;
  if (share > 0 && share * of < 1) return `< ${number(10 ** -decimals, decimals)} %`;
  return `${number(Math.floor(share * of + 1e-9) / 10 ** decimals, isWhole ? 0 : decimals)} %`;
}

/** Hours with a decimal, or minutes where that says more. */
export function length(seconds: number): string {
  if (seconds < minuteS) return `${count(seconds)} ${say('secondsShort')}`;
  if (seconds < 2 * hourS) return `${number(seconds / minuteS, 0)} ${say('minutesShort')}`;
  return `${number(seconds / hourS, seconds < dayS ? 1 : 0)} ${say('hoursShort')}`;
}

/** Minutes and seconds. */
export function wait(seconds: number): string {
  return `${Math.floor(seconds / minuteS)}:${String(seconds % minuteS).padStart(2, '0')}`;
}

export const metres = (mm: number): string => `${number(mm / mmOfMetre, mm < 10 * mmOfMetre ? 1 : 0)} m`;
export const millimetres = (mm: number): string => `${count(mm)} mm`;
export const days = (value: number): string => number(value, 1);

/** From one date to another, without repeating what is the same. */
export function dates(first: string, last: string): string {
  const format = new Intl.DateTimeFormat(language.value, { dateStyle: 'medium', timeZone: 'UTC' });
  return format.formatRange(Date.parse(first), Date.parse(last));
}

/** A date in the week, month or year before, or after. */
export function dateBeside(period: ReportPeriod, date: string, by: 1 | -1): string {
  const at = new Date(date);
  if (period === 'week') at.setUTCDate(at.getUTCDate() + 7 * by);
  else if (period === 'year') at.setUTCFullYear(at.getUTCFullYear() + by, 0, 1);
  // The first is in every month.
  else at.setUTCMonth(at.getUTCMonth() + by, 1);
  return dateText(at);
}
