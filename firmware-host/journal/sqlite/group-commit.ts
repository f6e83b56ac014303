import { Fault } from '../../../devices/fault.ts';
import type { Cancel, Clock, Millis } from '../../../devices/ports.ts';
import type { Pressure, Record } from '../port.ts';
import { gapFault } from '../sequence.ts';
import type { Reserve } from './protocol.ts';
import { recentTimes } from './recent.ts';

export interface GroupCommitOptions {
  /** Makes the records durable, all or none. A rejection with `disk.low` means: not yet. */
  readonly commit: (records: readonly Record[]) => Promise<Reserve>;
  readonly clock: Clock;
  /** The sequence of the next record. */
  readonly next: number;
  /** Records in one commit; an append that is larger goes alone. */
  readonly commitMost: number;
  /** Records that may be waiting, those being committed included. */
  readonly queueMost: number;
}

export interface GroupCommit {
  append(records: readonly Record[]): Promise<void>;
  pressure(): Pressure;
  /** Nothing is durable from here on: everything that waits and everything to come is rejected with `why`. */
  fail(why: Fault): void;
  /** Takes no more, and resolves when nothing waits any more. What a full disk cannot take is rejected. */
  close(): Promise<void>;
}

interface Append {
  readonly records: readonly Record[];
  readonly at: Millis;
  readonly durable: () => void;
  readonly failed: (why: Fault) => void;
}

/** How often a commit is tried again while the disk is full. */
const FULL_RETRY_MS = 1_000;
const LATENCIES_KEPT = 1_024;

/**
 * Gathers appends while a commit is under way and commits them together when it is through. An idle disk is used at
 * once: only the appends of the same turn of the event loop are waited for, which is what a timer would gain and none
 * of what it would cost.
 */
export function groupCommit(options: GroupCommitOptions): GroupCommit {
  const { commit, clock, commitMost, queueMost } = options;
  const queue: Append[] = [];
  const latencies = recentTimes(LATENCIES_KEPT);
  let { next } = options;
  let waiting = 0;
  /** Appends at the head of the queue that are being committed. */
  let committing = 0;
  let scheduled = false;
  let low = false;
  let full = false;
  let retry: Cancel | undefined;
  let broken: Fault | undefined;
  let closed: (() => void) | undefined;

  function append(records: readonly Record[]): Promise<void> {
    const refusal = broken ?? afterClosing() ?? gapFault(records, next) ?? overflow(records.length);
    if (refusal !== undefined) return Promise.reject(refusal);
    if (records.length === 0) return Promise.resolve();
    next += records.length;
    waiting += records.length;
    return new Promise((durable, failed) => {
      queue.push({ records, at: clock.now(), durable, failed });
      schedule();
    });
  }

  function afterClosing(): Fault | undefined {
    return closed && new Fault('journal.stopped', 'the journal is closed');
  }

  function overflow(more: number): Fault | undefined {
    if (waiting + more <= queueMost) return undefined;
    const code = full ? 'disk.low' : 'disk.fsync_slow';
    return new Fault(code, `${waiting} records are waiting for the disk`, {
      context: { waiting, queueMost },
    });
  }

  function schedule(): void {
    if (scheduled || committing > 0) return;
    scheduled = true;
    queueMicrotask(() => {
      scheduled = false;
      start();
    });
  }

  function start(): void {
    if (committing > 0 || queue.length === 0 || retry !== undefined) return;
    committing = headOf(queue, commitMost);
    const startedAt = clock.now();
    commit(queue.slice(0, committing).flatMap((append) => append.records)).then(
      (reserve) => committed(clock.now() - startedAt, reserve),
      (why: Fault) => (why.code === 'disk.low' ? waitForRoom(why) : fail(why)),
    );
  }

  function committed(tookMs: Millis, reserve: Reserve): void {
    latencies.note(tookMs);
    low = reserve.low;
    full = false;
    for (const append of queue.splice(0, committing)) {
      waiting -= append.records.length;
      append.durable();
    }
    committing = 0;
    start();
    if (queue.length === 0) closed?.();
  }

  function waitForRoom(why: Fault): void {
    if (broken !== undefined) return;
    if (closed !== undefined) {
      fail(why);
      return;
    }
    full = true;
    committing = 0;
    retry = clock.after(FULL_RETRY_MS, () => {
      retry = undefined;
      start();
    });
  }

  function fail(why: Fault): void {
    if (broken !== undefined) return;
    broken = why;
    retry?.();
    waiting = 0;
    committing = 0;
    for (const append of queue.splice(0)) append.failed(why);
    closed?.();
  }

  function close(): Promise<void> {
    return new Promise((resolve) => {
      closed = resolve;
      if (retry !== undefined) fail(new Fault('disk.low', 'the journal was closed while the disk was full'));
      else if (queue.length === 0) resolve();
    });
  }

  return {
    append,
    fail,
    pressure: () => ({
      waiting,
      oldestMs: queue[0] === undefined ? 0 : clock.now() - queue[0].at,
      lastCommitMs: latencies.last ?? 0,
      p99Ms: latencies.percentile(0.99),
      fault: broken?.code ?? (low || full ? 'disk.low' : undefined),
    }),
    close,
  };
}

/** How many appends at the head of the queue make up one commit; at least one. */
function headOf(queue: readonly Append[], commitMost: number): number {
  let records = 0;
  const tooMany = queue.findIndex((append) => {
    records += append.records.length;
    return records > commitMost;
  });
  return tooMany === -1 ? queue.length : Math.max(1, tooMany);
}
