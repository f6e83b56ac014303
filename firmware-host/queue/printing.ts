import { type Decision, factsOf, refuse } from './decision.ts';
import type { Now } from './hall.ts';
import { enterQueue } from './issuing.ts';
import type { RefusalCode } from './refusals.ts';
import { hasEnded, type ReadState, type ReadTicket } from './state.ts';

/** The paper came out: the ticket enters the queue, at the place of its number. */
export function confirmPrint(state: ReadState, id: string, now: Now): Decision {
  const ticket = state.tickets.get(id);
  if (ticket === undefined) return refuse('unknown-ticket');
  if (isBeingPrinted(ticket)) return { events: enterQueue(state, factsOf(ticket), ticket.takenAt, now) };
  return refuse(hasEnded(ticket) ? 'ticket-ended' : 'already-so', id);
}

/** It is not known whether the paper came out: the ticket stays out of the queue until a person decides. */
export function doubtPrint(state: ReadState, id: string, reason: string): Decision {
  const ticket = state.tickets.get(id);
  if (ticket === undefined) return refuse('unknown-ticket');
  if (ticket.state === 'unconfirmed') return refuse('already-so', id);
  if (ticket.state !== 'reserved') return refuse(printedOrEnded(ticket), id);
  return { events: [{ type: 'ticket.unconfirmed', ...factsOf(ticket), reason }] };
}

/** There is no paper: the place in the quota is free again; the number is not given again. */
export function voidTicket(state: ReadState, id: string, reason: string): Decision {
  const ticket = state.tickets.get(id);
  if (ticket === undefined) return refuse('unknown-ticket');
  if (!isBeingPrinted(ticket)) return refuse(printedOrEnded(ticket), id);
  return { events: [{ type: 'ticket.voided', ...factsOf(ticket), reason }] };
}

/**
 * Prints a copy. An unconfirmed ticket waits for the result of that print; for any other ticket the queue does not
 * change.
 */
export function reprint(state: ReadState, id: string, printer: string): Decision {
  const ticket = state.tickets.get(id);
  if (ticket === undefined) return refuse('unknown-ticket');
  if (ticket.state === 'reserved') return refuse('not-printed-yet', id);
  if (hasEnded(ticket)) return refuse('ticket-ended', id);
  return { events: [{ type: 'ticket.reprinted', ...factsOf(ticket), printer }] };
}

/** The visitor has left. The place in the quota stays taken: the number had been given. */
export function cancel(state: ReadState, id: string): Decision {
  const ticket = state.tickets.get(id);
  if (ticket === undefined) return refuse('unknown-ticket');
  if (hasEnded(ticket)) return refuse('ticket-ended', id);
  if (isBeingPrinted(ticket)) return refuse('not-printed-yet', id);
  const atDesk = ticket.state === 'called' || ticket.state === 'serving';
  const where = atDesk && ticket.counter !== undefined ? { counter: ticket.counter } : {};
  return { events: [{ type: 'ticket.cancelled', ...factsOf(ticket), ...where }] };
}

function isBeingPrinted(ticket: ReadTicket): boolean {
  return ticket.state === 'reserved' || ticket.state === 'unconfirmed';
}

function printedOrEnded(ticket: ReadTicket): RefusalCode {
  return hasEnded(ticket) ? 'ticket-ended' : 'printed-already';
}
