import { type Decision, factsOf, refuse, secondsBetween } from './decision.ts';
import type { CarriedState, QueueEvent } from './events.ts';
import { givenBefore } from './given.ts';
import type { Now } from './hall.ts';
import type { ReadState, ReadTicket } from './state.ts';

/**
 * A clock not known to be right moves the day at most this far: longer than any holiday, shorter than a dead battery.
 */
const UNTRUSTED_JUMP_DAYS = 31;
/** And one known to be right at most this far: no hall is off for longer, so beyond it the clock is wrong after all. */
const TRUSTED_JUMP_DAYS = 400;
/** Longer than anybody waits, shorter than a night. */
const STILL_HERE_MS = 4 * 60 * 60 * 1000;

/** Whether the clock calls for a new business day. By itself it only moves on. */
export function dayIsDue(state: ReadState, now: Now): boolean {
  if (state.day === undefined) return true;
  if (now.date <= state.day) return false;
  const jump = daysBetween(state.day, now.date);
  if (!now.trusted) return jump <= UNTRUSTED_JUMP_DAYS;
  // A day that a wrong clock opened says nothing about how far a right one may be ahead of it.
  return !state.dayTrusted || jump <= TRUSTED_JUMP_DAYS;
}

/** Whether the date and time of day can be acted upon: known to be right, and not at odds with the business day. */
export function clockIsPlausible(state: ReadState, now: Now): boolean {
  return now.trusted && (now.date === state.day || dayIsDue(state, now));
}

/**
 * What is wrong between the business day and a clock that is known to be right, which no time mends soon: the day is
 * ahead of the clock, or so far behind that the clock alone does not move it. A person says `open-day`.
 */
export function dayAtOdds(state: ReadState, now: Now): 'ahead' | 'behind' | undefined {
  if (state.day === undefined || !now.trusted || now.date === state.day) return undefined;
  if (now.date < state.day) return 'ahead';
  return dayIsDue(state, now) ? undefined : 'behind';
}

/** `open-day`: a person moves the day on, as far as they say, or back to where the clock is. */
export function openDayByHand(state: ReadState, date: string, now: Now): Decision {
  if (!isDate(date)) return refuse('not-a-date');
  if (state.day === undefined || date > state.day) return { events: openDay(state, date, now) };
  if (date === state.day || date < now.date) return refuse('day-not-later');
  return { events: openDay(state, date, now, true) };
}

/** The events that end the day before and say again what goes on: a fold may start at the first of them. */
export function openDay(state: ReadState, date: string, now: Now, back = false): readonly QueueEvent[] {
  const staying: ReadTicket[] = [];
  const ending: string[] = [];
  for (const ticket of ticketsInOrder(state)) {
    if (stays(state, ticket, now, back)) staying.push(ticket);
    else ending.push(ticket.id);
  }
  const given = givenBefore(state, date, back || isSameDay(state, now));
  return [
    {
      type: 'day.opened',
      date,
      carried: staying.map((ticket) => ticket.id),
      voided: ending,
      ...(back ? { back } : {}),
      ...(given.length === 0 ? {} : { given }),
    },
    ...staying.map((ticket) => carry(ticket, now)),
    ...desksAsTheyAre(state),
  ];
}

/**
 * Who is at a counter stays until that visit ends. Who did not show up is gone. Of the others the site file decides,
 * but for those who may well be this morning's visitors: who took a number while the time was not known, and, where a
 * clock that is not known to be right or has jumped says that it is midnight, whoever took one within the last hours.
 * Nobody goes because a person puts the day back.
 */
function stays(state: ReadState, ticket: ReadTicket, now: Now, back: boolean): boolean {
  if (ticket.state === 'called' || ticket.state === 'serving') return true;
  if (ticket.state === 'no-show') return false;
  if (back || state.hall.dayClose === 'carry') return true;
  if (now.trusted && !ticket.clockTrusted) return true;
  return (!now.trusted || now.jumpedMs !== undefined) && isStillHere(ticket, now);
}

/** A clock that has jumped by half a day makes midnight at noon, when the first visitors came half a day ago. */
function isStillHere(ticket: ReadTicket, now: Now): boolean {
  return now.hall - ticket.takenAt < Math.max(STILL_HERE_MS, now.jumpedMs ?? 0);
}

/** Whether a clock that has jumped ends the day while its visitors are still there. */
function isSameDay(state: ReadState, now: Now): boolean {
  if (now.jumpedMs === undefined) return false;
  return [...state.tickets.values()].some((ticket) => isStillHere(ticket, now));
}

/** All that have not ended, those waiting in the order of their lines, those parked in the order of parking. */
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
