import type { Clock } from '../../../devices/ports.ts';
import type { Database } from '../../database/database.ts';
import type { Record } from '../journal-port.ts';
import { type Row, toRecord } from './chain.ts';
import { diskFault } from './disk-fault.ts';
import { openJournalReader } from './journal-reader.ts';

export interface FollowJournalOptions {
  readonly dir: string;
  /** First and last sequence; all of them by default. */
  readonly from?: number;
  readonly to?: number;
  /** Go on with new records as they are committed, until `to` or until the signal is aborted. */
  readonly follow?: { readonly clock: Clock; readonly signal: AbortSignal };
}

/** Few at a time: an open read transaction keeps the writer's log from starting over. */
const STEP = 500;
const POLL_MS = 200;

/** The records of a journal, in order, while a host may be writing it. Throws a Fault when there is none to read. */
export async function* journalRecords(options: FollowJournalOptions): AsyncGenerator<Record, void, void> {
  const { dir, from = 1, to = Number.MAX_SAFE_INTEGER, follow } = options;
  const { database } = openJournalReader(dir);
  try {
    const rows = database.prepare<[number, number, number], Row>(
      'SELECT * FROM record WHERE sequence BETWEEN ? AND ? ORDER BY sequence LIMIT ?',
    );
    let next = from;
    while (next <= to) {
      const version = dataVersion(database);
      const some = rows.all(next, to, STEP);
      for (const row of some) yield toRecord(row);
      next = (some.at(-1)?.sequence ?? next - 1) + 1;
      if (some.length === STEP) continue;
      if (follow === undefined) return;
      while (dataVersion(database) === version) {
        if (!(await waited(follow.clock, follow.signal))) return;
      }
    }
  } catch (thrown) {
    throw diskFault(thrown, dir);
  } finally {
    database.close();
  }
}

/** Changes when another connection has committed. */
function dataVersion(database: Database): unknown {
  return database.pragma('data_version');
}

/** Resolves after a while to true, or to false once the signal is aborted. */
function waited(clock: Clock, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve(false);
      return;
    }
    const stop = (): void => {
      cancel();
      resolve(false);
    };
    const cancel = clock.after(
      POLL_MS,
      () => {
        signal.removeEventListener('abort', stop);
        resolve(true);
      },
      'journal follow: next look',
    );
    signal.addEventListener('abort', stop, { once: true });
  });
}
