import type { Site } from '../../config/site.ts';
import { asFault, type Fault } from '../../devices/fault.ts';
import type { Pressure } from '../journal/port.ts';
import type { Cause, Command } from '../queue/commands.ts';
import type { QueueEvent } from '../queue/events.ts';
import type { RefusalCode } from '../queue/refusals.ts';
import { hasEnded, type ReadState } from '../queue/state.ts';
import type { DeviceStatus } from '../supervise/status.ts';
import { type Printer, printTicket } from './printing.ts';
import { slip } from './slip.ts';

/** With the disk this far behind no new number is reserved: it could not be printed soon. Calling goes on. */
const stallMostMs = 2_000;

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

export function ticketOffice(of: {
  readonly site: Site;
  readonly state: ReadState;
  readonly printer: (id: string) => (Printer & { status(): DeviceStatus }) | undefined;
  readonly pressure: () => Pressure;
  readonly journalFailed: () => boolean;
  readonly post: (command: Command) => void;
  readonly fault: (printer: string, ticket: string, fault: Fault) => void;
}): TicketOffice {
  const { site, state } = of;
  /** As the site file in force has them. */
  const printers = () => site.devices.filter(({ kind }) => kind.role === 'printer');
  const printerNamed = (name: string) => printers().find(({ id }) => id === name);
  const isUsable = (id: string) => printerNamed(id) !== undefined && of.printer(id)?.status().usable === true;

  let printing = 0;
  /** Told when no ticket is on its way to paper. */
  let rested: (() => void) | undefined;
  function restIfDone(): void {
    if (rested === undefined || printing > 0) return;
    if ([...state.tickets.values()].every((ticket) => ticket.state !== 'reserved')) rested();
  }

  async function toPaper(...job: Parameters<typeof print>): Promise<void> {
    const [id, ticket] = job;
    printing++;
    try {
      await print(...job);
    } catch (thrown) {
      // Wherever that came from, nobody knows by now whether there is paper.
      const fault = asFault(thrown, 'driver.error');
      of.post({ type: 'doubt-print', ticket, reason: fault.code });
      of.fault(id, ticket, fault);
    } finally {
      printing--;
      restIfDone();
    }
  }

  /** The business day of what is durable, which may be behind that of the state. */
  let keptDay = state.day;

  async function print(id: string, ticket: string, wall: number, copy: boolean): Promise<void> {
    const day = keptDay;
    /** Unless the day has ended meanwhile, and the ticket with it: its number may be somebody else's by now. */
    const stillGiven = () => {
      const given = state.tickets.get(ticket);
      return given?.ofToday && state.day !== day ? undefined : given;
    };
    const known = stillGiven();
    if (known === undefined || hasEnded(known)) return;
    const printer = of.printer(id);
    if (printer === undefined) {
      of.post({ type: copy ? 'doubt-print' : 'void', ticket, reason: 'link.absent' });
      return;
    }
    const paper = () => {
      const { service, class: kind, givenOn } = known;
      const lines = state.services.get(service)?.lines;
      const waitingAhead = (lines?.regular.length ?? 0) + (lines?.priority.length ?? 0);
      return slip(site, { ticket, service, class: kind, givenOn, wall, waitingAhead, copy });
    };
    const accept = printerNamed(id)?.acceptUnconfirmed ?? false;
    const { command, fault } = await printTicket({ ticket, copy, slip: paper }, printer, accept);
    if (stillGiven() !== undefined) of.post(command);
    if (fault !== undefined) of.fault(id, ticket, fault);
  }

  return {
    printerFor(service, own) {
      const first = () => printers().find(({ enabled }) => enabled)?.id;
      const chosen = own ?? site.services.get(service)?.printer ?? first();
      if (chosen === undefined) return null;
      const instead = printerNamed(chosen)?.instead;
      return instead !== undefined && !isUsable(chosen) && isUsable(instead) ? instead : chosen;
    },
    admit({ command, cause }) {
      // Paper that is on its way cannot be called back, so only the printer may say that there is none.
      if (command.type === 'void' && cause !== 'printer') {
        return state.tickets.get(command.ticket)?.state === 'reserved' ? 'not-printed-yet' : undefined;
      }
      // A walk-in is given a number too, though on no paper.
      if (command.type !== 'issue' && command.type !== 'reprint' && command.type !== 'walk-in')
        return undefined;
      const { fault, oldestMs } = of.pressure();
      if (of.journalFailed() || (fault !== undefined && fault !== 'disk.low')) return 'journal-failed';
      if (command.type === 'walk-in') return undefined;
      if (oldestMs > stallMostMs) return 'journal-slow';
      if (command.printer === null) return undefined;
      return isUsable(command.printer) ? undefined : 'printer-not-ready';
    },
    kept(event, wall) {
      if (event.type === 'day.opened') keptDay = event.date;
      if (event.type === 'ticket.reserved' && event.printer !== null) {
        void toPaper(event.printer, event.ticket, wall, false);
      }
      if (event.type === 'ticket.reprinted') void toPaper(event.printer, event.ticket, wall, true);
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
