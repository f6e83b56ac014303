import type { ThreadMessage } from '../../database/thread-messages.ts';
import type { Record } from '../journal-port.ts';
import type { Range } from './chain.ts';
import type { OpenedFolder } from './folder.ts';
import type { Keep } from './retention.ts';

/** A request of the main thread to the journal's thread. Requests are answered one at a time, in order. */
export type JournalRequest =
  | { readonly op: 'append'; readonly records: readonly Record[] }
  | { readonly op: 'read'; readonly from: number; readonly limit: number }
  | { readonly op: 'day-start' }
  | { readonly op: 'verify'; readonly from: number; readonly limit: number }
  | { readonly op: 'prune'; readonly keep: Keep }
  | { readonly op: 'tend' }
  | { readonly op: 'look' }
  | { readonly op: 'close' };

export interface JournalAnswers {
  readonly append: Reserve;
  readonly read: readonly Record[];
  readonly 'day-start': number;
  readonly verify: Verified;
  /** The number of records removed. */
  readonly prune: number;
  readonly tend: Reserve;
  readonly look: undefined;
  readonly close: undefined;
}

/** `low`: the reserve on the disk is spent. */
export interface Reserve {
  readonly low: boolean;
}

/** `next`: where to continue; undefined at the end. */
export interface Verified {
  readonly damaged: readonly Range[];
  readonly next: number | undefined;
}

/** What the thread says: see `ThreadMessage`. */
export type JournalMessage = ThreadMessage<OpenedFolder, JournalAnswers[keyof JournalAnswers]>;
