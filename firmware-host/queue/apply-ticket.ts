import type { TicketEvent } from './events.ts';
import type { At } from './hall.ts';
import { joinBehind, joinInTurn, leaveLine } from './line.ts';
import {
  type CounterState,
  counterOf,
  type Line,
  type State,
  serviceOf,
  type Ticket,
  type TicketState,
} from './state.ts';
import { meets } from './transitions.ts';

/** A new visit weighs this much in the running mean of a service's visits: about the last ten count. */
const VISIT_WEIGHT = 0.1;

/** As `apply`, for events of one ticket. */
export function applyTicket(state: State, event: TicketEvent, at: At): void {
  if (event.type === 'ticket.reserved') reserve(state, event, at);
  else if (event.type === 'ticket.carried') carry(state, event, at);
  else change(state, knownTicket(state, event), event, at);
}

type Change = Exclude<TicketEvent, { type: 'ticket.reserved' | 'ticket.carried' }>;

function change(state: State, ticket: Ticket, event: Change, at: At): void {
  switch (event.type) {
    case 'ticket.issued':
      move(state, ticket, 'waiting', at);
      // The visitor has waited since the number was taken, however long the paper took.
      ticket.since = ticket.takenAt;
      joinInTurn(lineOf(state, ticket), ticket);
      break;
    case 'ticket.unconfirmed':
      move(state, ticket, 'unconfirmed', at);
      serviceOf(state, ticket.service).unconfirmed++;
      break;
    case 'ticket.reprinted':
      if (ticket.state === 'unconfirmed') move(state, ticket, 'reserved', at);
      break;
    case 'ticket.voided':
      move(state, ticket, 'voided', at);
      giveBack(state, ticket);
      break;
    case 'ticket.called':
      call(state, ticket, event, at);
      break;
    case 'ticket.cancelled':
      move(state, ticket, 'cancelled', at);
      break;
    default:
      changeAtCounter(state, ticket, event, at);
  }
}

type ChangeAtCounter = Exclude<Extract<Change, { counter: string }>, { type: 'ticket.called' }>;

function changeAtCounter(state: State, ticket: Ticket, event: ChangeAtCounter, at: At): void {
  const counter = counterOf(state, event.counter);
  if (counter.ticket !== ticket) {
    throw new Error(`${event.type} ${ticket.id}: it is not at counter ${event.counter}`);
  }
  switch (event.type) {
    case 'ticket.recalled':
      counter.recalls = event.times;
      counter.lastCallAt = at.hall;
      break;
    case 'ticket.arrived':
      ticket.state = 'serving';
      ticket.since = at.hall;
      counter.lastVisit = undefined;
      counter.marksArrivals = true;
      counter.sinceWall = at.wall;
      break;
    case 'ticket.served':
      noteVisit(state, ticket, at);
      move(state, ticket, 'served', at);
      counter.lastVisit = { ticket, endedAt: at.hall };
      break;
    case 'ticket.no-show':
      move(state, ticket, 'no-show', at);
      break;
    case 'ticket.parked':
      move(state, ticket, 'parked', at);
      counter.parked.push(ticket);
      break;
    case 'ticket.returned':
      move(state, ticket, 'waiting', at);
      joinBehind(state, lineOf(state, ticket), event.after, ticket);
      break;
    case 'ticket.transferred': {
      move(state, ticket, 'waiting', at);
      ticket.onlyCounter = 'counter' in event.to ? event.to.counter : undefined;
      if ('service' in event.to) ticket.service = event.to.service;
      const line = lineOf(state, ticket);
      joinBehind(state, line, event.place === 'first' ? 0 : line.length, ticket);
      break;
    }
  }
}

function reserve(state: State, event: Extract<TicketEvent, { type: 'ticket.reserved' }>, at: At): void {
  const service = serviceOf(state, event.service);
  service.lastNumber = event.number;
  service.given[event.class]++;
  if (event.booking !== undefined) state.bookings.set(event.booking, event.ticket);
  addTicket(state, event, at, { state: 'reserved', since: at.hall, ofToday: true, givenOn: state.day });
}

function carry(state: State, event: Extract<TicketEvent, { type: 'ticket.carried' }>, at: At): void {
  const since = at.hall - event.for_s * 1000;
  const facts = { state: event.state, since, ofToday: false, givenOn: event.given_on };
  const ticket = addTicket(state, event, at, facts);
  ticket.counter = event.counter;
  ticket.onlyCounter = event.only_counter;
  ticket.rated = event.rated ?? [];
  // Carried tickets come in the order of their line, which is not always the order of their waiting times.
  ticket.outOfTurn = true;
  if (event.booking !== undefined) state.bookings.set(event.booking, event.ticket);
  if (event.state === 'unconfirmed') serviceOf(state, event.service).unconfirmed++;
  if (event.state === 'waiting') lineOf(state, ticket).push(ticket);
  if (event.counter === undefined) return;
  const counter = counterOf(state, event.counter);
  if (event.state === 'parked') counter.parked.push(ticket);
  if (event.state === 'called' || event.state === 'serving') sitDown(counter, ticket, since, at);
}

function addTicket(
  state: State,
  event: Extract<TicketEvent, { type: 'ticket.reserved' | 'ticket.carried' }>,
  at: At,
  facts: Pick<Ticket, 'state' | 'since' | 'ofToday' | 'givenOn'>,
): Ticket {
  if (state.day === undefined) throw new Error(`${event.type} ${event.ticket}: no day has been opened`);
  if (state.tickets.has(event.ticket)) throw new Error(`${event.type} ${event.ticket}: the number is taken`);
  const ticket: Ticket = {
    id: event.ticket,
    class: event.class,
    service: event.service,
    takenAt: facts.since,
    counter: undefined,
    onlyCounter: undefined,
    position: ++state.turns,
    outOfTurn: false,
    clockTrusted: at.trusted,
    booking: event.booking,
    rated: [],
    answer: undefined,
    ...facts,
  };
  state.tickets.set(ticket.id, ticket);
  return ticket;
}

function call(
  state: State,
  ticket: Ticket,
  event: Extract<TicketEvent, { type: 'ticket.called' }>,
  at: At,
): void {
  const counter = counterOf(state, event.counter);
  if (counter.ticket !== undefined) {
    throw new Error(`ticket.called ${ticket.id}: ${counter.ticket.id} is still at counter ${event.counter}`);
  }
  const service = serviceOf(state, ticket.service);
  const inTurn = ticket.state === 'waiting' && (event.cause === 'next' || event.cause === 'armed');
  if (inTurn && ticket.onlyCounter === undefined) {
    service.regularsInARow = ticket.class === 'priority' ? 0 : service.regularsInARow + 1;
  }
  service.lastCalled = ticket.id;
  move(state, ticket, 'called', at);
  ticket.counter = event.counter;
  if (counter.phase === 'armed') state.armed.splice(state.armed.indexOf(event.counter), 1);
  sitDown(counter, ticket, at.hall, at);
  counter.walkedIn = event.cause === 'walk-in';
  if (counter.walkedIn) counter.lastVisit = undefined;
}

function sitDown(counter: CounterState, ticket: Ticket, calledAt: number, at: At): void {
  counter.phase = 'open';
  counter.ticket = ticket;
  counter.sinceWall = at.wall;
  counter.lastCallAt = calledAt;
  counter.recalls = 0;
}

/** Removes the ticket from where it is and sets its new state. The caller puts it where its event says. */
function move(state: State, ticket: Ticket, to: TicketState, at: At): void {
  if (ticket.state === 'waiting') leaveLine(lineOf(state, ticket), ticket);
  if (ticket.state === 'unconfirmed') serviceOf(state, ticket.service).unconfirmed--;
  if (ticket.counter !== undefined) {
    const counter = counterOf(state, ticket.counter);
    if (ticket.state === 'parked') counter.parked.splice(counter.parked.indexOf(ticket), 1);
    if (counter.ticket === ticket) {
      counter.ticket = undefined;
      counter.sinceWall = at.wall;
    }
  }
  ticket.state = to;
  ticket.since = at.hall;
}

function giveBack(state: State, ticket: Ticket): void {
  if (ticket.ofToday) serviceOf(state, ticket.service).given[ticket.class]--;
  if (ticket.booking !== undefined) state.bookings.delete(ticket.booking);
}

function noteVisit(state: State, ticket: Ticket, at: At): void {
  const service = serviceOf(state, ticket.service);
  service.visits++;
  const visit = at.hall - ticket.since;
  const mean = service.meanVisitMs;
  service.meanVisitMs = mean === undefined ? visit : mean + VISIT_WEIGHT * (visit - mean);
}

function lineOf(state: State, ticket: Ticket): Line {
  return ticket.onlyCounter === undefined
    ? serviceOf(state, ticket.service).lines[ticket.class]
    : counterOf(state, ticket.onlyCounter).line;
}

function knownTicket(state: State, event: TicketEvent): Ticket {
  const ticket = state.tickets.get(event.ticket);
  if (ticket === undefined) throw new Error(`${event.type} ${event.ticket}: there is no such ticket`);
  if (!meets[event.type].includes(ticket.state)) {
    throw new Error(`${event.type} ${event.ticket}: the ticket is ${ticket.state}`);
  }
  return ticket;
}
