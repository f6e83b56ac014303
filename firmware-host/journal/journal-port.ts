import type { FaultCode, Fixer, Severity } from '../../devices/fault-catalogue.ts';
import type { Millis } from '../../devices/ports.ts';
import type { QueueEvent } from '../queue/events.ts';
import type { VisitorReason } from '../queue/visitor-refusals.ts';
import type { DropReason } from '../voice/announcer.ts';
import type { Announced } from '../voice/wording.ts';

/** Events that the host itself records, besides those of the queue. */
export type HostEvent =
  | { readonly type: 'host.started'; readonly version: string; readonly clean: boolean }
  | { readonly type: 'host.stopped' }
  /** A person has set the notice for visitors, or cleared it: then it has no text. It ends with the business day. */
  | {
      readonly type: 'host.notice';
      readonly text?: { readonly id: string; readonly en: string };
      /** `HH:MM` by the clock of the site. */
      readonly until?: string;
      /** Number displays that show no ticket show dashes meanwhile, and are left so at a stop. */
      readonly displays?: true;
    }
  | { readonly type: 'device.lost'; readonly device: string; readonly code: string }
  | { readonly type: 'device.found'; readonly device: string }
  /** A reload has given its place to another device of its kind: serial numbers, or names below /dev/serial/by-id. */
  | { readonly type: 'device.replaced'; readonly device: string; readonly from: string; readonly to: string }
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
   * The clock jumped by so many seconds (positive is forward), and the hall follows it although no other source
   * confirms the time.
   */
  | { readonly type: 'clock.jumped'; readonly by_s: number; readonly why: 'stood' | 'confirmed' }
  /** Records that were removed from the journal before the central office had them. */
  | { readonly type: 'journal.dropped'; readonly from: number; readonly to: number }
  | AnnouncementEvent;

/** What an announcement is about: a ticket at its counter, a counter, or a text of the site. */
interface OfAnnouncement {
  readonly kind: Announced['kind'];
  readonly counter?: string;
  readonly ticket?: string;
  readonly text?: string;
  readonly refusal?: VisitorReason;
}

/**
 * What speakers say, at sites that have some. Each announcement is finished or dropped once, if the process lives;
 * `zone` is null where the things without a zone are.
 */
export type AnnouncementEvent =
  /** `clips`: the names of the clips in the order in which they are heard. */
  | ({
      readonly type: 'announcement.started';
      readonly announcement: string;
      readonly zone: string | null;
      readonly clips: readonly string[];
      readonly speakers: readonly string[];
    } & OfAnnouncement)
  | {
      readonly type: 'announcement.finished';
      readonly announcement: string;
      readonly zone: string | null;
      readonly ms: Millis;
    }
  | ({
      readonly type: 'announcement.dropped';
      readonly announcement: string;
      readonly zone: string | null;
      readonly reason: DropReason;
    } & OfAnnouncement);

/** One event as it is stored. The loop numbers the records without gaps before it appends them. */
export interface Record {
  readonly sequence: number;
  /** Identifies this run of the process. */
  readonly boot: string;
  /** The clock's time in Unix ms, and whether it was trusted. */
  readonly wall: number;
  readonly clock: 'synced' | 'unsynced';
  /** See `Now.hall`: never runs backwards. */
  readonly hall: number;
  readonly event: QueueEvent | HostEvent;
}

export interface Journal {
  /**
   * Resolves when the records are durable: a power cut at that moment loses none of them. Batches become durable in the
   * order of the calls, each of them wholly or not at all. Rejects with a Fault when it is not known that the records
   * are durable: nothing may be printed or published because of them, though a restart may find them in the journal.
   */
  append(records: readonly Record[]): Promise<void>;
  /** Records `from` (inclusive) on, in order, at most `limit`. */
  read(from: number, limit: number): Promise<readonly Record[]>;
  close(): Promise<void>;
}

/** Whether an event belongs to the queue, so that it changes the queue's state. */
export function isQueueEvent(event: QueueEvent | HostEvent): event is QueueEvent {
  return !/^(host|device|clock|journal|announcement)\./.test(event.type);
}

/** The journal as a running host needs it. */
export interface HostJournal extends Journal {
  /** All records since the last `day.opened`, including it; all records when no day was opened yet. */
  tail(): Promise<readonly Record[]>;
  /** How far the disk is behind. Cheap enough to ask before every ticket. */
  pressure(): Pressure;
}

export interface Pressure {
  /** Records that were appended and are not durable yet, and how long the oldest of them has been waiting. */
  readonly waiting: number;
  readonly oldestMs: Millis;
  /** How long the last commit took, and the 99th percentile of the last thousand or so. */
  readonly lastCommitMs: Millis;
  readonly p99Ms: Millis;
  /** `disk.low`: the reserve is spent, appends continue or wait. Any other code: the journal has stopped for good. */
  readonly fault: FaultCode | undefined;
}
