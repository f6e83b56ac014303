import { Fault } from '../../../devices/fault.ts';
import type { FaultCode } from '../../../devices/fault-catalogue.ts';
import type { Cancel, Clock, Millis } from '../../../devices/ports.ts';
import type { Pressure, Record } from '../journal-port.ts';
import { createAppendQueue } from './append-queue.ts';
import { createRecent } from './recent.ts';
import type { Reserve } from './worker-protocol.ts';

export interface GroupCommitOptions {
  /** Makes the records durable, all or none. Rejects with `disk.low` when the disk is full at the moment. */
  readonly commit: (records: readonly Record[]) => Promise<Reserve>;
  readonly clock: Clock;
  /** The sequence of the next record. */
  readonly next: number;
  /** The most records in one commit; a larger append is committed alone. */
  readonly commitMax: number;
  /** The most records that may wait, including those being committed. */
  readonly queueMax: number;
}

export interface GroupCommit {
  append(records: readonly Record[]): Promise<void>;
  pressure(): Pressure;
  /** Stops: everything that waits and everything appended later is rejected with `why`. */
  fail(why: Fault): void;
  /**
   * Accepts no more, and resolves when nothing waits any more. Records for which a full disk has no room are rejected.
   */
  close(): Promise<void>;
}

/** How often a commit is tried again while the disk is full. */
const FULL_RETRY_MS = 1_000;
const LATENCIES_KEPT = 1_024;

/**
 * Gathers appends while a commit runs, and commits them together afterwards. An idle disk is used at once: only the
 * appends of the same turn of the event loop are gathered, which gains as much as a timer would and costs no delay.
 */
export function openGroupCommit(options: GroupCommitOptions): GroupCommit {
  const { commit, clock, commitMax } = options;
  const queue = createAppendQueue(options);
  const latencies = createRecent(LATENCIES_KEPT);
  const room = roomOnDisk(clock, start);
  const startSoon = oncePerTurn(start);
  let broken: Fault | undefined;
  let closed: (() => void) | undefined;

  function start(): void {
    if (queue.isCommitting || queue.isEmpty || room.isAwaited) return;
    const records = queue.takeUp(commitMax);
    const startedAt = clock.now();
    commit(records).then(
      (reserve) => committed(clock.now() - startedAt, reserve),
      (why: Fault) => (why.code === 'disk.low' && closed === undefined ? waitForRoom() : fail(why)),
    );
  }

  function committed(tookMs: Millis, reserve: Reserve): void {
    latencies.note(tookMs);
    room.found(reserve);
    queue.durable();
    start();
    if (queue.isEmpty) closed?.();
  }

  function waitForRoom(): void {
    if (broken !== undefined) return;
    queue.putBack();
    room.wait();
  }

  function fail(why: Fault): void {
    if (broken !== undefined) return;
    broken = why;
    room.stop();
    queue.fail(why);
    closed?.();
  }

  return {
    append(records) {
      const stopped = closed && new Fault('journal.stopped', 'the journal is closed');
      const refusal = broken ?? stopped ?? queue.refusal(records, room.isFull);
      if (refusal !== undefined) return Promise.reject(refusal);
      if (records.length === 0) return Promise.resolve();
      const durable = queue.add(records, clock.now());
      if (!queue.isCommitting) startSoon();
      return durable;
    },
    fail,
    pressure: () => ({
      waiting: queue.waiting,
      oldestMs: queue.oldest === undefined ? 0 : clock.now() - queue.oldest,
      lastCommitMs: latencies.last ?? 0,
      p99Ms: latencies.percentile(0.99),
      fault: broken?.code ?? room.fault(),
    }),
    close: () =>
      new Promise((resolve) => {
        closed = resolve;
        if (room.isAwaited) fail(new Fault('disk.low', 'the journal was closed while the disk was full'));
        else if (queue.isEmpty) resolve();
      }),
  };
}

/**
 * Keeps what the last commits reported about the room on the disk. While there is none, `again` is called after a
 * pause.
 */
function roomOnDisk(clock: Clock, again: () => void) {
  let low = false;
  let full = false;
  let retry: Cancel | undefined;
  return {
    /** Whether the last commit found no room. */
    get isFull() {
      return full;
    },
    get isAwaited() {
      return retry !== undefined;
    },
    fault: (): FaultCode | undefined => (low || full ? 'disk.low' : undefined),
    found(reserve: Reserve): void {
      low = reserve.low;
      full = false;
    },
    wait(): void {
      full = true;
      retry = clock.after(
        FULL_RETRY_MS,
        () => {
          retry = undefined;
          again();
        },
        'journal: try a full disk again',
      );
    },
    stop(): void {
      retry?.();
      retry = undefined;
    },
  };
}

/** Runs `work` once at the end of the event loop's turn, however often it was requested in that turn. */
function oncePerTurn(work: () => void): () => void {
  let scheduled = false;
  return () => {
    if (scheduled) return;
    scheduled = true;
    queueMicrotask(() => {
      scheduled = false;
      work();
    });
  };
}
