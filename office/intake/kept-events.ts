import type { EventStore, KeptEvent } from '../store/store-port.ts';
import type { SiteEvent } from './event.ts';
import type { IntakeStore } from './office-intake.ts';

/** The office's store as the intake uses it. */
export function keepEvents(store: Pick<EventStore, 'read' | 'apply'>): IntakeStore {
  return {
    read: (site) => store.read(site),
    // Async: what cannot even be made into a request is refused like the rest, and ends no process.
    apply: async (batches) =>
      store.apply(
        batches.map(({ site, events, applied, backTo }) => ({
          site,
          events: events.map(toKept),
          applied,
          backTo,
        })),
      ),
  };
}

const prefix = 'loket.';

/** An event as it is kept: `loket.ticket.called.v1` is `ticket/called`. */
function toKept({ sequence, boot, type, time, subject, data }: SiteEvent): KeptEvent {
  return { sequence, boot, type: nameOf(type), time: Date.parse(time), subject, data };
}

function nameOf(type: string): string {
  const bare = type.startsWith(prefix) ? type.slice(prefix.length) : type;
  return bare.replace(/\.v\d+$/, '').replace('.', '/');
}
