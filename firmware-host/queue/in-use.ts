import type { Hall } from './hall.ts';
import { hasEnded, type ReadState } from './state.ts';

/**
 * The counters and services that `next` lacks but that are in use: a counter that is not closed or holds visitors, a
 * service with tickets that wait, are called or may have been printed.
 */
export function inUse(state: ReadState, next: Hall): readonly string[] {
  const counters = [...state.counters].filter(
    ([, { phase, line, parked }]) => phase !== 'closed' || line.length > 0 || parked.length > 0,
  );
  const tickets = [...state.tickets.values()].filter(
    (ticket) => !hasEnded(ticket) && ticket.state !== 'no-show',
  );
  const services = new Set(tickets.map(({ service }) => service));
  return [
    ...counters.map(([id]) => id).filter((id) => !next.counters.has(id)),
    ...[...services].filter((id) => !next.services.has(id)),
  ];
}
