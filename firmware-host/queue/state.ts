import type { ComplaintsOn, GivenOn } from './events.ts';
import type { Hall, TicketClass } from './hall.ts';
import type { ElementId, Score } from './survey.ts';

/**
 * Waiting tickets in the order in which they are called, sorted by position. A plain array: the head is at index 0, and
 * removing one of ten thousand from the middle moves some pointers in place, which is far below the other cost of one
 * event (see test/bench/queue.ts).
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
  /** The printed, shown and spoken name, such as `A-012`. */
  readonly id: string;
  readonly class: TicketClass;
  service: string;
  state: TicketState;
  /** Hall ms at which the state began; a ticket that waits on a fresh number has waited since it was taken. */
  since: number;
  readonly takenAt: number;
  /** The counter it is at (called, serving), or was at last. */
  counter: string | undefined;
  /** The counter it was transferred to: it waits in that counter's own line. */
  onlyCounter: string | undefined;
  /** Lines are sorted by this position. A ticket that was put back or moved up has the position of a neighbour. */
  position: number;
  outOfTurn: boolean;
  /** Whether its number was given on this business day, and counts in the day's quota. */
  readonly ofToday: boolean;
  /**
   * The business day on which it was given, which its paper shows. Undefined: it was carried by a version that did not
   * record the day.
   */
  readonly givenOn: string | undefined;
  /** Whether the time was trusted when the number was taken. */
  readonly clockTrusted: boolean;
  readonly booking: string | undefined;
  /** The services that the visitor has rated, and the last answer as far as it can still be replaced. */
  rated: readonly string[];
  answer: GivenAnswer | undefined;
}

/** An answer at a rating pad. */
export interface GivenAnswer {
  /** Undefined: it was no visit's. */
  readonly service: string | undefined;
  readonly element: ElementId;
  readonly score: Score;
  /** Hall ms. */
  readonly at: number;
}

/** How many answers each score has. */
export type RatingCounts = { [score in Score]: number };

/** What is told of a group of answers, and what a later answer decides about (told-ratings.ts). */
export interface Told {
  counts: Readonly<RatingCounts>;
  /** Answers in `counts`. */
  answers: number;
  /** Hall ms of the last answer, told or not. */
  lastAt: number;
}

export interface ServiceState {
  readonly lines: { readonly [kind in TicketClass]: Line };
  lastNumber: number | undefined;
  /** Numbers of today that have a place in the quota: all that were reserved, except the voided ones. */
  readonly given: { [kind in TicketClass]: number };
  /** Tickets whose print is not confirmed yet. */
  unconfirmed: number;
  /** Regular tickets called in turn since the last priority one. */
  regularsInARow: number;
  forced: 'open' | 'closed' | 'schedule';
  forcedReason: string | undefined;
  surging: boolean;
  lastCalled: string | undefined;
  /** The mean time from call to end, weighted to the recent visits. Undefined before the first. */
  meanVisitMs: number | undefined;
  /** Visits of today that ended as served. */
  visits: number;
  /** The counted answers of today. */
  readonly ratings: Map<ElementId, RatingCounts>;
}

export interface CounterState {
  /** The state set by the officer. A counter with a ticket is always `open`. */
  phase: 'closed' | 'open' | 'armed' | 'break';
  breakReason: string | undefined;
  ticket: Ticket | undefined;
  /** Unix ms at which the shown state of the counter began; undefined before the first change of the day. */
  sinceWall: number | undefined;
  /** Hall ms of the last call or recall here. */
  lastCallAt: number;
  recalls: number;
  /** Whether an arrival was noted here today: then a called visitor is still on the way until it is noted. */
  marksArrivals: boolean;
  /** Whether the visitor came without a number, and so has stood at the desk since the call. */
  walkedIn: boolean;
  /** The last visit that ended here as served, and when in hall ms, until the next visitor has come. */
  lastVisit: { readonly ticket: Ticket; readonly endedAt: number } | undefined;
  /** Tickets transferred to this counter. */
  readonly line: Line;
  /** Tickets this counter parked, the last one at the end. */
  readonly parked: Ticket[];
}

/** The whole state of the queue. The loop owns it; only `apply` and `adoptHall` change it, in place. */
export interface State {
  hall: Hall;
  day: string | undefined;
  /** Whether the clock was trusted when the day was opened. */
  dayTrusted: boolean;
  /** The last position given out. */
  turns: number;
  /** All tickets of the day by id, including ended ones and those carried into it. */
  tickets: Map<string, Ticket>;
  services: Map<string, ServiceState>;
  counters: Map<string, CounterState>;
  /** Armed counters, the one that has been armed longest first. */
  armed: string[];
  /** The ticket that a booking got today, by its hash. */
  bookings: Map<string, string>;
  /** Numbers that are not given although no event here contains them. */
  taken: NumbersTaken | undefined;
  /** Numbers by date, from the event that opened the day: those of this date, and of the last ones before. */
  given: readonly GivenOn[];
  /** The last answer at each pad that was no visit's: the one that a second thought replaces. */
  padAnswers: Map<string, GivenAnswer>;
  /** Answers of today that count for no service. */
  apart: { withoutVisit: number; repeated: number; readonly hall: Map<ElementId, RatingCounts> };
  /** What is told of the answers of today, by service and element (told-ratings.ts). */
  told: Map<string, Told>;
  /**
   * Complaints of today, and when in hall ms the last one of each counter was opened; undefined: in the hall. `dates`:
   * from the event that opened the day, those of this date and of the last ones before.
   */
  complaints: {
    opened: number;
    readonly last: Map<string | undefined, number>;
    readonly dates: readonly ComplaintsOn[];
  };
}

/**
 * The numbers given on a business day (YYYY-MM-DD), as they are known outside the journal: a journal that was replaced
 * by an older copy lacks them. By prefix; ranges include both ends.
 */
export interface NumbersTaken {
  readonly date: string;
  readonly ranges: ReadonlyMap<string, readonly NumberRange[]>;
}

export interface NumberRange {
  readonly first: number;
  readonly last: number;
}

/** The state for all code except `apply`: the compiler rejects changes. */
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

/** A hall before its first business day: every counter closed, no tickets. */
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
    padAnswers: new Map(),
    apart: { withoutVisit: 0, repeated: 0, hall: new Map() },
    told: new Map(),
    complaints: { opened: 0, last: new Map(), dates: [] },
  };
  adoptHall(state, hall);
  return state;
}

/**
 * Puts new rules in force in a running hall, from an edited site file. No ticket is lost: services and counters that
 * were removed from the file keep their tickets until the day ends, and a call by number still reaches them.
 */
export function adoptHall(state: State, hall: Hall): void {
  state.hall = hall;
  for (const id of hall.services.keys()) serviceOf(state, id);
  for (const id of hall.counters.keys()) counterOf(state, id);
}

/**
 * The state of a service, created when it does not exist: a journal may name a service or a counter that was since
 * removed from the site file, and that must not keep the hall from starting.
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
    visits: 0,
    ratings: new Map(),
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
    marksArrivals: false,
    walkedIn: false,
    lastVisit: undefined,
    line: [],
    parked: [],
  };
  state.counters.set(id, made);
  return made;
}

/** Whether a ticket has ended, so that it can never be called again. */
export function hasEnded(ticket: ReadTicket): boolean {
  return ticket.state === 'served' || ticket.state === 'cancelled' || ticket.state === 'voided';
}
