import type { Fault } from '../../devices/fault.ts';
import type { Incoming } from './broker-connection.ts';
import type { Link } from './external-link.ts';
import { filterTakes } from './filter.ts';

/** What a session is subscribed to, over all its connections. */
export interface Subscriptions {
  /** Subscribes a new connection to everything. Rejects when it broke; resolves with the broker's refusal, if any. */
  renew(link: Link): Promise<Fault | undefined>;
  /** `link`: the connection that stands. */
  add(filter: string, listener: (message: Incoming) => void, link: Link | undefined): void;
  remove(filter: string, link: Link | undefined): void;
  /** Gives a message to those who want it. */
  message(incoming: Incoming): void;
}

/** `report` is told when a broker refuses one of them. */
export function createSubscriptions(report: (fault: Fault) => void): Subscriptions {
  const byFilter = new Map<string, (message: Incoming) => void>();
  return {
    renew: (link) => link.subscribe([...byFilter.keys()]),
    add(filter, listener, link) {
      byFilter.set(filter, listener);
      link?.subscribe([filter]).then(
        (refusal) => refusal && report(refusal),
        () => {
          // The connection broke; the next one subscribes to everything.
        },
      );
    },
    remove(filter, link) {
      byFilter.delete(filter);
      link?.unsubscribe(filter).catch(() => {
        // The connection broke; the next one does without.
      });
    },
    message(incoming) {
      for (const [filter, listener] of byFilter) {
        if (filterTakes(filter, incoming.topic)) listener(incoming);
      }
    },
  };
}
