import type { RatingEvent } from './events.ts';
import type { At } from './hall.ts';
import { counterOf, type RatingCounts, type State, serviceOf, type Ticket } from './state.ts';
import type { ElementId, Score } from './survey.ts';
import { settleTold } from './told-ratings.ts';

/** As `apply`, for what visitors answer at pads, and for complaints. */
export function applyRating(state: State, event: RatingEvent, at: At): void {
  if (event.type === 'complaint.opened') {
    state.complaints.opened = event.number;
    state.complaints.last.set(event.counter, at.hall);
    return;
  }
  const { pad, element, score, attributed, replaces } = event;
  const answer = { service: event.service, element, score, at: at.hall };
  switch (attributed) {
    case 'serving':
    case 'served': {
      settleTold(state, event, at);
      const ticket = visitor(state, event);
      if (replaces === undefined) ticket.rated = [...ticket.rated, ticket.service];
      ticket.answer = answer;
      count(serviceOf(state, ticket.service).ratings, element, score, replaces);
      break;
    }
    case 'repeated':
      state.apart.repeated++;
      break;
    case 'none':
      state.padAnswers.set(pad, answer);
      if (replaces === undefined) state.apart.withoutVisit++;
      break;
    case 'hall':
      settleTold(state, event, at);
      state.padAnswers.set(pad, answer);
      count(state.apart.hall, element, score, replaces);
      break;
  }
}

function visitor(state: State, event: Extract<RatingEvent, { type: 'rating.given' }>): Ticket {
  const counter = counterOf(state, event.counter ?? '');
  const ticket = event.attributed === 'serving' ? counter.ticket : counter.lastVisit?.ticket;
  if (ticket === undefined) throw new Error(`rating.given at ${event.counter}: there is no such visit`);
  return ticket;
}

function count(
  ratings: Map<ElementId, RatingCounts>,
  element: ElementId,
  score: Score,
  replaces: Score | undefined,
): void {
  const counts = ratings.get(element) ?? { 1: 0, 2: 0, 3: 0, 4: 0 };
  ratings.set(element, counts);
  counts[score]++;
  if (replaces !== undefined) counts[replaces]--;
}
