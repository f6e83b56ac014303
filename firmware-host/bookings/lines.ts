import { judgeScan } from '../../devices/scanner/grammar.ts';
import { bookingHash } from './hash.ts';
import type { Booking } from './port.ts';

const hashPattern = /^[0-9a-f]{64}$/;
const datePattern = /^\d{4}-\d{2}-\d{2}$/;
const timePattern = /^([01]\d|2[0-3])[.:]([0-5]\d)$/;

/** How a line of each of the two files is written. */
export const codeLine = 'CODE,DATE,SERVICE[,regular|priority[,08.00-09.30]]';
export const hashLine = 'HASH,DATE,SERVICE[,regular|priority[,08.00-09.30]]';

/**
 * The bookings of a file with lines like `hashLine`, by hash; of two lines for one booking the last one counts. Empty
 * lines and those that begin with `#` say nothing. `badLines`, counted from 1, are those that cannot be understood.
 */
export function readBookings(text: string): {
  readonly bookings: ReadonlyMap<string, Booking>;
  readonly badLines: readonly number[];
} {
  const bookings = new Map<string, Booking>();
  const badLines: number[] = [];
  for (const { number, fields } of linesOf(text)) {
    const [hash = '', ...rest] = fields;
    const visit = hashPattern.test(hash) ? readVisit(rest) : undefined;
    if (visit === undefined) badLines.push(number);
    else bookings.set(hash, { hash, ...visit });
  }
  return { bookings, badLines };
}

/**
 * Lines like `codeLine` as lines like `hashLine`. `badLines` are those that cannot be understood, and those whose code
 * a scanner would refuse: it could never be checked in.
 */
export function hashCodes(
  text: string,
  key: Uint8Array,
): { readonly lines: readonly string[]; readonly badLines: readonly number[] } {
  const lines: string[] = [];
  const badLines: number[] = [];
  for (const { number, fields } of linesOf(text)) {
    const [code = '', ...rest] = fields;
    const good = judgeScan(code).type === 'scanned' && readVisit(rest) !== undefined;
    if (good) lines.push([bookingHash(code, key), ...rest].join(','));
    else badLines.push(number);
  }
  return { lines, badLines };
}

function* linesOf(text: string) {
  // Windows programs put a mark before the text, which means nothing.
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    yield { number: index + 1, fields: line.split(',').map((field) => field.trim()) };
  }
}

function readVisit(fields: readonly string[]): Omit<Booking, 'hash'> | undefined {
  const [date = '', service = '', kind = 'regular', times, ...more] = fields;
  if (!isDate(date) || service === '' || more.length > 0) return undefined;
  if (kind !== 'regular' && kind !== 'priority') return undefined;
  if (times === undefined) return { date, service, class: kind, from: undefined, to: undefined };
  const [from, to, ...other] = times.split('-').map(minuteOf);
  if (from === undefined || to === undefined || from > to || other.length > 0) return undefined;
  return { date, service, class: kind, from, to };
}

function isDate(text: string): boolean {
  const parsed = datePattern.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(parsed) && new Date(parsed).toISOString().startsWith(text);
}

function minuteOf(time: string): number | undefined {
  const parts = timePattern.exec(time.trim());
  return parts === null ? undefined : Number(parts[1]) * 60 + Number(parts[2]);
}
