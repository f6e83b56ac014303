import type { Site } from '../../config/site.ts';
import type { Fault } from '../../devices/fault.ts';
import type { Pressure } from '../journal/journal-port.ts';
import type { Cause, Command } from '../queue/commands.ts';
import type { QueueEvent } from '../queue/events.ts';
import type { RefusalCode } from '../queue/refusals.ts';
import type { ReadState } from '../queue/state.ts';
import { createSitePrinters, type SitePrinters, type WatchedPrinter } from './site-printers.ts';
import { createToPaper } from './to-paper.ts';

/** When the disk lags by this much, no new number is reserved: it could not be printed soon. Calling continues. */
const stallMaxMs = 2_000;

/**
 * Issues paper: durable numbers go to a printer, and the results go back to the queue. A number is sent to one printer
 * only once. If that printer fails, however certainly, the number is not printed on another: it is void, and the
 * visitor takes a new one, which the other printer prints.
 */
export interface TicketOffice {
  /**
   * The printer for a ticket of `service` requested at a ticket machine with `own` printer: that printer, or its
   * stand-in if at this moment only the stand-in can print. null: the site has none.
   */
  printerFor(service: string, own: string | undefined): string | null;
  /**
   * Why this command cannot be carried out now. Called before the queue decides, so that no number is spent on a
   * printer that cannot print.
   */
  admit(input: { readonly command: Command; readonly cause: Cause }): RefusalCode | undefined;
  /** Handles a durable event: prints if it asks for paper. `wall` is when it happened. */
  kept(event: QueueEvent, wall: number): void;
  /**
   * Numbers that were being printed when the last run ended may or may not be on paper: reports them to the queue as
   * such.
   */
  recover(): void;
  /** Resolves when every ticket's result is durable: no number waits for the disk or for its paper. */
  rest(): Promise<void>;
}

interface Parts {
  readonly site: () => Site;
  readonly state: ReadState;
  readonly printer: (id: string) => WatchedPrinter | undefined;
  readonly pressure: () => Pressure;
  readonly journalFailed: () => boolean;
  /** Whether this is a restored copy whose original may still be at work: then people are answered with a refusal. */
  readonly fenced: boolean;
  readonly post: (command: Command) => void;
  readonly fault: (printer: string, ticket: string, fault: Fault) => void;
}

export function createTicketOffice(of: Parts): TicketOffice {
  const { state } = of;
  const printers = createSitePrinters(of.site, of.printer);
  /** The business day of the durable records, which may be behind the day of the state. */
  let keptDay = state.day;
  /** Called when no ticket is being printed. */
  let rested: (() => void) | undefined;
  const paper = createToPaper({ ...of, printers, ended: restIfDone });

  function restIfDone(): void {
    if (rested === undefined || paper.printing > 0) return;
    if ([...state.tickets.values()].every((ticket) => ticket.state !== 'reserved')) rested();
  }

  return {
    printerFor: printers.printerFor,
    admit: (input) => refusalOf(input, of, printers),
    kept(event, wall) {
      if (event.type === 'day.opened') keptDay = event.date;
      if (event.type === 'ticket.reserved' && event.printer !== null) {
        void paper.print({ printer: event.printer, ticket: event.ticket, wall, copy: false, day: keptDay });
      }
      if (event.type === 'ticket.reprinted')
        void paper.print({ printer: event.printer, ticket: event.ticket, wall, copy: true, day: keptDay });
      restIfDone();
    },
    recover() {
      for (const ticket of state.tickets.values()) {
        if (ticket.state === 'reserved')
          of.post({ type: 'doubt-print', ticket: ticket.id, reason: 'restart' });
      }
    },
    rest: () =>
      new Promise((resolve) => {
        rested = resolve;
        restIfDone();
      }),
  };
}

function refusalOf(
  { command, cause }: { readonly command: Command; readonly cause: Cause },
  { state, pressure, journalFailed, fenced }: Pick<Parts, 'state' | 'pressure' | 'journalFailed' | 'fenced'>,
  printers: SitePrinters,
): RefusalCode | undefined {
  // Not only numbers: a visitor whom the original has called must not be called here again.
  if (fenced && cause !== 'printer' && cause !== 'timer') return 'restored-copy';
  // Paper being printed cannot be stopped, so only the printer may report that there is none.
  if (command.type === 'void' && cause !== 'printer') {
    return state.tickets.get(command.ticket)?.state === 'reserved' ? 'not-printed-yet' : undefined;
  }
  // A walk-in gets a number too, although no paper.
  if (command.type !== 'issue' && command.type !== 'reprint' && command.type !== 'walk-in') return undefined;
  const { fault, oldestMs } = pressure();
  if (journalFailed() || (fault !== undefined && fault !== 'disk.low')) return 'journal-failed';
  if (command.type === 'walk-in') return undefined;
  if (oldestMs > stallMaxMs) return 'journal-slow';
  if (command.printer === null) return undefined;
  return printers.isUsable(command.printer) ? undefined : 'printer-not-ready';
}
