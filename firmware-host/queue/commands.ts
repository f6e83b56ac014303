import type { TicketClass } from './hall.ts';
import type { ElementId, Score } from './survey.ts';

/** Every command to the queue. Keys, scans, results of printers, timers and MQTT messages all become one of these. */
export type Command = CounterCommand | TicketCommand | HallCommand | PadCommand;

export type CounterCommand =
  | { readonly type: 'next'; readonly counter: string }
  | { readonly type: 'recall'; readonly counter: string }
  /** The visitor has come to the desk: called -> serving. A ticket (from a scan) must be the one that was called. */
  | { readonly type: 'arrive'; readonly counter: string; readonly ticket?: string }
  | { readonly type: 'no-show'; readonly counter: string }
  | { readonly type: 'put-back'; readonly counter: string }
  | { readonly type: 'park'; readonly counter: string }
  /** Calls a parked or no-show ticket again; without a ticket, the one this counter parked last. */
  | { readonly type: 'resume'; readonly counter: string; readonly ticket?: string }
  | {
      readonly type: 'transfer';
      readonly counter: string;
      readonly to: TransferTarget;
      readonly place: 'first' | 'last';
    }
  | { readonly type: 'end'; readonly counter: string }
  /** A visitor without a number, served at once: a number is made and called. Default: the counter's first service. */
  | { readonly type: 'walk-in'; readonly counter: string; readonly service?: string }
  /**
   * Calls one ticket out of turn. `ticket` may be its digits alone when they name one ticket of the counter's services.
   */
  | { readonly type: 'call'; readonly counter: string; readonly ticket: string }
  | { readonly type: 'open'; readonly counter: string }
  | { readonly type: 'close'; readonly counter: string }
  | { readonly type: 'break'; readonly counter: string; readonly reason?: string };

export type TransferTarget = { readonly service: string } | { readonly counter: string };

export type TicketCommand =
  /** With a printer the number is only reserved until the print is confirmed; with `null` it waits at once. */
  | {
      readonly type: 'issue';
      readonly service: string;
      readonly class: TicketClass;
      readonly printer: string | null;
      /** Keyed hash of a booking code; the same booking never gets a second number in a day. */
      readonly booking?: string;
    }
  | { readonly type: 'confirm-print'; readonly ticket: string }
  | { readonly type: 'doubt-print'; readonly ticket: string; readonly reason: string }
  /** The number was certainly not printed, or a person says so: it never enters the queue and is never given again. */
  | { readonly type: 'void'; readonly ticket: string; readonly reason: string }
  /** Prints the same number again, as a copy (SALINAN). It never takes a second place in the queue. */
  | { readonly type: 'reprint'; readonly ticket: string; readonly printer: string }
  /** The visitor has left, whatever the state of the ticket. */
  | { readonly type: 'cancel'; readonly ticket: string };

export type HallCommand =
  | {
      readonly type: 'force-service';
      readonly service: string;
      readonly to: 'open' | 'closed' | 'schedule';
      readonly reason?: string;
    }
  /** Lets time pass, for the business day and surge thresholds. Sent by the loop, at least every few seconds. */
  | { readonly type: 'tick' }
  /**
   * A technician moves the business day by hand: forward, when the clock cannot be trusted, or back to the clock's
   * date.
   */
  | { readonly type: 'open-day'; readonly date: string };

/** What visitors do at a rating pad. Without a counter: at one that stands in the hall. */
export type PadCommand =
  | {
      readonly type: 'rate';
      readonly pad: string;
      readonly counter?: string;
      /** What the pad asks on this business day. */
      readonly element: ElementId;
      readonly score: Score;
    }
  | { readonly type: 'complain'; readonly pad: string; readonly counter?: string };

/** The origin of a command; it is stored in the events, so that a log can be understood. */
export type Cause = 'key' | 'page' | 'scan' | 'mqtt' | 'console' | 'printer' | 'timer' | 'auto';
