import { hash } from 'node:crypto';
import { Fault } from '../../../devices/fault.ts';
import type { Record } from '../journal-port.ts';

/** A record as a row of the database. `sum` stands for this record and all before it. */
export interface Row {
  readonly sequence: number;
  readonly boot: string;
  readonly wall: number;
  readonly synced: 0 | 1;
  readonly hall: number;
  /** JSON. */
  readonly event: string;
  readonly sum: Buffer;
}

const SUM_BYTES = 8;

/**
 * The sum of a row: the first eight bytes of a SHA-256 over the previous sum and the row's content. A CRC would find a
 * flipped bit as well, but the chain also shows whether two journals have the same history, for which 32 linear bits
 * are too few. Neither protects against a person who can write the file.
 */
function sumOf(before: Buffer, row: Omit<Row, 'sum'>): Buffer {
  const { sequence, boot, wall, synced, hall, event } = row;
  const content = JSON.stringify([before.toString('hex'), sequence, boot, wall, synced, hall, event]);
  return hash('sha256', content, 'buffer').subarray(0, SUM_BYTES);
}

export function toRow(record: Record, before: Buffer): Row {
  const { sequence, boot, wall, hall } = record;
  const synced = record.clock === 'synced' ? 1 : 0;
  const content = { sequence, boot, wall, synced, hall, event: JSON.stringify(record.event) } as const;
  return { ...content, sum: sumOf(before, content) };
}

/** Throws `journal.damaged` when the event in the row cannot be read. */
export function toRecord({ sequence, boot, wall, synced, hall, event }: Row): Record {
  const clock = synced === 1 ? 'synced' : 'unsynced';
  return { sequence, boot, wall, clock, hall, event: toEvent(sequence, event) };
}

function toEvent(sequence: number, json: string): Record['event'] {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new Fault('journal.damaged', `record ${sequence} is damaged`, { context: { sequence }, cause });
  }
}

/** Records `from` to `to`, both included. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * The damaged rows among those from `from` on. A row is sound when its sum follows from its content and from the sum
 * stored before it, so a row after a missing one counts as damaged too. `rows` has undefined for a row that is missing
 * or cannot be read; `before` is the sum of the row before `from`, if known. `sound` is given each row that is.
 */
export function damagedRows(
  rows: Iterable<Row | undefined>,
  from: number,
  before: Buffer | undefined,
  sound?: (row: Row) => void,
): readonly Range[] {
  const damaged: Range[] = [];
  let previous = before;
  let sequence = from;
  for (const row of rows) {
    if (row !== undefined && previous !== undefined && sumOf(previous, row).equals(row.sum)) sound?.(row);
    else addTo(damaged, sequence);
    previous = row?.sum;
    sequence++;
  }
  return damaged;
}

function addTo(ranges: Range[], sequence: number): void {
  const last = ranges.at(-1);
  if (last?.to === sequence - 1) ranges.splice(-1, 1, { from: last.from, to: sequence });
  else ranges.push({ from: sequence, to: sequence });
}
