import type { EventStore, KeptEvent } from '../store/store-port.ts';
import type { SiteEvent } from './event.ts';
import type { IntakeStore } from './office-intake.ts';

/** The office's store as the intake uses it. */
export function keepEvents(store: Pick<EventStore, 'read' | 'apply'>): IntakeStore {
  return {
    read: (site) => store.read(site),
    // Async: what cannot even be made into a request is refused like the rest, and ends no process.
    apply: async (batches) =>
      store.apply(batches.map(({ events, ...batch }) => ({ ...batch, events: events.map(toKept) }))),
  };
}

/** An event as it is kept: `loket.ticket.called.v1` is `ticket/called`. */
function toKept({ sequence, boot, type, time, subject, data }: SiteEvent): KeptEvent {
  const name = type.replace(/^loket\.|\.v\d+$/g, '').replace('.', '/');
  return { sequence, boot, type: name, time: Date.parse(time), subject, data };
}
