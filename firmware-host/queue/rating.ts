import type { Command } from './commands.ts';
import { type Decision, isRefusal, type Refusal, refuse } from './decision.ts';
import type { Attributed, QueueEvent } from './events.ts';
import type { Now } from './hall.ts';
import type { GivenAnswer, ReadCounter, ReadState, ReadTicket } from './state.ts';
import type { ElementId } from './survey.ts';

/** How long after its end a visit can still be rated, if the next visitor has not come to the desk. */
const RATED_AFTER_MS = 90_000;
/** Another answer within this time of the last one takes its place: a finger slipped, or somebody thought again. */
const REPLACED_WITHIN_MS = 5_000;
/** A second press of the key for complaints within this time is the same press. */
const SAME_COMPLAINT_MS = 5_000;

/** An answer at a pad. A visit has one counted answer for each service it got. */
export function rate(state: ReadState, command: Extract<Command, { type: 'rate' }>, now: Now): Decision {
  const { pad, element, score } = command;
  const desk = padPlace(state, command.counter);
  if (isRefusal(desk)) return desk;
  const visit = desk && visitAt(desk.counter, now);
  const counter = desk && { counter: desk.id };
  if (visit === undefined) {
    const attributed: Attributed = desk === undefined ? 'hall' : 'none';
    return given({ pad, ...counter, element, score, attributed }, state.padAnswers.get(pad), now);
  }
  const { ticket, attributed } = visit;
  const { service } = ticket;
  const answer = { pad, ...counter, service, element, score };
  if (!ticket.rated.includes(service)) return given({ ...answer, attributed }, undefined, now);
  const before = ticket.answer;
  const again = before?.service === service && isReplaced(before, element, now);
  return given({ ...answer, attributed: again ? attributed : 'repeated' }, again ? before : undefined, now);
}

/**
 * A visitor opens a complaint. The hall keeps no text of it: it gives a number under which the visitor can write to
 * those who look after complaints.
 */
export function complain(
  state: ReadState,
  command: Extract<Command, { type: 'complain' }>,
  now: Now,
): Decision {
  const desk = padPlace(state, command.counter);
  if (isRefusal(desk)) return desk;
  const last = state.complaints.last.get(desk?.id);
  if (last !== undefined && now.hall - last < SAME_COMPLAINT_MS) return refuse('pressed-twice');
  const visit = desk && visitAt(desk.counter, now);
  return {
    events: [
      {
        type: 'complaint.opened',
        number: state.complaints.opened + 1,
        ...(desk && { counter: desk.id }),
        ...(visit && { service: visit.ticket.service }),
      },
    ],
  };
}

/** What a visitor writes down of a complaint: the business day and the number of the complaint on it. */
export const complaintCode = (day: string, number: number): string =>
  `${day.slice(2).replaceAll('-', '')}-${String(number).padStart(3, '0')}`;

type Desk = { readonly id: string; readonly counter: ReadCounter };

/** The open desk of a pad; undefined: a pad of the hall, which is open as long as any counter is. */
function padPlace(state: ReadState, id: string | undefined): Desk | Refusal | undefined {
  if (id === undefined) {
    const open = [...state.counters.values()].some(({ phase }) => phase !== 'closed');
    return open ? undefined : refuse('no-counter-open');
  }
  const counter = state.counters.get(id);
  if (counter === undefined || !state.hall.counters.has(id)) return refuse('unknown-counter');
  if (counter.phase === 'closed') return refuse('counter-closed');
  return { id, counter };
}

/**
 * The visit that an answer at this counter is about. Where the officer notes arrivals, a called visitor may still be on
 * the way, unless it is one who came without a number. Where none was noted today, who was called is taken to be at the
 * desk once the visit before can no longer be meant.
 */
function visitAt(
  { ticket, walkedIn, marksArrivals, lastVisit }: ReadCounter,
  now: Now,
): { readonly ticket: ReadTicket; readonly attributed: 'serving' | 'served' } | undefined {
  if (ticket?.state === 'serving' || (ticket !== undefined && walkedIn))
    return { ticket, attributed: 'serving' };
  if (lastVisit !== undefined && now.hall - lastVisit.endedAt <= RATED_AFTER_MS)
    return { ticket: lastVisit.ticket, attributed: 'served' };
  return ticket === undefined || marksArrivals ? undefined : { ticket, attributed: 'serving' };
}

function given(
  answer: Omit<Extract<QueueEvent, { type: 'rating.given' }>, 'type' | 'replaces'>,
  before: GivenAnswer | undefined,
  now: Now,
): Decision {
  const replaces = before !== undefined && isReplaced(before, answer.element, now);
  return { events: [{ type: 'rating.given', ...answer, ...(replaces ? { replaces: before.score } : {}) }] };
}

const isReplaced = (before: GivenAnswer, element: ElementId, now: Now): boolean =>
  before.element === element && now.hall - before.at <= REPLACED_WITHIN_MS;
