import type { Fault } from '../../../devices/fault.ts';
import type { Clock } from '../../../devices/ports.ts';
import { repeatAfter } from '../../async/interval.ts';
import type { HostJournal, Record } from '../journal-port.ts';
import { looking } from '../looking.ts';
import { BALLAST_BYTES } from './ballast.ts';
import type { Range } from './chain.ts';
import type { OpenedFolder } from './folder.ts';
import { openGroupCommit } from './group-commit.ts';
import type { Synchronous } from './journal-store.ts';
import type { Keep } from './retention.ts';
import { startThread } from './thread.ts';
import type { Verified } from './worker-protocol.ts';

export type { Range } from './chain.ts';
export type { OpenedFolder as Opened } from './folder.ts';
export type { Keep } from './retention.ts';

export interface JournalOptions {
  /** The data folder; made if it is not there. One process at a time. */
  readonly dir: string;
  /** The site's id: the journal belongs to it from then on. Left out, whosever it is it is opened. */
  readonly site?: string;
  readonly clock: Clock;
  /** Records in one commit. */
  readonly commitMax?: number;
  /** Records that may wait for the disk; beyond that `append` rejects with `disk.fsync_slow` or `disk.low`. */
  readonly queueMax?: number;
  readonly ballastBytes?: number;
  readonly synchronous?: Synchronous;
  /** Told once, when nothing becomes durable any more. */
  readonly broken?: (why: Fault) => void;
}

export interface SqliteJournal extends HostJournal {
  readonly opened: OpenedFolder;
  /** Checks every record against the chain of sums; names those that are missing or were changed. */
  verify(): Promise<readonly Range[]>;
  /** Removes what is not to be kept, in small steps between the commits. Resolves to the number of records removed. */
  prune(keep: Keep): Promise<number>;
}

const COMMIT_MAX = 100;
/** Some minutes of the busiest hall; about 10 MB of memory. */
const QUEUE_MAX = 10_000;
const READ_STEP = 5_000;
const VERIFY_STEP = 1_000;
/** How often the ballast is looked after. */
const TEND_EVERY_MS = 60_000;

/**
 * Opens the journal in a data folder, in a thread of its own. Rejects with a Fault that says what to do:
 * `journal.in_use`, `.missing`, `.replaced`, `.damaged`, `.newer`, `.other_site`, `.foreign_file`, `.unsafe`, or what
 * is wrong with the disk.
 *
 * After a failed commit (`disk.io_error`, `disk.readonly`), or when the journal is taken away (`journal.removed`),
 * nothing is accepted any more: the disk may say later that all is well, but what it lost it has lost. The process has
 * to restart and see what is there. A full disk is only waited for. Appends that were refused for a full queue may be
 * handed over again.
 */
export async function openJournal(options: JournalOptions): Promise<SqliteJournal> {
  const { dir, clock, ballastBytes = BALLAST_BYTES, synchronous = 'FULL' } = options;
  let closing: Promise<void> | undefined;
  const thread = await startThread({ dir, site: options.site, ballastBytes, synchronous });
  const group = openGroupCommit({
    commit: (records) => thread.ask({ op: 'append', records }),
    clock,
    next: thread.opened.last + 1,
    commitMax: options.commitMax ?? COMMIT_MAX,
    queueMax: options.queueMax ?? QUEUE_MAX,
  });
  thread.onBroken((why) => {
    group.fail(why);
    if (closing === undefined) options.broken?.(why);
  });
  const stopLooking = looking(clock, () => thread.ask({ op: 'look' }), group.fail);
  // A failing disk is reported as broken by the thread itself, and a full one is tried again next time.
  const stopTending = repeatAfter(clock, TEND_EVERY_MS, () => thread.ask({ op: 'tend' }), 'journal: tend');

  async function close(): Promise<void> {
    stopTending();
    stopLooking();
    await group.close();
    await Promise.race([thread.ended, thread.ask({ op: 'close' })]);
    await thread.ended;
  }

  return {
    opened: thread.opened,
    append: group.append,
    pressure: group.pressure,
    read: (from, limit) => thread.ask({ op: 'read', from, limit }),
    async tail() {
      const records: Record[] = [];
      let from = await thread.ask({ op: 'day-start' });
      for (;;) {
        const some = await thread.ask({ op: 'read', from, limit: READ_STEP });
        for (const record of some) records.push(record);
        if (some.length < READ_STEP) return records;
        from += READ_STEP;
      }
    },
    async verify() {
      const damaged: Range[] = [];
      let from: number | undefined = 1;
      while (from !== undefined) {
        const some: Verified = await thread.ask({ op: 'verify', from, limit: VERIFY_STEP });
        damaged.push(...some.damaged);
        from = some.next;
      }
      return damaged;
    },
    async prune(keep) {
      let removed = 0;
      for (;;) {
        const some = await thread.ask({ op: 'prune', keep });
        if (some === 0) return removed;
        removed += some;
      }
    },
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}
