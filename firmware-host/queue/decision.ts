import type { CallCause, QueueEvent } from './events.ts';
import type { CounterRules, Now, TicketClass } from './hall.ts';
import type { RefusalCode } from './refusals.ts';
import type { ReadCounter, ReadState, ReadTicket } from './state.ts';

/** What a command leads to: events, to be applied and journalled together, or a refusal, which changes nothing. */
export type Decision = { readonly events: readonly QueueEvent[] } | Refusal;

export interface Refusal {
  readonly refused: RefusalCode;
  /** The ticket concerned, where that helps: the one that a booking already has, or the one at the counter. */
  readonly ticket?: string;
}

/** A counter at the moment of a command: its rules, its state, and the hall around it. */
export interface CounterContext {
  readonly state: ReadState;
  readonly rules: CounterRules;
  readonly counter: ReadCounter;
  readonly now: Now;
}

export function refuse(refused: RefusalCode, ticket?: string): Refusal {
  return ticket === undefined ? { refused } : { refused, ticket };
}

export function isRefusal<T>(result: T | Refusal): result is Refusal {
  return typeof result === 'object' && result !== null && 'refused' in result;
}

/** The fields about the ticket in every ticket event. */
export interface TicketFacts {
  readonly ticket: string;
  readonly service: string;
  readonly class: TicketClass;
}

export function factsOf(ticket: ReadTicket): TicketFacts {
  return { ticket: ticket.id, service: ticket.service, class: ticket.class };
}

/** `waited_s`: how long the visitor waited for this call. */
export function called(counter: string, ticket: TicketFacts, waited_s: number, cause: CallCause): QueueEvent {
  return { type: 'ticket.called', ...ticket, counter, waited_s, cause };
}

/** Whole seconds between two moments of the hall's clock; never negative. */
export function secondsBetween(from: number, to: number): number {
  return Math.max(0, Math.round((to - from) / 1000));
}
