import { isQueueEvent, type Record } from '../journal/journal-port.ts';
import { apply } from '../queue/apply.ts';
import type { QueueEvent } from '../queue/events.ts';
import type { Hall } from '../queue/hall.ts';
import { counterOf, openState, type ReadTicket, type State, type TicketState } from '../queue/state.ts';
import { type Times, timesOf } from '../times.ts';

/** The tickets of a service by their outcome. Every ticket counts once, at the service it belongs to now. */
export interface Outcomes {
  readonly served: number;
  readonly no_show: number;
  readonly cancelled: number;
  /** Tickets that never entered the queue, because their paper did not come out. */
  readonly voided: number;
  readonly waiting: number;
  readonly at_counter: number;
  readonly parked: number;
  /** Tickets whose print is not confirmed yet. */
  readonly printing: number;
}

export interface ServiceFigures extends Outcomes {
  /** Tickets of this day that were taken for this service and entered the queue. */
  readonly issued: number;
  /** Tickets of the previous day that continued here. */
  readonly carried: number;
  /** From taking the ticket, or from its return to the queue, to each call. */
  readonly wait: Times | null;
  /** From the visitor's arrival, or else the call, to the end. */
  readonly service_time: Times | null;
}

export interface CounterFigures {
  readonly state: 'closed' | 'idle' | 'armed' | 'called' | 'serving' | 'break';
  readonly ticket: string | null;
  /** Calls of tickets, without recalls. */
  readonly called: number;
  readonly served: number;
  readonly no_show: number;
  /** Tickets that were transferred to this counter and wait for it. */
  readonly waiting: number;
  readonly wait: Times | null;
  readonly service_time: Times | null;
}

export interface DayFigures {
  readonly services: Readonly<{ [id: string]: ServiceFigures }>;
  readonly counters: Readonly<{ [id: string]: CounterFigures }>;
  readonly total: ServiceFigures;
}

/** Folding events needs no rules. */
const anyHall: Hall = {
  site: '',
  services: new Map(),
  counters: new Map(),
  holidays: new Set(),
  dayClose: 'void',
  recall: { most: 0, everyMs: 0 },
};

/**
 * The figures of one business day, from its records: its `day.opened` and what follows, in order. Throws when the
 * records cannot have followed each other.
 */
export function dayFigures(records: Iterable<Record>): DayFigures {
  const state = openState(anyHall);
  const counts: Counts = { issued: [], carried: [], called: [], waits: [], visits: [] };
  for (const { event, hall, wall, clock } of records) {
    if (!isQueueEvent(event)) continue;
    note(counts, event, 'ticket' in event ? state.tickets.get(event.ticket) : undefined);
    apply(state, event, { hall, wall, trusted: clock === 'synced' });
  }
  return figuresOf(state, counts);
}

/** The counts taken from the events alone; how tickets ended is read from the state. */
interface Counts {
  readonly issued: string[];
  readonly carried: string[];
  readonly called: string[];
  readonly waits: Timed[];
  readonly visits: Timed[];
}

/** `ticket` as it was before the event. */
function note(counts: Counts, event: QueueEvent, ticket: ReadTicket | undefined): void {
  if (event.type === 'ticket.issued' && ticket?.ofToday) counts.issued.push(event.service);
  if (event.type === 'ticket.carried') counts.carried.push(event.service);
  if (event.type === 'ticket.served') counts.visits.push({ ...event, seconds: event.served_s });
  if (event.type !== 'ticket.called') return;
  counts.called.push(event.counter);
  // A ticket that was parked, a no-show or a walk-in has not been waiting for this call.
  if (ticket?.state === 'waiting' && event.cause !== 'walk-in') {
    counts.waits.push({ ...event, seconds: event.waited_s });
  }
}

interface Timed {
  readonly service: string;
  readonly counter: string;
  readonly seconds: number;
}

function figuresOf(state: State, counts: Counts): DayFigures {
  const tickets = [...state.tickets.values()];
  const service = (isOf: (id: string) => boolean): ServiceFigures => ({
    issued: counts.issued.filter(isOf).length,
    carried: counts.carried.filter(isOf).length,
    ...outcomes(tickets.filter((ticket) => isOf(ticket.service))),
    wait: timesOf(seconds(counts.waits, (wait) => isOf(wait.service))),
    service_time: timesOf(seconds(counts.visits, (visit) => isOf(visit.service))),
  });
  return {
    services: byId(state.services.keys(), (id) => service((other) => other === id)),
    counters: byId(state.counters.keys(), (id) => counterFigures(state, counts, id)),
    total: service(() => true),
  };
}

function counterFigures(state: State, counts: Counts, id: string): CounterFigures {
  const { ticket, phase, line } = counterOf(state, id);
  const ended = [...state.tickets.values()].filter((one) => one.counter === id);
  const atWork = ticket?.state === 'serving' ? 'serving' : 'called';
  return {
    state: ticket !== undefined ? atWork : phase === 'open' ? 'idle' : phase,
    ticket: ticket?.id ?? null,
    called: counts.called.filter((counter) => counter === id).length,
    served: count(ended, 'served'),
    no_show: count(ended, 'no-show'),
    waiting: line.length,
    wait: timesOf(seconds(counts.waits, (wait) => wait.counter === id)),
    service_time: timesOf(seconds(counts.visits, (visit) => visit.counter === id)),
  };
}

function outcomes(tickets: readonly ReadTicket[]): Outcomes {
  return {
    served: count(tickets, 'served'),
    no_show: count(tickets, 'no-show'),
    cancelled: count(tickets, 'cancelled'),
    voided: count(tickets, 'voided'),
    waiting: count(tickets, 'waiting'),
    at_counter: count(tickets, 'called', 'serving'),
    parked: count(tickets, 'parked'),
    printing: count(tickets, 'reserved', 'unconfirmed'),
  };
}

const count = (tickets: readonly ReadTicket[], ...states: readonly TicketState[]): number =>
  tickets.filter((ticket) => states.includes(ticket.state)).length;

const seconds = (all: readonly Timed[], isOne: (one: Timed) => boolean): readonly number[] =>
  all.filter(isOne).map((one) => one.seconds);

/** In the order a person expects: `loket-2` before `loket-10`. */
function byId<Figures>(ids: Iterable<string>, of: (id: string) => Figures): { [id: string]: Figures } {
  const order = new Intl.Collator('en', { numeric: true });
  return Object.fromEntries([...ids].sort(order.compare).map((id) => [id, of(id)]));
}
