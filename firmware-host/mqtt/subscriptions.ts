import type { Fault } from '../../devices/fault.ts';
import type { Incoming } from './broker-connection.ts';
import type { Link } from './external-link.ts';
import { filterTakes } from './filter.ts';

/** The filters that a broker connection is subscribed to, across reconnections. */
export interface Subscriptions {
  /** Makes all subscriptions on a new link. Rejects when it broke; resolves with the broker's refusal, if any. */
  renew(link: Link): Promise<Fault | undefined>;
  /** `link`: the current one, if there is one. */
  add(filter: string, listener: (message: Incoming) => void, link: Link | undefined): void;
  remove(filter: string, link: Link | undefined): void;
  /** Passes a message to the listeners whose filter matches. */
  message(incoming: Incoming): void;
}

/** `report` is called when the broker refuses a subscription. */
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
        // The connection broke; the next one will not subscribe to it.
      });
    },
    message(incoming) {
      for (const [filter, listener] of byFilter) {
        if (filterTakes(filter, incoming.topic)) listener(incoming);
      }
    },
  };
}
