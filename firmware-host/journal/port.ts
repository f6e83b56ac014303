import type { QueueEvent } from '../queue/events.ts';

/** Events the host itself writes beside those of the queue. */
export type HostEvent =
  | { readonly type: 'host.started'; readonly version: string; readonly clean: boolean }
  | { readonly type: 'host.stopped' }
  | { readonly type: 'device.lost'; readonly device: string; readonly code: string }
  | { readonly type: 'device.found'; readonly device: string };

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
   * the order of the calls. Rejects with a Fault when they are not durable and never will be.
   */
  append(records: readonly Record[]): Promise<void>;
  /** Records `from` (inclusive) on, in order, at most `limit`. */
  read(from: number, limit: number): Promise<readonly Record[]>;
  close(): Promise<void>;
}

/** Whether an event is one of the queue's, which its state is folded from. */
export function isQueueEvent(event: QueueEvent | HostEvent): event is QueueEvent {
  return !event.type.startsWith('host.') && !event.type.startsWith('device.');
}
