import type { Site } from '../../config/site.ts';
import type { Fault } from '../../devices/fault.ts';
import type { Pressure } from '../journal/journal-port.ts';
import type { Cause, Command } from '../queue/commands.ts';
import type { QueueEvent } from '../queue/events.ts';
import type { RefusalCode } from '../queue/refusals.ts';
import type { ReadState } from '../queue/state.ts';
import { createSitePrinters, type SitePrinters, type WatchedPrinter } from './site-printers.ts';
import { createToPaper } from './to-paper.ts';

/** With the disk this far behind no new number is reserved: it could not be printed soon. Calling goes on. */
const stallMaxMs = 2_000;

/**
 * Issues paper: numbers that are durable go to a printer, and what became of them goes back to the queue. A number is
 * sent to one printer once. What that printer did not print is not tried on another by itself, however certain it
 * seems: the number is void and the visitor takes a new one, which the other printer prints.
 */
export interface TicketOffice {
  /**
   * The printer for a ticket of `service` asked for at a ticket machine with `own` printer: at this moment the one
   * that stands in for it, if only that one can print. null: the site has none.
   */
  printerFor(service: string, own: string | undefined): string | null;
  /** Why this cannot be done now. Asked before, so that no number is spent on a printer that cannot print. */
  admit(input: { readonly command: Command; readonly cause: Cause }): RefusalCode | undefined;
  /** An event that is durable: prints what it asks for. `wall` is when it happened. */
  kept(event: QueueEvent, wall: number): void;
  /** Numbers that were being printed when the last run ended may or may not be on paper: says so to the queue. */
  recover(): void;
  /** Settles when what became of every ticket is kept: no number waits for the disk, and none for its paper. */
  rest(): Promise<void>;
}

interface Parts {
  readonly site: () => Site;
  readonly state: ReadState;
  readonly printer: (id: string) => WatchedPrinter | undefined;
  readonly pressure: () => Pressure;
  readonly journalFailed: () => boolean;
  readonly post: (command: Command) => void;
  readonly fault: (printer: string, ticket: string, fault: Fault) => void;
}

export function createTicketOffice(of: Parts): TicketOffice {
  const { state } = of;
  const printers = createSitePrinters(of.site, of.printer);
  /** The business day of what is durable, which may be behind that of the state. */
  let keptDay = state.day;
  /** Told when no ticket is on its way to paper. */
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
  { state, pressure, journalFailed }: Pick<Parts, 'state' | 'pressure' | 'journalFailed'>,
  printers: SitePrinters,
): RefusalCode | undefined {
  // Paper that is on its way cannot be called back, so only the printer may say that there is none.
  if (command.type === 'void' && cause !== 'printer') {
    return state.tickets.get(command.ticket)?.state === 'reserved' ? 'not-printed-yet' : undefined;
  }
  // A walk-in is given a number too, though on no paper.
  if (command.type !== 'issue' && command.type !== 'reprint' && command.type !== 'walk-in') return undefined;
  const { fault, oldestMs } = pressure();
  if (journalFailed() || (fault !== undefined && fault !== 'disk.low')) return 'journal-failed';
  if (command.type === 'walk-in') return undefined;
  if (oldestMs > stallMaxMs) return 'journal-slow';
  if (command.printer === null) return undefined;
  return printers.isUsable(command.printer) ? undefined : 'printer-not-ready';
}
