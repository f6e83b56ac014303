import { z } from 'zod';
import { count, id, instant, seconds, text, ticketNumber } from './message-fields.ts';

/** `service/{id}/state`: one queue, as a board or a website shows it. */
export const serviceState = z.strictObject({
  open: z.boolean(),
  /** Why no tickets are given: a refusal code such as `past-cutoff`. Null while they are. */
  reason: text.nullable(),
  /** Whether the opening hours decide, or a person has decided, and why. */
  forced: z.enum(['open', 'closed', 'schedule']),
  forced_reason: text.nullable(),
  waiting: count,
  /** How many of those waiting have priority. */
  waiting_priority: count,
  longest_wait_s: seconds,
  /** How long a ticket taken now is expected to wait; null when nothing can be said. */
  estimate_s: seconds.nullable(),
  /** The queue is beyond the threshold of the site file. */
  surge: z.boolean(),
  next_number: ticketNumber.nullable(),
  last_called: ticketNumber.nullable(),
  /** Null: no quota. */
  quota_left: count.nullable(),
  quota_left_priority: count.nullable(),
  /** Tickets of this business day, and those of them whose print could not be confirmed. */
  issued: count,
  unconfirmed: count,
});

/** `counter/{id}/state`: one desk. */
export const counterState = z.strictObject({
  /** `armed`: the officer is ready and the next ticket is called at once. */
  state: z.enum(['closed', 'idle', 'armed', 'called', 'serving', 'break']),
  ticket: ticketNumber.nullable(),
  service: id.nullable(),
  /** Why it has a break. */
  reason: text.nullable(),
  /** Visitors who were transferred to this counter and wait for it, and those it has parked. */
  waiting: count,
  parked: count,
  /** Why the last press or scan here was refused, for as long as the display shows it; else null. */
  refused: text.nullable(),
  /** Null until something happens here on this business day. */
  since: instant.nullable(),
});

export type ServiceStateMessage = z.output<typeof serviceState>;
export type CounterStateMessage = z.output<typeof counterState>;
