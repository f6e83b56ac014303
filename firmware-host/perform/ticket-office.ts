import type { Site } from '../../config/site.ts';
import type { Fault } from '../../devices/fault.ts';
import type { Pressure } from '../journal/port.ts';
import type { Command } from '../queue/commands.ts';
import type { QueueEvent } from '../queue/events.ts';
import type { RefusalCode } from '../queue/refusals.ts';
import type { ReadState } from '../queue/state.ts';
import type { DeviceStatus } from '../supervise/status.ts';
import { type Printer, printTicket } from './printing.ts';
import { slip } from './slip.ts';

/** With the disk this far behind no new number is reserved: it could not be printed soon. Calling goes on. */
const stallMostMs = 2_000;

/** Issues paper: numbers that are durable go to a printer, and what became of them goes back to the queue. */
export interface TicketOffice {
  /** The printer for a ticket of `service` asked for at a ticket machine with `own` printer; null: the site has none. */
  printerFor(service: string, own: string | undefined): string | null;
  /** Why no number can be reserved now. Asked before, so that no number is spent on a printer that cannot print. */
  admit(command: Command): RefusalCode | undefined;
  /** An event that is durable: prints what it asks for. `wall` is when it happened. */
  kept(event: QueueEvent, wall: number): void;
  /** Numbers that were being printed when the last run ended may or may not be on paper: says so to the queue. */
  recover(): void;
  /** Issues nothing more in this run. */
  close(): void;
}

export function ticketOffice(of: {
  readonly site: Site;
  readonly state: ReadState;
  readonly printer: (id: string) => (Printer & { status(): DeviceStatus }) | undefined;
  readonly pressure: () => Pressure;
  readonly post: (command: Command) => void;
  readonly fault: (printer: string, ticket: string, fault: Fault) => void;
}): TicketOffice {
  const { site, state } = of;
  const first = site.devices.find(({ kind, enabled }) => kind.role === 'printer' && enabled)?.id;
  let closed = false;

  async function print(id: string, ticket: string, wall: number, copy: boolean): Promise<void> {
    const printer = of.printer(id);
    const known = state.tickets.get(ticket);
    if (printer === undefined || known === undefined) {
      of.post({ type: 'void', ticket, reason: 'link.absent' });
      return;
    }
    const { service, class: kind } = known;
    const lines = state.services.get(service)?.lines;
    const waitingAhead = (lines?.regular.length ?? 0) + (lines?.priority.length ?? 0);
    const paper = slip(site, { ticket, service, class: kind, wall, waitingAhead, copy });
    const { command, fault } = await printTicket(ticket, paper, printer, false);
    if (fault !== undefined) of.fault(id, ticket, fault);
    of.post(command);
  }

  return {
    printerFor: (service, own) => own ?? site.services.get(service)?.printer ?? first ?? null,
    admit(command) {
      if (command.type !== 'issue' && command.type !== 'reprint') return undefined;
      const { fault, oldestMs } = of.pressure();
      if (closed || (fault !== undefined && fault !== 'disk.low')) return 'journal-failed';
      if (oldestMs > stallMostMs) return 'journal-slow';
      if (command.printer === null) return undefined;
      return of.printer(command.printer)?.status().usable ? undefined : 'printer-not-ready';
    },
    kept(event, wall) {
      if (event.type === 'ticket.reserved' && event.printer !== null) {
        void print(event.printer, event.ticket, wall, false);
      }
      if (event.type === 'ticket.reprinted') void print(event.printer, event.ticket, wall, true);
    },
    recover() {
      for (const ticket of state.tickets.values()) {
        if (ticket.state === 'reserved')
          of.post({ type: 'doubt-print', ticket: ticket.id, reason: 'restart' });
      }
    },
    close() {
      closed = true;
    },
  };
}
