/**
 * The rules of one hall, as the queue needs them. config/hall-rules.ts makes them from the site file; they are never
 * changed in place.
 */
export interface Hall {
  readonly site: string;
  readonly services: ReadonlyMap<string, ServiceRules>;
  readonly counters: ReadonlyMap<string, CounterRules>;
  /** Local dates (YYYY-MM-DD) on which the hall is closed. */
  readonly holidays: ReadonlySet<string>;
  readonly dayClose: 'void' | 'carry';
  readonly recall: { readonly most: number; readonly everyMs: number };
}

export interface ServiceRules {
  readonly id: string;
  /** Printed and shown before the number, such as `A`. */
  readonly prefix: string;
  readonly digits: number;
  readonly first: number;
  /** Opening spans by ISO weekday, 1 = Monday ... 7 = Sunday, in minutes since local midnight. Absent: always open. */
  readonly hours: ReadonlyMap<number, readonly Span[]> | undefined;
  /** Issuing stops this long before the day's last closing. */
  readonly cutoffMinutes: number;
  readonly quota: { readonly total?: number; readonly regular?: number; readonly priority?: number };
  readonly fairness: {
    /** A waiting priority ticket is called after at most this many regular ones, 1 or more. */
    readonly priorityEvery: number;
    /** ... or, once it has waited this long, after one. */
    readonly priorityWaitMs: number;
  };
  /** Reaching either raises `service.surge`. */
  readonly surge: { readonly waiting?: number; readonly longestWaitMs?: number };
}

/** Includes the first minute, excludes the second. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface CounterRules {
  readonly id: string;
  /** What visitors read and hear: the counter's number. */
  readonly number: number;
  /** Services in order of preference; at least one. */
  readonly serves: readonly string[];
  readonly strategy: 'in-order' | 'longest-wait' | 'longest-queue';
  /**
   * What Next, and every other command that needs the desk free (call, close, break ...), does to a visitor still
   * there.
   */
  readonly nextWhileServing: 'end' | 'refuse';
  /**
   * A press that would call again within this time of a call here counts as the same press repeated, and is refused. 0:
   * off. 400 ms is longer than the double press of a nervous thumb and shorter than any visit.
   */
  readonly repeatMs: number;
  /** One-button desks: Next within this time of the last call means that visitor did not show up. 0: off. */
  readonly oneButtonNoShowMs: number;
  /** Next on an empty queue arms the counter: the next ticket is called at once. */
  readonly storeNext: boolean;
  /**
   * The place of a ticket put back: this many tickets are called before it. `end`: it goes behind all that wait now.
   */
  readonly putBackAfter: number | 'end';
}

export type TicketClass = 'regular' | 'priority';

/**
 * The moment of a command. `hall` is a millisecond count that never runs backwards, not even over a restart or a clock
 * step: all durations are computed from it. `wall` is the clock's time (Unix ms), for people to read. The local fields
 * are in the site's own calendar.
 */
export interface Now {
  readonly hall: number;
  readonly wall: number;
  readonly date: string;
  readonly weekday: number;
  readonly minute: number;
  /** False while the time is not known to be right. */
  readonly trusted: boolean;
  /** How far the clock has jumped within the last day, if the date would be another one without that. */
  readonly jumpedMs?: number;
}

/** The moment of an event: what `apply` needs, and what the journal stores with each event. */
export type At = Pick<Now, 'hall' | 'wall' | 'trusted'>;
