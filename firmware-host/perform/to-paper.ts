import type { Site } from '../../config/site.ts';
import { asFault, type Fault } from '../../devices/fault.ts';
import type { Command } from '../queue/commands.ts';
import { estimateWait } from '../queue/pressure.ts';
import { hasEnded, type ReadState } from '../queue/state.ts';
import { tellQueue } from './paper-told.ts';
import { printTicket, type TicketPrinter } from './print-ticket.ts';
import type { SitePrinters } from './site-printers.ts';
import { ticketContent } from './ticket-content.ts';

/** A number to be printed. */
export interface PaperJob {
  readonly printer: string;
  readonly ticket: string;
  /** When it was requested; Unix ms. */
  readonly wall: number;
  readonly copy: boolean;
  /** The business day on which the number was given. */
  readonly day: string | undefined;
}

/** Prints numbers, and reports each result to the queue. */
export interface ToPaper {
  /** Never rejects. A printer does one job after the other; several printers print at once. */
  print(job: PaperJob): Promise<void>;
  /** The number of unfinished jobs. */
  readonly printing: number;
}

export function createToPaper(of: {
  readonly site: () => Site;
  readonly state: ReadState;
  readonly printers: Pick<SitePrinters, 'named'>;
  readonly printer: (id: string) => TicketPrinter | undefined;
  readonly post: (command: Command) => void;
  readonly fault: (printer: string, ticket: string, fault: Fault) => void;
  /** Called when a job has ended. */
  readonly ended: () => void;
}): ToPaper {
  const { site, state } = of;
  let printing = 0;

  async function print({ printer: id, ticket, wall, copy, day }: PaperJob): Promise<void> {
    /** Whether the number still belongs to this ticket: if the day has ended meanwhile, another ticket may have it. */
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
      const queue = state.services.get(service);
      const waitingAhead = (queue?.lines.regular.length ?? 0) + (queue?.lines.priority.length ?? 0);
      const estimateSeconds = queue && estimateWait(state, service, queue);
      const now = { waitingAhead, estimateSeconds };
      return ticketContent(site(), { ticket, service, class: kind, givenOn, wall, ...now, copy });
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
        // Wherever this was thrown, it is not known whether the paper came out.
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
