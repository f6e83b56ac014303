import { Fault } from '../../../devices/fault.ts';
import type { Database } from '../../database/database.ts';
import type { Record } from '../journal-port.ts';
import { damagedRows, type Range, type Row, toRecord } from './chain.ts';
import { rowReader } from './rows.ts';

/** The row at the start of a range of records, or the one before it. */
export interface Point {
  readonly sequence: number;
  readonly sum: Buffer;
}

/** A business day: its date (YYYY-MM-DD) and the record that opened it. */
export interface Day {
  readonly date: string;
  readonly sequence: number;
}

/** The queries on a journal that do not change it. They throw `journal.damaged` or what SQLite throws. */
export interface Reading {
  /** The newest record; the base when there is none. */
  last(): Point;
  /** The record before the oldest one kept. */
  base(): Point;
  /** The sum stored at `sequence`; undefined when it is not in the journal or cannot be read. */
  sumAt(sequence: number): Buffer | undefined;
  read(from: number, limit: number): Record[];
  /** The sequence of the last `day.opened`; of the first record kept when there is none. */
  dayStart(): number;
  /** The records after `sequence` that decide which numbers are taken: opened days and reserved numbers. */
  numbersSince(sequence: number): Record[];
  /** The business days kept, oldest first. */
  days(): readonly Day[];
  /** The site that the journal belongs to; undefined when no host has claimed it yet. */
  site(): string | undefined;
  damaged(range: Range): readonly Range[];
  /** As `damaged`, with the rows that are sound. */
  looked(range: Range): { readonly damaged: readonly Range[]; readonly sound: readonly Row[] };
}

/** The queries on a database of this version's schema. */
export function readingOf(database: Database): Reading {
  const rows = rowReader(database);
  const lastRow = database.prepare<[], Point>(
    'SELECT sequence, sum FROM record ORDER BY sequence DESC LIMIT 1',
  );
  const baseRow = database.prepare<[], Point>('SELECT sequence, sum FROM base');
  const dayRow = database.prepare<[], Day>('SELECT date, sequence FROM day ORDER BY sequence DESC LIMIT 1');
  const dayRows = database.prepare<[], Day>('SELECT date, sequence FROM day ORDER BY sequence');
  const numberRows = database.prepare<[number], Row>(
    `SELECT * FROM record WHERE sequence > ? AND event ->> 'type' IN ('day.opened', 'ticket.reserved') ORDER BY sequence`,
  );
  const siteRow = database.prepare<[], { id: string }>('SELECT id FROM site');

  const base = (): Point => baseRow.get() ?? damaged('the base of the journal is gone');
  const sumAt = (sequence: number): Buffer | undefined => {
    const start = base();
    return sequence === start.sequence ? start.sum : rows.at(sequence)?.sum;
  };

  return {
    last: () => lastRow.get() ?? base(),
    base,
    sumAt,
    read: (from, limit) => rows.from(from, limit).map(toRecord),
    dayStart() {
      const day = dayRow.get();
      if (day === undefined) return base().sequence + 1;
      const row = rows.at(day.sequence);
      const event = row && toRecord(row).event;
      if (event?.type === 'day.opened' && event.date === day.date) return day.sequence;
      return damaged(`record ${day.sequence} should open the day ${day.date} and does not`);
    },
    numbersSince(sequence) {
      const dayStart = this.dayStart();
      return numberRows.all(Math.max(sequence, dayStart - 1)).map(toRecord);
    },
    days: () => dayRows.all(),
    site: () => siteRow.get()?.id,
    damaged: (range) => damagedRows(rows.each(range), range.from, sumAt(range.from - 1)),
    looked(range) {
      const sound: Row[] = [];
      const keep = (row: Row) => void sound.push(row);
      return { damaged: damagedRows(rows.each(range), range.from, sumAt(range.from - 1), keep), sound };
    },
  };
}

function damaged(message: string): never {
  throw new Fault('journal.damaged', message);
}
