import type { Command } from './commands.ts';
import { called, type Decision, refuse, secondsBetween, type TicketFacts } from './decision.ts';
import type { QueueEvent } from './events.ts';
import type { Now } from './hall.ts';
import { reserve } from './numbering.ts';
import { closedBecause } from './schedule.ts';
import type { ReadState } from './state.ts';
import { waitingFor } from './whose-turn.ts';

/**
 * Takes a number. With a printer it is only reserved: it enters the queue when the print is confirmed. A booking that
 * already has a ticket is refused, and the refusal names that ticket, so that the reply to a second scan can show it.
 */
export function issue(state: ReadState, wanted: Extract<Command, { type: 'issue' }>, now: Now): Decision {
  const rules = state.hall.services.get(wanted.service);
  if (rules === undefined) return refuse('unknown-service');
  const had = wanted.booking === undefined ? undefined : state.bookings.get(wanted.booking);
  if (had !== undefined) return refuse('booking-used', had);
  const closed = closedBecause(state, rules, now);
  if (closed !== undefined) return refuse(closed);
  const reserved = reserve(state, rules, wanted);
  if (typeof reserved === 'string') return refuse(reserved);
  if (wanted.printer !== null) return { events: [reserved] };
  const { ticket, service } = reserved;
  return {
    events: [reserved, ...enterQueue(state, { ticket, service, class: wanted.class }, now.hall, now)],
  };
}

/** A ticket begins to wait, unless a counter is armed for it. `since`: hall ms at which its number was taken. */
export function enterQueue(
  state: ReadState,
  ticket: TicketFacts,
  since: number,
  now: Now,
): readonly QueueEvent[] {
  return [issued(state, ticket), ...callIfArmed(state, ticket, undefined, since, now)];
}

export function issued(state: ReadState, ticket: TicketFacts): QueueEvent {
  const service = state.services.get(ticket.service);
  return { type: 'ticket.issued', ...ticket, waiting_ahead: service === undefined ? 0 : waitingFor(service) };
}

/**
 * The call, if any, for a ticket that begins to wait, by the counter that has been armed longest: a counter of its
 * service or, for a ticket transferred to one counter, that counter. `since`: hall ms since which it waits.
 */
export function callIfArmed(
  state: ReadState,
  ticket: TicketFacts,
  onlyCounter: string | undefined,
  since: number,
  now: Now,
): readonly QueueEvent[] {
  const counter = state.armed.find((id) =>
    onlyCounter === undefined
      ? state.hall.counters.get(id)?.serves.includes(ticket.service)
      : id === onlyCounter && state.hall.counters.has(id),
  );
  return counter === undefined ? [] : [called(counter, ticket, secondsBetween(since, now.hall), 'armed')];
}
