import { Fault } from '../../../devices/fault.ts';
import type { FaultCode } from '../../../devices/fault-catalogue.ts';
import type { Record } from '../journal-port.ts';
import type { Range } from './chain.ts';
import type { OpenedFolder } from './folder.ts';
import type { Keep } from './retention.ts';

/** What the main thread asks of the journal's thread. Answered one at a time, in order. */
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
  /** Records removed. */
  readonly prune: number;
  readonly tend: Reserve;
  readonly look: undefined;
  readonly close: undefined;
}

/** `low`: the reserve on the disk is spent. */
export interface Reserve {
  readonly low: boolean;
}

/** `next`: where to go on; undefined at the end. */
export interface Verified {
  readonly damaged: readonly Range[];
  readonly next: number | undefined;
}

/** A Fault loses its class between threads. */
export interface FaultMessage {
  readonly code: FaultCode;
  readonly message: string;
  readonly hint: string | undefined;
  readonly context: Fault['context'];
}

/** What the journal's thread says: once whether it could open, then one answer to each request; `broken` any time. */
export type JournalMessage =
  | { readonly kind: 'opened'; readonly opened: OpenedFolder }
  | { readonly kind: 'answer'; readonly id: number; readonly value: JournalAnswers[keyof JournalAnswers] }
  | { readonly kind: 'refused'; readonly id: number; readonly fault: FaultMessage }
  | { readonly kind: 'broken'; readonly fault: FaultMessage };

export function toMessage({ code, message, hint, context }: Fault): FaultMessage {
  return { code, message, hint, context };
}

export function fromMessage({ code, message, hint, context }: FaultMessage): Fault {
  return new Fault(code, message, { context, ...(hint !== undefined && { hint }) });
}
