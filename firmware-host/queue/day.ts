import { type Decision, factsOf, refuse, secondsBetween } from './decision.ts';
import type { CarriedState, QueueEvent } from './events.ts';
import { complaintsBefore, givenBefore } from './given.ts';
import type { Now } from './hall.ts';
import type { ReadState, ReadTicket } from './state.ts';

/**
 * An untrusted clock moves the day at most this far: longer than any holiday, shorter than the jump of a dead battery.
 */
const UNTRUSTED_JUMP_DAYS = 31;
/**
 * A trusted clock moves the day at most this far: no hall is off for longer, so a larger jump means that the clock is
 * wrong.
 */
const TRUSTED_JUMP_DAYS = 400;
/** Longer than any visitor waits, shorter than a night. */
const STILL_HERE_MS = 4 * 60 * 60 * 1000;

/** Whether the clock requires a new business day. The clock alone only moves the day forward. */
export function dayIsDue(state: ReadState, now: Now): boolean {
  if (state.day === undefined) return true;
  if (now.date <= state.day) return false;
  const jump = daysBetween(state.day, now.date);
  if (!now.trusted) return jump <= UNTRUSTED_JUMP_DAYS;
  // A day opened by a wrong clock does not limit how far a right clock may be ahead of it.
  return !state.dayTrusted || jump <= TRUSTED_JUMP_DAYS;
}

/** Whether date and time of day can be relied on: the clock is trusted and does not contradict the business day. */
export function clockIsPlausible(state: ReadState, now: Now): boolean {
  return now.trusted && (now.date === state.day || dayIsDue(state, now));
}

/**
 * A conflict between the business day and a trusted clock that will not end soon: the day is ahead of the clock, or so
 * far behind that the clock alone does not move it. A person solves it with `open-day`.
 */
export function dayAtOdds(state: ReadState, now: Now): 'ahead' | 'behind' | undefined {
  if (state.day === undefined || !now.trusted || now.date === state.day) return undefined;
  if (now.date < state.day) return 'ahead';
  return dayIsDue(state, now) ? undefined : 'behind';
}

/** `open-day`: a person moves the day forward to any date, or back to the date of the clock. */
export function openDayByHand(state: ReadState, date: string, now: Now): Decision {
  if (!isDate(date)) return refuse('not-a-date');
  if (state.day === undefined || date > state.day) return { events: openDay(state, date, now) };
  if (date === state.day || date < now.date) return refuse('day-not-later');
  return { events: openDay(state, date, now, true) };
}

/** The events that end the previous day and repeat everything that goes on: a fold may start at the first of them. */
export function openDay(state: ReadState, date: string, now: Now, back = false): readonly QueueEvent[] {
  const staying: ReadTicket[] = [];
  const ending: string[] = [];
  for (const ticket of ticketsInOrder(state)) {
    if (stays(state, ticket, now, back)) staying.push(ticket);
    else ending.push(ticket.id);
  }
  const given = givenBefore(state, date, back || isSameDay(state, now));
  const complaints = complaintsBefore(state);
  return [
    {
      type: 'day.opened',
      date,
      carried: staying.map((ticket) => ticket.id),
      voided: ending,
      ...(back ? { back } : {}),
      ...(given.length === 0 ? {} : { given }),
      ...(complaints.length === 0 ? {} : { complaints }),
    },
    ...staying.map((ticket) => carry(ticket, now)),
    ...desksAsTheyAre(state),
  ];
}

/**
 * Whether a ticket stays on the new day. A visitor at a counter stays until that visit ends; a no-show is dropped. For
 * the others the site file decides, except for visitors who may still be in the hall: those who took a number while the
 * time was not trusted and, if an untrusted or jumped clock reports midnight, those who took one within the last hours.
 * If a person sets the day back, everybody stays.
 */
function stays(state: ReadState, ticket: ReadTicket, now: Now, back: boolean): boolean {
  if (ticket.state === 'called' || ticket.state === 'serving') return true;
  if (ticket.state === 'no-show') return false;
  if (back || state.hall.dayClose === 'carry') return true;
  if (now.trusted && !ticket.clockTrusted) return true;
  return (!now.trusted || now.jumpedMs !== undefined) && isStillHere(ticket, now);
}

/** A clock that jumps by half a day reports midnight at noon, when the first visitors came half a day ago. */
function isStillHere(ticket: ReadTicket, now: Now): boolean {
  return now.hall - ticket.takenAt < Math.max(STILL_HERE_MS, now.jumpedMs ?? 0);
}

/** Whether it is a jump of the clock that ends the day while its visitors are still there. */
function isSameDay(state: ReadState, now: Now): boolean {
  if (now.jumpedMs === undefined) return false;
  return [...state.tickets.values()].some((ticket) => isStillHere(ticket, now));
}

/** All tickets that have not ended: those waiting in the order of their lines, those parked in the order of parking. */
function ticketsInOrder(state: ReadState): readonly ReadTicket[] {
  const ordered = new Set<ReadTicket>();
  for (const service of state.services.values()) {
    for (const ticket of [...service.lines.regular, ...service.lines.priority]) ordered.add(ticket);
  }
  for (const counter of state.counters.values()) {
    for (const ticket of [...counter.line, ...counter.parked]) ordered.add(ticket);
  }
  for (const ticket of state.tickets.values()) {
    if (carriedState(ticket) !== undefined || ticket.state === 'no-show') ordered.add(ticket);
  }
  return [...ordered];
}

function carriedState(ticket: ReadTicket): CarriedState | undefined {
  switch (ticket.state) {
    case 'no-show':
    case 'served':
    case 'cancelled':
    case 'voided':
      return undefined;
    default:
      return ticket.state;
  }
}

function carry(ticket: ReadTicket, now: Now): QueueEvent {
  const state = carriedState(ticket);
  if (state === undefined) throw new Error(`${ticket.id} is ${ticket.state} and cannot be carried`);
  return {
    type: 'ticket.carried',
    ...factsOf(ticket),
    state,
    for_s: secondsBetween(ticket.since, now.hall),
    ...(ticket.counter === undefined ? {} : { counter: ticket.counter }),
    ...(ticket.onlyCounter === undefined ? {} : { only_counter: ticket.onlyCounter }),
    ...(ticket.booking === undefined ? {} : { booking: ticket.booking }),
    ...(ticket.givenOn === undefined ? {} : { given_on: ticket.givenOn }),
    ...(ticket.rated.length === 0 ? {} : { rated: ticket.rated }),
  };
}

function desksAsTheyAre(state: ReadState): readonly QueueEvent[] {
  const events: QueueEvent[] = state.armed.map((counter) => ({ type: 'counter.armed', counter }));
  for (const [counter, { phase, ticket, breakReason: reason }] of state.counters) {
    if (phase === 'open' && ticket === undefined) events.push({ type: 'counter.opened', counter });
    if (phase === 'break') {
      events.push({ type: 'counter.break', counter, ...(reason === undefined ? {} : { reason }) });
    }
  }
  return events;
}

function isDate(text: string): boolean {
  const parsed = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(parsed) && new Date(parsed).toISOString().startsWith(text);
}

function daysBetween(earlier: string, later: string): number {
  return (Date.parse(later) - Date.parse(earlier)) / (24 * 60 * 60 * 1000);
}
