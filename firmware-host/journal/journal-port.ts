import type { FaultCode, Fixer, Severity } from '../../devices/fault-catalogue.ts';
import type { Millis } from '../../devices/ports.ts';
import type { QueueEvent } from '../queue/events.ts';

/** Events the host itself writes beside those of the queue. */
export type HostEvent =
  | { readonly type: 'host.started'; readonly version: string; readonly clean: boolean }
  | { readonly type: 'host.stopped' }
  | { readonly type: 'device.lost'; readonly device: string; readonly code: string }
  | { readonly type: 'device.found'; readonly device: string }
  /** Something is wrong with a device that a person has to mend; each is cleared once, when it is over. */
  | {
      readonly type: 'device.faulted';
      readonly device: string;
      readonly code: string;
      readonly severity: Severity;
      readonly fix: Exclude<Fixer, 'auto'>;
    }
  /** It is over: it lasted so many seconds, which end before the time of this record. */
  | {
      readonly type: 'device.cleared';
      readonly device: string;
      readonly code: string;
      readonly for_s: number;
    }
  /**
   * The clock jumped by so many seconds (forward is positive) and is followed, though nothing but itself speaks for it.
   */
  | { readonly type: 'clock.jumped'; readonly by_s: number; readonly why: 'stood' | 'confirmed' }
  /** Records that the central office never had and that the journal no longer has. */
  | { readonly type: 'journal.dropped'; readonly from: number; readonly to: number };

/** One event as it is kept. The loop numbers records without a gap before it hands them over. */
export interface Record {
  readonly sequence: number;
  /** Names this run of the process. */
  readonly boot: string;
  /** Unix ms as the clock said, and whether it could be trusted. */
  readonly wall: number;
  readonly clock: 'synced' | 'unsynced';
  /** See `Now.hall`: never runs backwards. */
  readonly hall: number;
  readonly event: QueueEvent | HostEvent;
}

export interface Journal {
  /**
   * Resolves when the records are durable: a power cut at that moment loses none of them. Batches become durable in
   * the order of the calls, each of them wholly or not at all. Rejects with a Fault when the records are not known to
   * be durable: nothing may be printed or sent on their account, though a restart may find them in the journal.
   */
  append(records: readonly Record[]): Promise<void>;
  /** Records `from` (inclusive) on, in order, at most `limit`. */
  read(from: number, limit: number): Promise<readonly Record[]>;
  close(): Promise<void>;
}

/** Whether an event is one of the queue's, which its state is folded from. */
export function isQueueEvent(event: QueueEvent | HostEvent): event is QueueEvent {
  return !/^(host|device|clock|journal)\./.test(event.type);
}

/** The journal as the host runs on it. */
export interface HostJournal extends Journal {
  /** All records since the last `day.opened`, that one included; everything there is when no day was opened yet. */
  tail(): Promise<readonly Record[]>;
  /** How far the disk is behind. Cheap enough to ask before every ticket. */
  pressure(): Pressure;
}

export interface Pressure {
  /** Records handed over that are not durable yet, and for how long the oldest of them has been waiting. */
  readonly waiting: number;
  readonly oldestMs: Millis;
  /** How long the last commit took, and the 99th percentile of the last thousand or so. */
  readonly lastCommitMs: Millis;
  readonly p99Ms: Millis;
  /**
   * `disk.low` while the reserve is spent (appends go on or wait); any other code: the journal has stopped for good.
   */
  readonly fault: FaultCode | undefined;
}
