import type { TransferTarget } from './commands.ts';
import type { TicketClass } from './hall.ts';

/**
 * What happened, as it is journalled and published. State is folded from these and nothing else, so that each one
 * carries every decision it stands for. Wire names (`waited_s`) are used here already: an event is stored once and
 * sent as it is. A type `ticket.called` is the topic `event/ticket/called`.
 */
export type QueueEvent = DayEvent | TicketEvent | CounterEvent | ServiceEvent;

export type DayEvent = {
  readonly type: 'day.opened';
  readonly date: string;
  /** Tickets of the day before that stay in the queue under their old number. */
  readonly carried: readonly string[];
  /** Tickets of the day before that ended with it. */
  readonly voided: readonly string[];
};

interface OfTicket {
  readonly ticket: string;
  readonly service: string;
  readonly class: TicketClass;
}

export type CallCause = 'next' | 'armed' | 'call' | 'resume' | 'walk-in';

export type TicketEvent =
  | ({
      readonly type: 'ticket.reserved';
      readonly number: number;
      readonly printer: string | null;
      readonly booking?: string;
    } & OfTicket)
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
  | ({
      readonly type: 'ticket.transferred';
      readonly counter: string;
      readonly to: TransferTarget;
      readonly place: 'first' | 'last';
    } & OfTicket)
  | ({ readonly type: 'ticket.cancelled' } & OfTicket);

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
