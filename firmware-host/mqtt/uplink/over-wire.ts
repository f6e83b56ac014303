import type { Duplex } from 'node:stream';
import { asFault, Fault } from '../../../devices/fault.ts';
import type { Link, LinkEvents } from '../external-link.ts';

/**
 * A link over a stream that is still being connected: `open` is called with the stream. Its events are those of a link.
 */
export function linkOver(
  wire: Promise<Duplex>,
  open: (stream: Duplex, told: LinkEvents) => Link,
  told: LinkEvents,
): Link {
  let link: Link | undefined;
  let over = false;

  wire.then(
    (stream) => {
      if (over) stream.destroy();
      else link = open(stream, told);
    },
    (thrown) => lost(asFault(thrown, 'broker.down')),
  );

  function lost(why: Fault): void {
    if (over) return;
    over = true;
    told.lost(why, 'here');
  }

  function standing(): Link {
    if (link === undefined) throw new Fault('broker.down', 'the connection is still being made');
    return link;
  }

  return {
    publish: async (topic, payload, delivery) => standing().publish(topic, payload, delivery),
    subscribe: async (filters) => standing().subscribe(filters),
    unsubscribe: async (filter) => standing().unsubscribe(filter),
    receiveMax: () => standing().receiveMax(),
    abandon(why) {
      if (link === undefined) lost(why);
      else link.abandon(why);
    },
    async close() {
      over = true;
      await link?.close();
    },
  };
}
