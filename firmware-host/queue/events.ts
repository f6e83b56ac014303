import type { TransferTarget } from './commands.ts';
import type { TicketClass } from './hall.ts';
import type { ElementId, Score } from './survey.ts';

/**
 * What happened, as it is journalled and published. The state is folded from these events alone, so each event contains
 * every decision that it stands for. Wire names (`waited_s`) are used here already: an event is stored and sent
 * unchanged. A type `ticket.called` is the topic `event/ticket/called`.
 */
export type QueueEvent = DayEvent | TicketEvent | CounterEvent | ServiceEvent | RatingEvent;

/**
 * A day starts empty: everything that goes on over midnight is repeated right after this event (`ticket.carried`,
 * `counter.opened`, `counter.armed`, `counter.break`). So the state can be folded from the last `day.opened` on, and so
 * the events of one decision must become durable together or not at all.
 */
export type DayEvent = {
  readonly type: 'day.opened';
  readonly date: string;
  /**
   * Tickets of the previous day that go on under their old number; a `ticket.carried` follows for each, in this order.
   */
  readonly carried: readonly string[];
  /** Tickets of the previous day that ended with it. */
  readonly voided: readonly string[];
  /** A person set the day back to the date of the clock, from a day that was ahead of it. */
  readonly back?: true;
  /** Numbers already given on this date and on the last dates before: none is given again on its date. */
  readonly given?: readonly GivenOn[];
  /** As `given`, how many complaints were opened: the code of a complaint is of its date. */
  readonly complaints?: readonly ComplaintsOn[];
};

/** The complaints of one date. */
export interface ComplaintsOn {
  readonly date: string;
  readonly opened: number;
}

/** The numbers of one date; ranges include both ends. */
export interface GivenOn {
  readonly date: string;
  readonly numbers: readonly { readonly prefix: string; readonly first: number; readonly last: number }[];
}

interface OfTicket {
  readonly ticket: string;
  readonly service: string;
  readonly class: TicketClass;
}

export type CarriedState = 'reserved' | 'unconfirmed' | 'waiting' | 'called' | 'serving' | 'parked';

export type CallCause = 'next' | 'armed' | 'call' | 'resume' | 'walk-in';

export type TicketEvent =
  | ({
      readonly type: 'ticket.reserved';
      readonly number: number;
      readonly printer: string | null;
      readonly booking?: string;
    } & OfTicket)
  /** A ticket of the previous day, as the new day takes it over. `for_s`: how long it has been in that state. */
  | ({
      readonly type: 'ticket.carried';
      readonly state: CarriedState;
      readonly for_s: number;
      /** The counter it is at (called, serving), or the one that parked it. */
      readonly counter?: string;
      /** Waits for this counter alone. */
      readonly only_counter?: string;
      readonly booking?: string;
      /** The business day on which its number was given. */
      readonly given_on?: string;
      /** The services that the visitor has rated already. */
      readonly rated?: readonly string[];
    } & OfTicket)
  /** `waiting_ahead`: how many wait for the service already. */
  | ({ readonly type: 'ticket.issued'; readonly waiting_ahead: number } & OfTicket)
  | ({ readonly type: 'ticket.unconfirmed'; readonly reason: string } & OfTicket)
  | ({ readonly type: 'ticket.reprinted'; readonly printer: string } & OfTicket)
  | ({ readonly type: 'ticket.voided'; readonly reason: string } & OfTicket)
  | ({
      readonly type: 'ticket.called';
      readonly counter: string;
      readonly waited_s: number;
      readonly cause: CallCause;
    } & OfTicket)
  | ({ readonly type: 'ticket.recalled'; readonly counter: string; readonly times: number } & OfTicket)
  | ({ readonly type: 'ticket.arrived'; readonly counter: string } & OfTicket)
  | ({ readonly type: 'ticket.served'; readonly counter: string; readonly served_s: number } & OfTicket)
  | ({ readonly type: 'ticket.no-show'; readonly counter: string } & OfTicket)
  /** `after`: how many waiting tickets are called before it; the queue's length at most. */
  | ({ readonly type: 'ticket.returned'; readonly counter: string; readonly after: number } & OfTicket)
  | ({ readonly type: 'ticket.parked'; readonly counter: string } & OfTicket)
  /** `service` is the one it leaves. */
  | ({
      readonly type: 'ticket.transferred';
      readonly counter: string;
      readonly to: TransferTarget;
      readonly place: 'first' | 'last';
    } & OfTicket)
  /** `counter`: the counter it was at, if it had been called. */
  | ({ readonly type: 'ticket.cancelled'; readonly counter?: string } & OfTicket);

export type CounterEvent =
  | { readonly type: 'counter.opened'; readonly counter: string }
  | { readonly type: 'counter.closed'; readonly counter: string }
  | { readonly type: 'counter.break'; readonly counter: string; readonly reason?: string }
  | { readonly type: 'counter.armed'; readonly counter: string };

export type ServiceEvent =
  | {
      readonly type: 'service.forced';
      readonly service: string;
      readonly to: 'open' | 'closed' | 'schedule';
      readonly reason?: string;
    }
  | {
      readonly type: 'service.surge';
      readonly service: string;
      readonly waiting: number;
      readonly longest_wait_s: number;
    }
  | {
      readonly type: 'service.calm';
      readonly service: string;
      readonly waiting: number;
      readonly longest_wait_s: number;
    };

/**
 * Whose answer it is: that of the visit that goes on (`serving`) or has just ended (`served`), and only these count. A
 * visit that has its counted answer already (`repeated`), no visit at all (`none`) and a pad that belongs to no counter
 * (`hall`) are counted apart.
 */
export type Attributed = 'serving' | 'served' | 'repeated' | 'none' | 'hall';

export type RatingEvent =
  /**
   * Never with a ticket number. `replaces`: takes the place of this score, which the same visitor gave a moment before.
   */
  | {
      readonly type: 'rating.given';
      readonly pad: string;
      readonly counter?: string;
      readonly service?: string;
      readonly element: ElementId;
      readonly score: Score;
      readonly attributed: Attributed;
      readonly replaces?: Score;
    }
  /** `number`: of the business day, from 1. */
  | {
      readonly type: 'complaint.opened';
      readonly number: number;
      readonly counter?: string;
      readonly service?: string;
    };
