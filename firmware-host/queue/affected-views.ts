import type { QueueEvent } from './events.ts';
import type { ReadState } from './state.ts';

/** What an event may change in the views. `all`: a new day. */
export type AffectedViews =
  | 'all'
  | { readonly counters: readonly string[]; readonly services: readonly string[] };

/**
 * The views to rebuild after an event that is applied to `before`. A call changes one counter and one service; it
 * changes another counter of that service only if that one has parked the ticket or alone may call it. Changes by time
 * alone (waits, estimates, opening hours) are not included: a slow timer publishes those.
 */
export function affectedViews(before: ReadState, event: QueueEvent): AffectedViews {
  if (event.type === 'day.opened') return 'all';
  if (event.type === 'rating.given' || event.type === 'complaint.opened')
    return { counters: [], services: [] };
  const services = 'service' in event ? [event.service] : [];
  const counters = 'counter' in event && event.counter !== undefined ? [event.counter] : [];
  if (event.type === 'ticket.transferred') {
    if ('service' in event.to && event.to.service !== event.service) services.push(event.to.service);
    if ('counter' in event.to && event.to.counter !== event.counter) counters.push(event.to.counter);
  }
  if (event.type === 'ticket.carried' && event.only_counter !== undefined) counters.push(event.only_counter);
  const ticket = 'ticket' in event ? before.tickets.get(event.ticket) : undefined;
  const keepers = [ticket?.onlyCounter, ticket?.state === 'parked' ? ticket.counter : undefined];
  for (const keeper of keepers) if (keeper !== undefined && !counters.includes(keeper)) counters.push(keeper);
  return { counters, services };
}
