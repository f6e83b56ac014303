import { freeDesk, noShowAtOneButton, opening, pressedTwice } from './counters.ts';
import {
  type CounterContext,
  called,
  type Decision,
  factsOf,
  isRefusal,
  refuse,
  secondsBetween,
  type TicketFacts,
} from './decision.ts';
import type { CallCause, QueueEvent } from './events.ts';
import { findTicket, ticketOnPaper, whyNotCalled } from './find-ticket.ts';
import { enterQueue, issued } from './issuing.ts';
import { reserve } from './numbering.ts';
import type { ReadTicket } from './state.ts';
import { whoseTurn } from './whose-turn.ts';

/** Ends the visit at the counter, if any, and calls the next ticket; when nobody waits, may arm the counter. */
export function next(desk: CounterContext): Decision {
  if (pressedTwice(desk)) return refuse('pressed-twice', desk.counter.ticket?.id);
  const freed = noShowAtOneButton(desk) ?? freeDesk(desk);
  if (isRefusal(freed)) return freed;
  const before = [...freed, ...opening(desk)];
  const ticket = whoseTurn(desk.state, desk.rules, desk.now);
  if (ticket !== undefined) {
    return { events: [...before, called(desk.rules.id, factsOf(ticket), waitOf(desk, ticket), 'next')] };
  }
  if (desk.counter.phase === 'armed') return refuse('already-so');
  if (desk.rules.storeNext) {
    return { events: [...before, { type: 'counter.armed', counter: desk.rules.id }] };
  }
  return before.length > 0 ? { events: before } : refuse('nobody-waiting');
}

/** Calls the visitor at the counter once more: a limited number of times, and not at once. */
export function recall(desk: CounterContext): Decision {
  const { ticket, recalls, lastCallAt, phase } = desk.counter;
  if (phase === 'closed') return refuse('counter-closed');
  if (ticket === undefined) return refuse('no-ticket-here');
  if (ticket.state === 'serving') return refuse('visitor-arrived', ticket.id);
  const { most, everyMs } = desk.state.hall.recall;
  if (recalls >= most) return refuse('recall-used-up', ticket.id);
  if (desk.now.hall - lastCallAt < everyMs) return refuse('recall-too-soon', ticket.id);
  return {
    events: [{ type: 'ticket.recalled', ...factsOf(ticket), counter: desk.rules.id, times: recalls + 1 }],
  };
}

/**
 * The visitor is at the desk. If the scanned paper belongs to a ticket with an unconfirmed print, the scan confirms
 * that print instead: the ticket enters the queue.
 */
export function arrive(desk: CounterContext, scanned: string | undefined): Decision {
  const { state, now, counter } = desk;
  const shown = scanned === undefined ? undefined : ticketOnPaper(state, scanned);
  if (typeof shown === 'string') return refuse(shown);
  if (shown?.state === 'unconfirmed') {
    return { events: enterQueue(state, factsOf(shown), shown.takenAt, now) };
  }
  if (counter.phase === 'closed') return refuse('counter-closed');
  const { ticket } = counter;
  if (ticket === undefined) return refuse('no-ticket-here');
  if (shown !== undefined && shown !== ticket) return refuse('wrong-ticket', ticket.id);
  if (ticket.state === 'serving') return refuse('already-so', ticket.id);
  return { events: [{ type: 'ticket.arrived', ...factsOf(ticket), counter: desk.rules.id }] };
}

/** Calls one ticket out of turn, by its whole number or its digits. */
export function call(desk: CounterContext, wanted: string): Decision {
  const ticket = findTicket(desk, wanted);
  if (typeof ticket === 'string') return refuse(ticket);
  const why = whyNotCalled(desk, ticket);
  if (why !== undefined) return refuse(why, ticket.id);
  const confirmed = ticket.state === 'unconfirmed' ? [issued(desk.state, factsOf(ticket))] : [];
  return callNow(desk, factsOf(ticket), waitOf(desk, ticket), 'call', confirmed);
}

/** Calls a parked or no-show ticket again: the one named, or the last one this counter parked. */
export function resume(desk: CounterContext, wanted: string | undefined): Decision {
  const ticket =
    wanted === undefined ? (desk.counter.parked.at(-1) ?? 'nobody-parked') : findTicket(desk, wanted);
  if (typeof ticket === 'string') return refuse(ticket);
  const why = whyNotCalled(desk, ticket);
  if (why !== undefined) return refuse(why, ticket.id);
  if (ticket.state !== 'parked' && ticket.state !== 'no-show') return refuse('already-so', ticket.id);
  return callNow(desk, factsOf(ticket), waitOf(desk, ticket), 'resume', []);
}

/**
 * A visitor without a number, served at once. The number counts in the day's quota and is refused when the quota is
 * used up. Opening hours and cut-off are not applied: they are for the ticket machine, not for an officer who lets a
 * visitor sit down.
 */
export function walkIn(desk: CounterContext, service: string | undefined): Decision {
  const rules = desk.state.hall.services.get(service ?? desk.rules.serves[0] ?? '');
  if (rules === undefined) return refuse('unknown-service');
  const reserved = reserve(desk.state, rules, { class: 'regular', printer: null });
  if (typeof reserved === 'string') return refuse(reserved);
  const facts = { ticket: reserved.ticket, service: rules.id, class: reserved.class };
  const made: QueueEvent[] = [reserved, { type: 'ticket.issued', ...facts, waiting_ahead: 0 }];
  return callNow(desk, facts, 0, 'walk-in', made);
}

function callNow(
  desk: CounterContext,
  ticket: TicketFacts,
  waited: number,
  cause: CallCause,
  made: readonly QueueEvent[],
): Decision {
  if (pressedTwice(desk)) return refuse('pressed-twice', desk.counter.ticket?.id);
  const freed = freeDesk(desk);
  if (isRefusal(freed)) return freed;
  return {
    events: [...freed, ...opening(desk), ...made, called(desk.rules.id, ticket, waited, cause)],
  };
}

function waitOf(desk: CounterContext, ticket: ReadTicket): number {
  // A late print does not shorten the wait.
  const since = ticket.state === 'unconfirmed' ? ticket.takenAt : ticket.since;
  return secondsBetween(since, desk.now.hall);
}
