import { Fault } from '../../devices/fault.ts';
import type { FaultCode } from '../../devices/fault-catalogue.ts';

/** A Fault as plain data: it loses its class between threads. */
export interface FaultMessage {
  readonly code: FaultCode;
  readonly message: string;
  readonly hint: string | undefined;
  readonly context: Fault['context'];
}

/**
 * A message of a database's thread: first whether it could open, then one answer to each request; `broken` at any time.
 */
export type ThreadMessage<Opened, Answer> =
  | { readonly kind: 'opened'; readonly opened: Opened }
  | { readonly kind: 'answer'; readonly id: number; readonly value: Answer }
  | { readonly kind: 'refused'; readonly id: number; readonly fault: FaultMessage }
  | { readonly kind: 'broken'; readonly fault: FaultMessage };

export function toMessage({ code, message, hint, context }: Fault): FaultMessage {
  return { code, message, hint, context };
}

export function fromMessage({ code, message, hint, context }: FaultMessage): Fault {
  return new Fault(code, message, { context, ...(hint !== undefined && { hint }) });
}
