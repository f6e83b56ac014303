import { Fault } from '../../../devices/fault.ts';
import type { Millis } from '../../../devices/ports.ts';
import type { Record } from '../journal-port.ts';
import { gapFault } from '../sequence.ts';

/** Appends that wait for the disk, in order. Those being committed are included, at the head. */
export interface AppendQueue {
  /** Records that wait. */
  readonly waiting: number;
  readonly isEmpty: boolean;
  readonly isCommitting: boolean;
  /** When the oldest waiting append was made. */
  readonly oldest: Millis | undefined;
  /**
   * Why these records cannot be taken: they are not the next ones, or too many wait. `full`: whether the disk is full.
   */
  refusal(records: readonly Record[], full: boolean): Fault | undefined;
  /** Resolves when the records are durable; rejects with the fault given to `fail`. `at` is the current time. */
  add(records: readonly Record[], at: Millis): Promise<void>;
  /** Starts a commit and returns its records: as many appends as have `most` records together, and at least one. */
  takeUp(most: number): readonly Record[];
  /** The commit succeeded: its records are durable. */
  durable(): void;
  /** The commit failed for now: its records wait again. */
  putBack(): void;
  /** Rejects everything that waits. */
  fail(why: Fault): void;
}

interface Append {
  readonly records: readonly Record[];
  readonly at: Millis;
  readonly durable: () => void;
  readonly failed: (why: Fault) => void;
}

/** `next` is the sequence of the next record, `queueMax` how many may wait. */
export function createAppendQueue(of: { readonly next: number; readonly queueMax: number }): AppendQueue {
  const { queueMax } = of;
  const queue: Append[] = [];
  let { next } = of;
  let waiting = 0;
  /** How many appends at the head of the queue are being committed. */
  let committing = 0;

  function overflow(more: number, full: boolean): Fault | undefined {
    if (waiting + more <= queueMax) return undefined;
    const code = full ? 'disk.low' : 'disk.fsync_slow';
    return new Fault(code, `${waiting} records are waiting for the disk`, {
      context: { waiting, queueMax },
    });
  }

  return {
    get waiting() {
      return waiting;
    },
    get isEmpty() {
      return queue.length === 0;
    },
    get isCommitting() {
      return committing > 0;
    },
    get oldest() {
      return queue[0]?.at;
    },
    refusal: (records, full) => gapFault(records, next) ?? overflow(records.length, full),
    add(records, at) {
      next += records.length;
      waiting += records.length;
      return new Promise((durable, failed) => {
        queue.push({ records, at, durable, failed });
      });
    },
    takeUp(most) {
      committing = headOf(queue, most);
      return queue.slice(0, committing).flatMap((append) => append.records);
    },
    durable() {
      for (const append of queue.splice(0, committing)) {
        waiting -= append.records.length;
        append.durable();
      }
      committing = 0;
    },
    putBack() {
      committing = 0;
    },
    fail(why) {
      waiting = 0;
      committing = 0;
      for (const append of queue.splice(0)) append.failed(why);
    },
  };
}

/** How many appends at the head of the queue form one commit; at least one. */
function headOf(queue: readonly Append[], commitMax: number): number {
  let records = 0;
  const tooMany = queue.findIndex((append) => {
    records += append.records.length;
    return records > commitMax;
  });
  return tooMany === -1 ? queue.length : Math.max(1, tooMany);
}
