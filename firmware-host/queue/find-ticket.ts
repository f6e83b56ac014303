import type { CounterContext } from './decision.ts';
import { ticketId } from './numbering.ts';
import { dayMark, readPaperCode } from './paper-code.ts';
import type { RefusalCode } from './refusals.ts';
import { hasEnded, type ReadState, type ReadTicket } from './state.ts';

/** A numpad has digits only, and no ticket number has more of them than this. */
const digitsOnly = /^\d{1,9}$/;

/**
 * The ticket with this code on its paper, or with this number. Paper of another day may have a number that another
 * ticket has today; the number of a ticket carried into this day still belongs to that ticket.
 */
export function ticketOnPaper(state: ReadState, text: string): ReadTicket | RefusalCode {
  const exact = state.tickets.get(text);
  if (exact !== undefined) return exact;
  const code = readPaperCode(text);
  if (code.day === undefined) return 'unknown-ticket';
  const ticket = state.tickets.get(code.ticket);
  const sameDay =
    ticket !== undefined && (ticket.givenOn === undefined || dayMark(ticket.givenOn) === code.day);
  if (sameDay) return ticket;
  const isToday = state.day !== undefined && dayMark(state.day) === code.day;
  return isToday ? 'unknown-ticket' : 'ticket-other-day';
}

/**
 * The ticket that an officer means: by its whole number (`A-012`), by the code on its paper, or by the digits alone
 * (`12`) when they identify one ticket that is still open and waits for this counter or for one of its services.
 */
export function findTicket(desk: CounterContext, wanted: string): ReadTicket | RefusalCode {
  const { state, rules } = desk;
  if (!digitsOnly.test(wanted)) return ticketOnPaper(state, wanted);
  // A transferred ticket keeps its number, so the digits may belong to any service's prefix.
  const ids = new Set([...state.hall.services.values()].map((service) => ticketId(service, Number(wanted))));
  const fitting = [...ids]
    .map((id) => state.tickets.get(id))
    .filter((ticket) => ticket !== undefined)
    .filter((ticket) => ticket.onlyCounter === rules.id || rules.serves.includes(ticket.service));
  const open = fitting.filter((ticket) => !hasEnded(ticket));
  const [found] = open;
  if (found === undefined) return fitting.length > 0 ? 'ticket-ended' : 'unknown-ticket';
  return open.length > 1 ? 'ambiguous-ticket' : found;
}

/** Why a ticket cannot be called to this counter out of turn; undefined when it can. */
export function whyNotCalled(desk: CounterContext, ticket: ReadTicket): RefusalCode | undefined {
  if (hasEnded(ticket)) return 'ticket-ended';
  if (ticket.state === 'reserved') return 'not-printed-yet';
  if (ticket.state !== 'called' && ticket.state !== 'serving') return undefined;
  if (ticket.counter === desk.rules.id) return 'already-so';
  // A counter that was removed from the site file can no longer end its visit, so any other may take it over.
  const elsewhere = ticket.counter !== undefined && desk.state.hall.counters.has(ticket.counter);
  return elsewhere ? 'ticket-elsewhere' : undefined;
}
