import type { TicketEvent } from './events.ts';
import type { TicketState } from './state.ts';

const atCounter: readonly TicketState[] = ['called', 'serving'];
const open: readonly TicketState[] = ['waiting', 'called', 'serving', 'parked', 'no-show'];

/**
 * The states in which each event of a ticket can happen; docs/queue.md has the same as a table. A ticket is called
 * again from `called` or `serving` only if it was at a counter that was removed from the site file.
 */
export const meets: { readonly [type in TicketEvent['type']]: readonly TicketState[] } = {
  'ticket.reserved': [],
  'ticket.carried': [],
  'ticket.issued': ['reserved', 'unconfirmed'],
  'ticket.unconfirmed': ['reserved'],
  'ticket.reprinted': ['unconfirmed', ...open],
  'ticket.voided': ['reserved', 'unconfirmed'],
  'ticket.called': open,
  'ticket.recalled': ['called'],
  'ticket.arrived': ['called'],
  'ticket.served': atCounter,
  'ticket.no-show': ['called'],
  'ticket.returned': atCounter,
  'ticket.parked': atCounter,
  'ticket.transferred': atCounter,
  'ticket.cancelled': open,
};
