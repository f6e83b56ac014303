import type { Content } from '../../firmware-host/web/web-server.ts';
import type { PrintedTicket } from '../escpos-printer/ticket.ts';
import { keepNewest } from './newest.ts';
import type { TicketSight } from './page-messages.ts';

const ticketsKept = 60;

/** The newest printed tickets, with their pictures. */
export interface TicketAlbum {
  add(printer: string, ticket: PrintedTicket): TicketSight;
  sights(): readonly TicketSight[];
  /** The picture at a path of the page, drawn on request; undefined when the path belongs to no kept ticket. */
  picture(path: string): Content | undefined;
}

export function createTicketAlbum(): TicketAlbum {
  const tickets = keepNewest<{ readonly sight: TicketSight; readonly ticket: PrintedTicket }>(ticketsKept);
  let printed = 0;
  return {
    add(printer, ticket) {
      printed++;
      const { code, text, complete } = ticket;
      const sight = { printer, number: printed, code, text, complete, picture: `/tickets/${printed}.png` };
      tickets.add({ sight, ticket });
      return sight;
    },
    sights: () => tickets.all().map(({ sight }) => sight),
    picture(path) {
      const number = /^\/tickets\/(\d{1,9})\.png$/.exec(path)?.[1];
      const found = tickets.all().find(({ sight }) => sight.number === Number(number));
      return found && { type: 'image/png', body: found.ticket.png() };
    },
  };
}
