import type { Fault } from '../devices/fault.ts';
import type { QueueEvent } from './queue/events.ts';
import type { RefusalCode } from './queue/refusals.ts';

/** What became of a command of the queue: its events once they are durable, or why there are none. */
export type Outcome =
  | { readonly ok: true; readonly events: readonly QueueEvent[] }
  | { readonly ok: false; readonly refused: RefusalCode; readonly ticket?: string }
  | { readonly ok: false; readonly failed: Fault };
