import type { Aedes } from 'aedes';
import { asFault } from '../../../devices/fault.ts';
import type { BrokerConnection } from '../broker-connection.ts';
import { readRetained } from './fresh-retained.ts';

type AedesListener = Parameters<Aedes['subscribe']>[1];

/**
 * The host's own connection to the broker in its process. It is not a client: no access rule applies to it, and a
 * publish resolves when every subscriber's socket has taken the message (or was closed). `latest` is kept up to date
 * with the retained messages (see fresh-retained.ts); `refusals` counts what the broker's rules have refused so far.
 */
export function openInProcessConnection(
  aedes: Aedes,
  latest: Map<string, Buffer>,
  refusals: () => number,
): BrokerConnection {
  let closed = false;
  const subscribed = new Map<string, AedesListener>();
  return {
    get connected() {
      return !closed && !aedes.closed;
    },
    // The connection is the process itself: it is made once and never lost.
    number: 1,
    // Aedes loses messages when a retained and a plain QoS 1 publish overlap (moscajs/aedes #955 and #994), and keeps
    // their order only one at a time.
    window: () => 1,
    get clients() {
      return aedes.connectedClients;
    },
    get refusals() {
      return refusals();
    },
    publish(topic, payload, { retain, qos }) {
      const bytes = Buffer.from(payload);
      if (retain) latest.set(topic, bytes);
      return new Promise((resolve, reject) => {
        const packet = {
          cmd: 'publish',
          topic,
          payload: bytes,
          retain,
          qos,
          dup: false,
        } as const;
        aedes.publish(packet, (error) => (error ? reject(asFault(error, 'broker.down')) : resolve()));
      });
    },
    subscribe(filter, listener) {
      // What is newer than the broker's memory of it.
      let isNewer: Set<string> | undefined = new Set();
      const hear: AedesListener = ({ topic, payload }, done) => {
        isNewer?.add(topic);
        if (!closed) listener({ topic, payload: Buffer.from(payload), retain: false });
        done();
      };
      subscribed.set(filter, hear);
      aedes.subscribe(filter, hear, () => {});
      readRetained(aedes, filter, (topic, payload) => {
        if (!closed && subscribed.get(filter) === hear && !isNewer?.has(topic))
          listener({ topic, payload: Buffer.from(payload), retain: true });
      }).finally(() => {
        isNewer = undefined;
      });
    },
    unsubscribe(filter) {
      const hear = subscribed.get(filter);
      subscribed.delete(filter);
      if (hear !== undefined) aedes.unsubscribe(filter, hear, () => {});
    },
    onConnected(listener) {
      listener();
      return () => {};
    },
    async close() {
      closed = true;
    },
  };
}
