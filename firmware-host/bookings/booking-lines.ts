import { judgeScan } from '../../devices/scanner/grammar.ts';
import { rowsOf, type TableRow } from './booking-table.ts';
import type { Booking } from './bookings.ts';
import { bookingHash } from './hash.ts';
import { BadCell, readVisit, visitCells } from './visit.ts';

const hashPattern = /^[0-9a-f]{64}$/;
/** Recognises the heading of the column of dates. */
const heading = /^[^\d]*\b(date|tanggal|tgl|hari)\b[^\d]*$/i;

/** The form of a line in each of the two files. */
export const codeLine = 'CODE,DATE,SERVICE[,regular|priority[,08.00-09.30]]';
export const hashLine = 'HASH,DATE,SERVICE[,regular|priority[,08.00-09.30]]';

/** A line that cannot be parsed: where it begins and the column of the problem, both counted from 1, and the reason. */
export interface BadLine {
  readonly line: number;
  readonly column: number;
  readonly why: string;
}

/** The assumptions made: that the first line is a heading, that dates have the day first. Lines are counted from 1. */
export interface Assumed {
  readonly heading: number | undefined;
  /** Lines whose date would differ if the month came first. */
  readonly dayFirst: readonly { readonly line: number; readonly date: string }[];
}

/**
 * The bookings of a file with lines like `hashLine` (booking-table.ts), by hash; of two lines for one booking the last
 * one counts. `badLines` are those that cannot be parsed.
 */
export function readBookings(text: string): {
  readonly bookings: ReadonlyMap<string, Booking>;
  readonly badLines: readonly BadLine[];
} {
  const bookings = new Map<string, Booking>();
  const { badLines } = eachLine(text, ([hash = '', ...rest]) => {
    if (!hashPattern.test(hash)) throw new BadCell(1, 'not a hash: make the list with loket hash-bookings');
    const { visit, isAmbiguous } = readVisit(rest);
    bookings.set(hash, { hash, ...visit });
    return isAmbiguous ? visit.date : undefined;
  });
  return { bookings, badLines };
}

/**
 * Converts lines like `codeLine` to lines like `hashLine`. `badLines` are those that cannot be parsed, and those whose
 * code a scanner would refuse, so that it could never be checked in.
 */
export function hashCodes(
  text: string,
  key: Uint8Array,
): { readonly lines: readonly string[]; readonly badLines: readonly BadLine[]; readonly assumed: Assumed } {
  const lines: string[] = [];
  const { badLines, assumed } = eachLine(text, ([code = '', ...rest]) => {
    if (judgeScan(code).type !== 'scanned')
      throw new BadCell(1, 'not a code that a scanner would take: 1 to 64 letters, digits and hyphens');
    const { visit, isAmbiguous } = readVisit(rest);
    lines.push([bookingHash(code, key), ...visitCells(visit).map(quoted)].join(','));
    return isAmbiguous ? visit.date : undefined;
  });
  return { lines, badLines, assumed };
}

/** `take` throws a `BadCell`, or returns the date if it was read day first and could be read otherwise. */
function eachLine(
  text: string,
  take: (cells: readonly string[]) => string | undefined,
): { readonly badLines: readonly BadLine[]; readonly assumed: Assumed } {
  const badLines: BadLine[] = [];
  const dayFirst: { line: number; date: string }[] = [];
  const [first, ...others] = rowsOf(text.replace(/^\uFEFF/, ''));
  const hasHeading = first !== undefined && heading.test(first.cells[1] ?? '');
  const rows = first === undefined || hasHeading ? others : [first, ...others];
  for (const row of rows) {
    const bad = judged(row, take, dayFirst);
    if (bad !== undefined) badLines.push(bad);
  }
  return { badLines, assumed: { heading: hasHeading ? first.line : undefined, dayFirst } };
}

function judged(
  { line, cells, isOpen }: TableRow,
  take: (cells: readonly string[]) => string | undefined,
  dayFirst: { line: number; date: string }[],
): BadLine | undefined {
  if (isOpen) return { line, column: cells.length, why: 'a quote is opened here and never closed' };
  try {
    const date = take(cells);
    if (date !== undefined) dayFirst.push({ line, date });
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof BadCell)) throw thrown;
    return { line, column: thrown.column, why: thrown.message };
  }
}

const quoted = (cell: string) => (/[",;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
