import type { BrokerConnection, Incoming } from '../../mqtt/broker-connection.ts';
import { filterTakes } from '../../mqtt/filter.ts';

type Hear = (message: Incoming) => void;

/** Messages passed on in one turn of the event loop: the pages answer in between. */
const turnMax = 500;

/** A broker within this process, for a demonstration. Like a real one it delivers in order, and later. */
export function openDemoBroker(): BrokerConnection {
  const retained = new Map<string, Uint8Array>();
  const subscriptions: { readonly filter: string; readonly hear: Hear }[] = [];
  let waiting: (() => void)[] = [];
  let isPlanned = false;

  function soon(deliver: () => void): void {
    waiting.push(deliver);
    if (!isPlanned) setImmediate(turn);
    isPlanned = true;
  }

  function turn(): void {
    const now = waiting.slice(0, turnMax);
    waiting = waiting.slice(turnMax);
    isPlanned = waiting.length > 0;
    if (isPlanned) setImmediate(turn);
    for (const deliver of now) deliver();
  }

  return {
    ...{ connected: true, number: 1 },
    publish(topic, text, { retain }) {
      const payload = Buffer.from(text);
      if (retain && payload.length === 0) retained.delete(topic);
      else if (retain) retained.set(topic, payload);
      for (const { filter, hear } of subscriptions)
        if (filterTakes(filter, topic)) soon(() => hear({ topic, payload, retain: false }));
      return new Promise((resolve) => soon(resolve));
    },
    subscribe(filter, hear) {
      subscriptions.push({ filter, hear });
      for (const [topic, payload] of retained)
        if (filterTakes(filter, topic)) soon(() => hear({ topic, payload, retain: true }));
    },
    unsubscribe(filter) {
      const at = subscriptions.findIndex((one) => one.filter === filter);
      if (at >= 0) subscriptions.splice(at, 1);
    },
    onConnected(listener) {
      listener();
      return () => undefined;
    },
    close: async () => undefined,
  };
}
