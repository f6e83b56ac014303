import { applyRating } from './apply-rating.ts';
import { applyTicket } from './apply-ticket.ts';
import type { DayEvent, QueueEvent } from './events.ts';
import { openedOn } from './given.ts';
import type { At } from './hall.ts';
import { type CounterState, counterOf, openState, type State, serviceOf } from './state.ts';

/**
 * Folds one event into the state, in place. It makes no decision and reads no rule: the same events give the same state
 * under any site file. Throws only on an event that cannot follow those before it, which means that the queue did not
 * write this journal.
 */
export function apply(state: State, event: QueueEvent, at: At): void {
  switch (event.type) {
    case 'day.opened':
      startDay(state, event, at);
      break;
    case 'counter.opened':
      setPhase(state, event.counter, 'open', at);
      break;
    case 'counter.closed':
      setPhase(state, event.counter, 'closed', at);
      break;
    case 'counter.break':
      setPhase(state, event.counter, 'break', at).breakReason = event.reason;
      break;
    case 'counter.armed':
      setPhase(state, event.counter, 'armed', at);
      state.armed.push(event.counter);
      break;
    case 'service.forced': {
      const service = serviceOf(state, event.service);
      service.forced = event.to;
      service.forcedReason = event.reason;
      break;
    }
    case 'service.surge':
    case 'service.calm':
      serviceOf(state, event.service).surging = event.type === 'service.surge';
      break;
    case 'rating.given':
    case 'complaint.opened':
      applyRating(state, event, at);
      break;
    default:
      if (!('ticket' in event))
        throw new Error(
          `${(event as QueueEvent).type}: a newer version wrote this journal; start that version again`,
        );
      applyTicket(state, event, at);
  }
}

/** A day starts empty; everything that goes on is repeated by the events that follow. */
function startDay(state: State, event: DayEvent, at: At): void {
  const { day } = state;
  const { date, given = [], complaints = [] } = event;
  if (day !== undefined && (event.back ? event.date >= day : event.date <= day)) {
    throw new Error(`day.opened ${event.date}: the day is ${day} already`);
  }
  Object.assign(state, openState(state.hall, state.taken), {
    ...{ day: date, dayTrusted: at.trusted, given },
    complaints: { opened: openedOn(complaints, date), last: new Map(), dates: complaints },
  });
}

function setPhase(state: State, id: string, phase: CounterState['phase'], at: At): CounterState {
  const counter = counterOf(state, id);
  if (counter.ticket !== undefined) {
    throw new Error(`counter ${id} cannot become ${phase}: ${counter.ticket.id} is there`);
  }
  if (counter.phase === 'armed') state.armed.splice(state.armed.indexOf(id), 1);
  counter.phase = phase;
  counter.breakReason = undefined;
  counter.sinceWall = at.wall;
  return counter;
}
