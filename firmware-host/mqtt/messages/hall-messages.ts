import * as z from 'zod';
import { count, id, instant, seconds, text, ticketNumber } from './message-fields.ts';

/** What a notice is about, the most urgent first. */
export const noticeKinds = ['message', 'closed', 'break', 'counters', 'closing', 'cutoff', 'quota'] as const;
/** The most notices in a message: a board cannot show more. */
export const noticesMax = 8;

/** The most tickets that a message names whose print is to be looked after. */
export const unconfirmedMax = 20;

/** `service/{id}/state`: one queue, as a board or a website shows it. */
export const serviceState = z.strictObject({
  open: z.boolean(),
  /** Why no tickets are given: a refusal code such as `past-cutoff`. Null while tickets are given. */
  reason: text.nullable(),
  /** Whether the opening hours or a person decide, and why. */
  forced: z.enum(['open', 'closed', 'schedule']),
  forced_reason: text.nullable(),
  waiting: count,
  /** How many of those waiting have priority. */
  waiting_priority: count,
  longest_wait_s: seconds,
  /** How long a ticket taken now is expected to wait; null when there is no estimate. */
  estimate_s: seconds.nullable(),
  /** Whether the queue is beyond the threshold of the site file. */
  surge: z.boolean(),
  next_number: ticketNumber.nullable(),
  last_called: ticketNumber.nullable(),
  /** Null: no quota. */
  quota_left: count.nullable(),
  quota_left_priority: count.nullable(),
  /** Tickets of this business day, and how many of them have a print that could not be confirmed. */
  issued: count,
  unconfirmed: count,
  /** Which those are, the oldest first, as many as fit; missing where there is none. */
  unconfirmed_tickets: z.array(ticketNumber).max(unconfirmedMax).exactOptional(),
});

/** `counter/{id}/state`: one desk. */
export const counterState = z.strictObject({
  /** `armed`: the officer is ready and the next ticket is called at once. */
  state: z.enum(['closed', 'idle', 'armed', 'called', 'serving', 'break']),
  ticket: ticketNumber.nullable(),
  service: id.nullable(),
  /** Why it is on break. */
  reason: text.nullable(),
  /** Visitors who were transferred to this counter and wait for it, and visitors it has parked. */
  waiting: count,
  parked: count,
  /** Why the last key press or scan here was refused, while the display shows the refusal; else null. */
  refused: text.nullable(),
  /** Null until something happens here on this business day. */
  since: instant.nullable(),
});

/** `board/state`: what visitors have to know besides numbers. */
export const boardState = z.strictObject({
  /** The most urgent first. */
  notices: z
    .array(
      z.strictObject({
        /**
         * `message`: set by `set-notice`. The others follow from the hall: `closed` and `break` by its hours or by
         * hand, `counters`: all of them have a break, `closing`: the end of tickets is near, `cutoff`: no more tickets
         * are given, `quota`: none are left.
         */
        kind: z.enum(noticeKinds),
        text: z.strictObject({ id: text, en: text }),
        /** The services that it is about; none: the whole hall. */
        services: z.array(id),
      }),
    )
    .max(noticesMax),
});

export type BoardStateMessage = z.output<typeof boardState>;
export type ServiceStateMessage = z.output<typeof serviceState>;
export type CounterStateMessage = z.output<typeof counterState>;
