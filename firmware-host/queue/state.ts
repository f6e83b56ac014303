import type { GivenOn } from './events.ts';
import type { Hall, TicketClass } from './hall.ts';

/**
 * Tickets that wait, in the order in which they are called, sorted by turn. A plain array: the head is at index 0,
 * and taking one of ten thousand out of the middle moves some pointers in place, which is far below what one event
 * costs otherwise (see test/bench/queue.ts).
 */
export type Line = Ticket[];

export type TicketState =
  | 'reserved'
  | 'unconfirmed'
  | 'waiting'
  | 'called'
  | 'serving'
  | 'parked'
  | 'no-show'
  | 'served'
  | 'cancelled'
  | 'voided';

export interface Ticket {
  /** What is printed, shown and spoken, such as `A-012`. */
  readonly id: string;
  readonly class: TicketClass;
  service: string;
  state: TicketState;
  /** Hall ms at which the state began; who waits on a fresh number has waited since it was taken. */
  since: number;
  readonly takenAt: number;
  /** Where it is (called, serving), or the counter it was last at. */
  counter: string | undefined;
  /** Transferred to this counter: it waits in that counter's own line. */
  onlyCounter: string | undefined;
  /** Its place among those waiting: lines are sorted by it. Put back or moved up, it has the turn of a neighbour. */
  position: number;
  outOfTurn: boolean;
  /** Its number is one of this business day, and counts in the day's quota. */
  readonly ofToday: boolean;
  /** The business day it was given on, which its paper carries. Undefined: carried by a version that did not say. */
  readonly givenOn: string | undefined;
  /** Whether the time was known to be right when the number was taken. */
  readonly clockTrusted: boolean;
  readonly booking: string | undefined;
}

export interface ServiceState {
  readonly lines: { readonly [kind in TicketClass]: Line };
  lastNumber: number | undefined;
  /** Numbers of today that hold a place in the quota: all that were reserved but the voided ones. */
  readonly given: { [kind in TicketClass]: number };
  /** Tickets of which nobody knows yet whether they were printed. */
  unconfirmed: number;
  /** Regular tickets called in turn since the last priority one. */
  regularsInARow: number;
  forced: 'open' | 'closed' | 'schedule';
  forcedReason: string | undefined;
  surging: boolean;
  lastCalled: string | undefined;
  /** From call to end, weighted to the recent visits. Undefined until the first. */
  meanVisitMs: number | undefined;
}

export interface CounterState {
  /** What the officer set. A counter with a ticket is always `open`. */
  phase: 'closed' | 'open' | 'armed' | 'break';
  breakReason: string | undefined;
  ticket: Ticket | undefined;
  /** Unix ms at which what the counter shows began; undefined before the first change of the day. */
  sinceWall: number | undefined;
  /** Hall ms of the last call or recall here. */
  lastCallAt: number;
  recalls: number;
  /** Tickets transferred to this counter. */
  readonly line: Line;
  /** Tickets this counter parked, the last one at the end. */
  readonly parked: Ticket[];
}

/** Everything the queue knows. Owned by the loop; only `apply` and `adoptHall` change it, in place. */
export interface State {
  hall: Hall;
  day: string | undefined;
  /** Whether the day was opened by a clock known to be right. */
  dayTrusted: boolean;
  /** Places in a line given out so far. */
  turns: number;
  /** All tickets of the day by id, ended ones too, and those carried into it. */
  tickets: Map<string, Ticket>;
  services: Map<string, ServiceState>;
  counters: Map<string, CounterState>;
  /** Armed counters, the one that waits longest first. */
  armed: string[];
  /** Which ticket a booking got today, by its hash. */
  bookings: Map<string, string>;
  /** Numbers that are not given although no event here tells of them. */
  taken: NumbersTaken | undefined;
  /** Numbers by date, as the day's opening says: those of this date, and of the last ones before. */
  given: readonly GivenOn[];
}

/**
 * The numbers given on a business day (YYYY-MM-DD), as they are known outside the journal: a journal that was replaced
 * by an older copy does not know them. By prefix; both ends of a range are taken.
 */
export interface NumbersTaken {
  readonly date: string;
  readonly ranges: ReadonlyMap<string, readonly NumberRange[]>;
}

export interface NumberRange {
  readonly first: number;
  readonly last: number;
}

/** The state as everyone but `apply` sees it: the compiler refuses to change it. */
export type ReadState = DeepReadonly<State>;
export type ReadTicket = DeepReadonly<Ticket>;
export type ReadService = DeepReadonly<ServiceState>;
export type ReadCounter = DeepReadonly<CounterState>;

type DeepReadonly<T> =
  T extends ReadonlyMap<infer K, infer V>
    ? ReadonlyMap<K, DeepReadonly<V>>
    : T extends ReadonlySet<infer V>
      ? ReadonlySet<V>
      : T extends readonly (infer E)[]
        ? readonly DeepReadonly<E>[]
        : T extends object
          ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
          : T;

/** A hall before its first business day: every counter closed, nobody there. */
export function openState(hall: Hall, taken?: NumbersTaken): State {
  const state: State = {
    hall,
    day: undefined,
    dayTrusted: false,
    turns: 0,
    tickets: new Map(),
    services: new Map(),
    counters: new Map(),
    armed: [],
    bookings: new Map(),
    taken,
    given: [],
  };
  adoptHall(state, hall);
  return state;
}

/**
 * New rules for a running hall, from an edited site file. Nobody loses a place: what is no longer in the file keeps
 * its tickets until the day ends, and a call by number still reaches them.
 */
export function adoptHall(state: State, hall: Hall): void {
  state.hall = hall;
  for (const id of hall.services.keys()) serviceOf(state, id);
  for (const id of hall.counters.keys()) counterOf(state, id);
}

/**
 * The state of a service, made when it is not there: a journal may name a service or a counter that has left the
 * site file since, and that must not keep the hall from starting.
 */
export function serviceOf(state: State, id: string): ServiceState {
  const known = state.services.get(id);
  if (known !== undefined) return known;
  const made: ServiceState = {
    lines: { regular: [], priority: [] },
    lastNumber: undefined,
    given: { regular: 0, priority: 0 },
    unconfirmed: 0,
    regularsInARow: 0,
    forced: 'schedule',
    forcedReason: undefined,
    surging: false,
    lastCalled: undefined,
    meanVisitMs: undefined,
  };
  state.services.set(id, made);
  return made;
}

/** As `serviceOf`, for a counter. */
export function counterOf(state: State, id: string): CounterState {
  const known = state.counters.get(id);
  if (known !== undefined) return known;
  const made: CounterState = {
    phase: 'closed',
    breakReason: undefined,
    ticket: undefined,
    sinceWall: undefined,
    lastCallAt: 0,
    recalls: 0,
    line: [],
    parked: [],
  };
  state.counters.set(id, made);
  return made;
}

/** Whether a ticket has come to its end and can never be called again. */
export function hasEnded(ticket: ReadTicket): boolean {
  return ticket.state === 'served' || ticket.state === 'cancelled' || ticket.state === 'voided';
}
