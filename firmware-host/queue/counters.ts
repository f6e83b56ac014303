import {
  type CounterContext,
  type Decision,
  factsOf,
  isRefusal,
  type Refusal,
  refuse,
  secondsBetween,
} from './decision.ts';
import type { QueueEvent } from './events.ts';
import type { ReadTicket } from './state.ts';

/** Opens a closed counter, ends a break, disarms an armed one. */
export function open(desk: CounterContext): Decision {
  if (desk.counter.phase === 'open') return refuse('already-so');
  return { events: [{ type: 'counter.opened', counter: desk.rules.id }] };
}

/** Closes the counter. The counter's rule decides what happens to a visitor still there. */
export function close(desk: CounterContext): Decision {
  if (desk.counter.phase === 'closed') return refuse('already-so');
  const freed = freeDesk(desk);
  if (isRefusal(freed)) return freed;
  return { events: [...freed, { type: 'counter.closed', counter: desk.rules.id }] };
}

/** As `close`, for an officer who comes back. */
export function takeBreak(desk: CounterContext, reason: string | undefined): Decision {
  if (desk.counter.phase === 'closed') return refuse('counter-closed');
  if (desk.counter.phase === 'break') return refuse('already-so');
  const freed = freeDesk(desk);
  if (isRefusal(freed)) return freed;
  const why = reason === undefined ? {} : { reason };
  return { events: [...freed, { type: 'counter.break', counter: desk.rules.id, ...why }] };
}

/** The events that free a desk for the next visitor: none when it is free, the end of a visit, or a refusal. */
export function freeDesk(desk: CounterContext): readonly QueueEvent[] | Refusal {
  const { ticket } = desk.counter;
  if (ticket === undefined) return [];
  if (desk.rules.nextWhileServing === 'refuse') return refuse('ticket-still-open', ticket.id);
  return [served(desk, ticket)];
}

/**
 * At a desk with one button, Next soon after a call means that nobody came. Undefined when that rule does not apply.
 */
export function noShowAtOneButton(desk: CounterContext): readonly QueueEvent[] | undefined {
  const { ticket, lastCallAt } = desk.counter;
  if (ticket?.state !== 'called' || desk.now.hall - lastCallAt >= desk.rules.oneButtonNoShowMs)
    return undefined;
  return [{ type: 'ticket.no-show', ...factsOf(ticket), counter: desk.rules.id }];
}

/** The end of a visit. It is measured from the arrival, or from the call where arrivals are not recorded. */
export function served(desk: CounterContext, ticket: ReadTicket): QueueEvent {
  const served_s = secondsBetween(ticket.since, desk.now.hall);
  return { type: 'ticket.served', ...factsOf(ticket), counter: desk.rules.id, served_s };
}

/** An officer who calls a visitor is present: this is the event that opens a counter that is closed or on a break. */
export function opening(desk: CounterContext): readonly QueueEvent[] {
  const away = desk.counter.phase === 'closed' || desk.counter.phase === 'break';
  return away ? [{ type: 'counter.opened', counter: desk.rules.id }] : [];
}

/** Whether this is the same press once more: the visitor at the desk was called only a moment ago. */
export function pressedTwice(desk: CounterContext): boolean {
  const { ticket, lastCallAt } = desk.counter;
  return ticket !== undefined && desk.now.hall - lastCallAt < desk.rules.repeatMs;
}
