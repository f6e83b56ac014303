import type { Database } from '../../database/database.ts';
import type { Range, Row } from './chain.ts';

export interface RowReader {
  /** Rows `first` on, in order, at most `limit`. Throws what SQLite throws. */
  from(first: number, limit: number): Row[];
  /** undefined when the row is missing, or is on a page that SQLite cannot read. */
  at(sequence: number): Row | undefined;
  /** One entry for each sequence, undefined as above. */
  each(range: Range): Iterable<Row | undefined>;
}

const STEP = 500;

/** Reads the rows of a journal that may be damaged. */
export function rowReader(database: Database): RowReader {
  const one = database.prepare<[number], Row>('SELECT * FROM record WHERE sequence = ?');
  const many = database.prepare<[number, number], Row>(
    'SELECT * FROM record WHERE sequence >= ? ORDER BY sequence LIMIT ?',
  );
  const from = (first: number, limit: number): Row[] => many.all(first, limit);
  const at = (sequence: number): Row | undefined => unlessCorrupt(() => one.get(sequence));

  /** Many rows at a time, which is three times as fast; one by one only where some of them cannot be read. */
  function* each(range: Range): Generator<Row | undefined> {
    for (let first = range.from; first <= range.to; first += STEP) {
      const last = Math.min(first + STEP - 1, range.to);
      const count = last - first + 1;
      const rows = unlessCorrupt(() => from(first, count));
      const isWhole = rows?.length === count && rows.at(-1)?.sequence === last;
      for (let sequence = first; sequence <= last; sequence++) {
        yield isWhole ? rows?.[sequence - first] : at(sequence);
      }
    }
  }

  return { from, at, each };
}

/** Undefined when SQLite finds a page malformed: here that is a result, not a failure. */
function unlessCorrupt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (thrown) {
    if ((thrown as { code?: string }).code?.startsWith('SQLITE_CORRUPT')) return undefined;
    throw thrown;
  }
}
