import { secondsBetween } from './decision.ts';
import type { Now, TicketClass } from './hall.ts';
import { nextNumber, quotaLeft, ticketId } from './numbering.ts';
import { estimateWait } from './pressure.ts';
import type { RefusalCode } from './refusals.ts';
import { closedBecause } from './schedule.ts';
import type { ReadState, ReadTicket, TicketState } from './state.ts';
import { serviceWaitingSince, waitingFor } from './whose-turn.ts';

/** The shown state of a counter, with the names of the wire. */
export interface CounterView {
  readonly state: 'closed' | 'idle' | 'armed' | 'called' | 'serving' | 'break';
  readonly ticket: string | undefined;
  readonly service: string | undefined;
  /** The reason for its break. */
  readonly reason: string | undefined;
  /** Visitors transferred to this counter who wait for it. */
  readonly waiting: number;
  readonly parked: number;
  /** Unix ms; undefined when nothing has happened here today. */
  readonly since: number | undefined;
}

/** The state of a service, with the names of the wire. */
export interface ServiceView {
  /** Whether a regular ticket can be taken now and, if not, why. */
  readonly open: boolean;
  readonly reason: RefusalCode | undefined;
  readonly forced: 'open' | 'closed' | 'schedule';
  readonly forced_reason: string | undefined;
  readonly waiting: number;
  readonly waiting_priority: number;
  readonly longest_wait_s: number;
  /** See `estimateWait`. */
  readonly estimate_s: number | undefined;
  readonly surge: boolean;
  readonly next_number: string | undefined;
  readonly last_called: string | undefined;
  /** Tickets that hold a place in today's quota. */
  readonly issued: number;
  /** Undefined: no quota. */
  readonly quota_left: number | undefined;
  readonly quota_left_priority: number | undefined;
  readonly unconfirmed: number;
  /** Which those are, in the order in which they were taken. */
  readonly unconfirmed_tickets: readonly string[];
}

/** The state of one ticket, with the names of the wire. */
export interface TicketView {
  readonly ticket: string;
  readonly service: string;
  readonly class: TicketClass;
  readonly state: TicketState;
  /** The counter it is at, or was at last. */
  readonly counter: string | undefined;
  /**
   * How many tickets are before it in its own line, while it waits. The fairness rule may call some of the other class
   * first.
   */
  readonly waiting_ahead: number | undefined;
  readonly for_s: number;
}

/** Undefined: there is no such counter. */
export function counterView(state: ReadState, id: string): CounterView | undefined {
  const counter = state.counters.get(id);
  if (counter === undefined) return undefined;
  const { ticket, phase } = counter;
  const atDesk = ticket?.state === 'serving' ? 'serving' : 'called';
  const idle = phase === 'open' ? 'idle' : phase;
  return {
    state: ticket === undefined ? idle : atDesk,
    ticket: ticket?.id,
    service: ticket?.service,
    reason: counter.breakReason,
    waiting: counter.line.length,
    parked: counter.parked.length,
    since: counter.sinceWall,
  };
}

/** Undefined: there is no such service. */
export function serviceView(state: ReadState, id: string, now: Now): ServiceView | undefined {
  const rules = state.hall.services.get(id);
  const service = state.services.get(id);
  if (rules === undefined || service === undefined) return undefined;
  const number = nextNumber(state, rules);
  const left = quotaLeft(state, rules, 'regular');
  const leftPriority = quotaLeft(state, rules, 'priority');
  const full = left === 0 ? 'quota-used-up' : number === undefined ? 'numbers-used-up' : undefined;
  const reason = closedBecause(state, rules, now) ?? full;
  return {
    open: reason === undefined,
    reason,
    forced: service.forced,
    forced_reason: service.forcedReason,
    waiting: waitingFor(service),
    waiting_priority: service.lines.priority.length,
    longest_wait_s: secondsBetween(serviceWaitingSince(service) ?? now.hall, now.hall),
    estimate_s: estimateWait(state, id, service),
    surge: service.surging,
    next_number: number === undefined ? undefined : ticketId(rules, number),
    last_called: service.lastCalled,
    issued: service.given.regular + service.given.priority,
    quota_left: left === Number.POSITIVE_INFINITY ? undefined : left,
    quota_left_priority: leftPriority === Number.POSITIVE_INFINITY ? undefined : leftPriority,
    unconfirmed: service.unconfirmed,
    unconfirmed_tickets: service.unconfirmed === 0 ? [] : unconfirmedOf(state, id),
  };
}

/** Rare: nobody looks through the tickets of a day while all were printed. */
const unconfirmedOf = (state: ReadState, service: string): readonly string[] =>
  [...state.tickets.values()].flatMap((ticket) =>
    ticket.state === 'unconfirmed' && ticket.service === service ? [ticket.id] : [],
  );

/** Undefined: there is no such ticket today. */
export function ticketView(state: ReadState, id: string, now: Now): TicketView | undefined {
  const ticket = state.tickets.get(id);
  return ticket === undefined ? undefined : viewOf(state, ticket, now);
}

/** Every ticket of the day, including ended ones, in the order in which they were taken. */
export function ticketViews(state: ReadState, now: Now): readonly TicketView[] {
  return [...state.tickets.values()].map((ticket) => viewOf(state, ticket, now));
}

function viewOf(state: ReadState, ticket: ReadTicket, now: Now): TicketView {
  return {
    ticket: ticket.id,
    service: ticket.service,
    class: ticket.class,
    state: ticket.state,
    counter: ticket.counter,
    waiting_ahead: ticket.state === 'waiting' ? aheadOf(state, ticket) : undefined,
    for_s: secondsBetween(ticket.since, now.hall),
  };
}

function aheadOf(state: ReadState, ticket: ReadTicket): number | undefined {
  const line =
    ticket.onlyCounter === undefined
      ? state.services.get(ticket.service)?.lines[ticket.class]
      : state.counters.get(ticket.onlyCounter)?.line;
  return line?.indexOf(ticket);
}
