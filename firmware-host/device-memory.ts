import { asFault, type Fault } from '../devices/fault.ts';
import type { Cancel, Clock, Millis } from '../devices/ports.ts';
import { createTurns } from '../devices/serial-execution.ts';
import { repeat } from './async/interval.ts';
import type { StandingFault } from './device-faults.ts';
import type { Journal, Record as JournalRecord } from './journal/journal-port.ts';

/** After a crash the counts may lack what was counted in so long. Each time wears the card by a block or two. */
const saveEveryMs: Millis = 60_000;
/** Where nothing is counted it is saved all the same after so many records, which a start then need not read. */
const saveEveryRecords = 5_000;
/** A start reads so many records to find out which faults stand; beyond them it knows those of the business day. */
const readMaxRecords = 20_000;
const readStep = 500;
/** Counts of devices that left the site file are kept for their return, of so many devices together. */
const devicesMax = 1_000;

/** Counts by their names on the wire, such as `tickets_confirmed`. */
export type Counts = Readonly<Record<string, number>>;

/** What is remembered of devices beyond a run of the process. */
export interface DeviceMemory {
  /** The last record that `standing` knows of. */
  readonly sequence: number;
  /** By device. Another kind of device under the same id begins anew. */
  readonly totals: ReadonlyMap<string, { readonly kind: string; readonly counts: Counts }>;
  readonly standing: readonly StandingFault[];
}

export const nothingRemembered: DeviceMemory = { sequence: 0, totals: new Map(), standing: [] };

/** Where it is kept. */
export interface MemoryStore {
  /** Resolves when it is durable. */
  save(memory: DeviceMemory): Promise<void>;
}

/** What devices have counted in all, and what stands against them, while the process runs. */
export interface KeptMemory {
  /** The faults that stood when the run before ended. */
  readonly standing: readonly StandingFault[];
  /** `counts` are those of a device since it was opened first in this run; adds `total_*`, with all runs before. */
  withTotals(device: string, kind: string, counts: Counts): Counts;
  /** A record is durable. */
  recorded(record: JournalRecord): void;
  /** Saves now and then; `look` has every device counted before. */
  start(look: () => void): Cancel;
  /** Saves it now, if there is something new. Never rejects. */
  flush(): Promise<void>;
}

/** `remembered` is what the run before has left. `report` hears of a disk that fails once, until it works again. */
export function keepMemory(of: {
  readonly remembered: DeviceMemory;
  readonly store: MemoryStore | undefined;
  readonly clock: Clock;
  readonly report: (fault: Fault) => void;
}): KeptMemory {
  const { remembered, store, clock } = of;
  const totals = new Map(
    [...remembered.totals].map(([id, total]) => [id, openTotal(total.kind, total.counts)]),
  );
  let { sequence, standing } = remembered;
  let saved = textOf({ sequence: 0, totals: remembered.totals, standing });
  let savedSequence = sequence;
  const inTurn = createTurns();
  let failing = false;

  async function save(): Promise<void> {
    const memory: DeviceMemory = { sequence, totals: totalsNow(totals), standing };
    const text = textOf({ ...memory, sequence: 0 });
    if (store === undefined || (text === saved && sequence - savedSequence < saveEveryRecords)) return;
    try {
      await store.save(memory);
      [saved, savedSequence, failing] = [text, memory.sequence, false];
    } catch (thrown) {
      if (!failing) of.report(asFault(thrown, 'disk.io_error'));
      failing = true;
    }
  }

  const flush = (): Promise<void> => inTurn(save);

  return {
    standing,
    withTotals(device, kind, counts) {
      const before = totals.get(device);
      const total = before?.kind === kind ? before : openTotal(kind, {});
      totals.delete(device);
      totals.set(device, total);
      if (totals.size > devicesMax) totals.delete(totals.keys().next().value ?? device);
      const both: Record<string, number> = { ...counts };
      for (const [name, count] of Object.entries(total.count(counts))) both[`total_${name}`] = count;
      return both;
    },
    recorded(record) {
      sequence = record.sequence;
      standing = standingAfter(standing, record);
    },
    start: (look) =>
      repeat(
        clock,
        saveEveryMs,
        () => {
          look();
          void flush();
        },
        'devices: save their counts',
      ),
    flush,
  };
}

interface Total {
  readonly kind: string;
  /** All runs together, by what this run has counted so far. */
  count(counts: Counts): Counts;
  read(): Counts;
}

/** A device that was closed and opened anew counts from 0 again: what it had counted goes to those before. */
function openTotal(kind: string, before: Counts): Total {
  let base = before;
  let last: Counts = {};
  const read = () => added(base, last);
  return {
    kind,
    count(counts) {
      if (Object.entries(last).some(([name, count]) => (counts[name] ?? 0) < count)) base = read();
      last = counts;
      return read();
    },
    read,
  };
}

function added(one: Counts, other: Counts): Counts {
  const sum: Record<string, number> = { ...one };
  for (const [name, count] of Object.entries(other)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

function totalsNow(totals: ReadonlyMap<string, Total>): DeviceMemory['totals'] {
  return new Map([...totals].map(([id, total]) => [id, { kind: total.kind, counts: total.read() }]));
}

/** A memory as JSON without line breaks. What has not changed gives the same text again. */
export function textOf({ sequence, totals, standing }: DeviceMemory): string {
  const sorted = [...totals].sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify({ sequence, totals: Object.fromEntries(sorted), standing });
}

/**
 * What is remembered, with the faults brought up to the journal's end, of which `tail` is the business day. The journal
 * may know more than the memory, which is saved now and then, and less where it is an older copy.
 */
export async function upToDate(
  memory: DeviceMemory,
  journal: Pick<Journal, 'read'>,
  tail: readonly JournalRecord[],
): Promise<DeviceMemory> {
  const last = tail.at(-1)?.sequence ?? 0;
  const missed = last - memory.sequence;
  if (missed < 0 || missed > readMaxRecords) {
    const standing = tail.reduce(standingAfter, [] as readonly StandingFault[]);
    return { ...memory, standing, sequence: last };
  }
  let { sequence, standing } = memory;
  while (sequence < last) {
    const records = await journal.read(sequence + 1, readStep);
    standing = records.reduce(standingAfter, standing);
    const read = records.at(-1)?.sequence;
    if (read === undefined) break;
    sequence = read;
  }
  return { ...memory, standing, sequence: last };
}

/** The faults that stand once `record` has happened. */
function standingAfter(
  standing: readonly StandingFault[],
  { event, hall }: Pick<JournalRecord, 'event' | 'hall'>,
): readonly StandingFault[] {
  if (event.type !== 'device.faulted' && event.type !== 'device.cleared') return standing;
  const { device, code } = event;
  const others = standing.filter((one) => one.device !== device || one.code !== code);
  return event.type === 'device.faulted' ? [...others, { device, code, hall }] : others;
}
