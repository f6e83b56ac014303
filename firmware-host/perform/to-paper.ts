import type { Site } from '../../config/site.ts';
import { asFault, type Fault } from '../../devices/fault.ts';
import type { Command } from '../queue/commands.ts';
import { hasEnded, type ReadState } from '../queue/state.ts';
import { tellQueue } from './paper-told.ts';
import { printTicket, type TicketPrinter } from './print-ticket.ts';
import type { SitePrinters } from './site-printers.ts';
import { ticketContent } from './ticket-content.ts';

/** A number that is to be on paper. */
export interface PaperJob {
  readonly printer: string;
  readonly ticket: string;
  /** When it was asked for; Unix ms. */
  readonly wall: number;
  readonly copy: boolean;
  /** The business day that gave the number. */
  readonly day: string | undefined;
}

/** Brings numbers to paper, and what became of each back to the queue. */
export interface ToPaper {
  /** Never rejects. A printer does one after the other; several printers print at once. */
  print(job: PaperJob): Promise<void>;
  /** How many jobs have not ended. */
  readonly printing: number;
}

export function createToPaper(of: {
  readonly site: () => Site;
  readonly state: ReadState;
  readonly printers: Pick<SitePrinters, 'named'>;
  readonly printer: (id: string) => TicketPrinter | undefined;
  readonly post: (command: Command) => void;
  readonly fault: (printer: string, ticket: string, fault: Fault) => void;
  /** One job fewer is being printed. */
  readonly ended: () => void;
}): ToPaper {
  const { site, state } = of;
  let printing = 0;

  async function print({ printer: id, ticket, wall, copy, day }: PaperJob): Promise<void> {
    /** Unless the day has ended meanwhile, and the ticket with it: its number may be somebody else's by now. */
    const stillGiven = () => {
      const given = state.tickets.get(ticket);
      return given?.ofToday && state.day !== day ? undefined : given;
    };
    const known = stillGiven();
    if (known === undefined || hasEnded(known)) return;
    const printer = of.printer(id);
    if (printer === undefined) {
      of.post(tellQueue('not-printed', { ticket, copy, acceptUnconfirmed: false }, 'link.absent'));
      return;
    }
    const paper = () => {
      const { service, class: kind, givenOn } = known;
      const lines = state.services.get(service)?.lines;
      const waitingAhead = (lines?.regular.length ?? 0) + (lines?.priority.length ?? 0);
      return ticketContent(site(), { ticket, service, class: kind, givenOn, wall, waitingAhead, copy });
    };
    const accept = of.printers.named(id)?.acceptUnconfirmed ?? false;
    const { command, fault } = await printTicket({ ticket, copy, content: paper }, printer, accept);
    if (stillGiven() !== undefined) of.post(command);
    if (fault !== undefined) of.fault(id, ticket, fault);
  }

  return {
    get printing() {
      return printing;
    },
    async print(job) {
      const { printer, ticket, copy } = job;
      printing++;
      try {
        await print(job);
      } catch (thrown) {
        // Wherever that came from, nobody knows by now whether there is paper.
        const fault = asFault(thrown, 'driver.error');
        of.post(tellQueue('unconfirmed', { ticket, copy, acceptUnconfirmed: false }, fault.code));
        of.fault(printer, ticket, fault);
      } finally {
        printing--;
        of.ended();
      }
    },
  };
}
