import type { TransferTarget } from './commands.ts';
import { served } from './counters.ts';
import { type CounterContext, type Decision, factsOf, isRefusal, type Refusal, refuse } from './decision.ts';
import { callIfArmed } from './issuing.ts';
import type { ReadTicket } from './state.ts';

/** The visitor was served. */
export function end(desk: CounterContext): Decision {
  const ticket = ticketHere(desk);
  return isRefusal(ticket) ? ticket : { events: [served(desk, ticket)] };
}

/** The visitor did not come. The ticket is called again only by `resume` or `call`. */
export function noShow(desk: CounterContext): Decision {
  const ticket = ticketHere(desk);
  if (isRefusal(ticket)) return ticket;
  if (ticket.state === 'serving') return refuse('visitor-arrived', ticket.id);
  return { events: [{ type: 'ticket.no-show', ...factsOf(ticket), counter: desk.rules.id }] };
}

/** Sets the ticket aside, for a visitor who comes back with a missing document. It is called again only on request. */
export function park(desk: CounterContext): Decision {
  const ticket = ticketHere(desk);
  if (isRefusal(ticket)) return ticket;
  return { events: [{ type: 'ticket.parked', ...factsOf(ticket), counter: desk.rules.id }] };
}

/** Returns the ticket to the line it came from, behind as many tickets as the counter's rule says. */
export function putBack(desk: CounterContext): Decision {
  const ticket = ticketHere(desk);
  if (isRefusal(ticket)) return ticket;
  const { state, rules, now } = desk;
  const line =
    ticket.onlyCounter === undefined
      ? state.services.get(ticket.service)?.lines[ticket.class]
      : state.counters.get(ticket.onlyCounter)?.line;
  const length = line?.length ?? 0;
  const after = rules.putBackAfter === 'end' ? length : Math.min(rules.putBackAfter, length);
  const facts = factsOf(ticket);
  return {
    events: [
      { type: 'ticket.returned', ...facts, counter: rules.id, after },
      ...callIfArmed(state, facts, ticket.onlyCounter, now.hall, now),
    ],
  };
}

/**
 * Transfers the ticket to another service or to one counter, as the first or last that waits there. The number stays.
 */
export function transfer(desk: CounterContext, to: TransferTarget, place: 'first' | 'last'): Decision {
  const ticket = ticketHere(desk);
  if (isRefusal(ticket)) return ticket;
  const { state, rules, now } = desk;
  const counter = 'counter' in to ? to.counter : undefined;
  const service = 'service' in to ? to.service : ticket.service;
  if (counter !== undefined && !state.hall.counters.has(counter)) return refuse('unknown-counter');
  if ('service' in to && !state.hall.services.has(service)) return refuse('unknown-service');
  const facts = factsOf(ticket);
  return {
    events: [
      { type: 'ticket.transferred', ...facts, counter: rules.id, to, place },
      ...callIfArmed(state, { ...facts, service }, counter, now.hall, now),
    ],
  };
}

function ticketHere(desk: CounterContext): ReadTicket | Refusal {
  if (desk.counter.phase === 'closed') return refuse('counter-closed');
  return desk.counter.ticket ?? refuse('no-ticket-here');
}
