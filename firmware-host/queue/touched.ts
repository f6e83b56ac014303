import type { QueueEvent } from './events.ts';

/** What an event may have changed in the views. `all`: a new day. */
export type Touched = 'all' | { readonly counters: readonly string[]; readonly services: readonly string[] };

/**
 * Whose view to make anew after an event. A call changes one counter and one service, and no other counter of that
 * service. What changes with time alone (waits, estimates, opening hours) is not here: it wants a slow beat.
 */
export function touched(event: QueueEvent): Touched {
  if (event.type === 'day.opened') return 'all';
  const services = 'service' in event ? [event.service] : [];
  const counters = 'counter' in event && event.counter !== undefined ? [event.counter] : [];
  if (event.type === 'ticket.transferred') {
    if ('service' in event.to && event.to.service !== event.service) services.push(event.to.service);
    if ('counter' in event.to && event.to.counter !== event.counter) counters.push(event.to.counter);
  }
  if (event.type === 'ticket.carried' && event.only_counter !== undefined) counters.push(event.only_counter);
  return { counters, services };
}
