import type { BrokerConnection, Incoming } from '../../firmware-host/mqtt/broker-connection.ts';
import { filterTakes } from '../../firmware-host/mqtt/filter.ts';
import type { Carrier, Heard } from '../../simulators/fleet/carriers.ts';
import type { How } from '../../simulators/fleet/fleet-line.ts';

export interface Said {
  readonly topic: string;
  readonly payload: string;
  readonly how: How;
}

/** A broker in memory, for virtual time: it keeps what is retained, and delivers at once. */
export function memoryBroker() {
  const retained = new Map<string, string>();
  const said: Said[] = [];
  const subscribers: { readonly filter: string; readonly heard: Heard }[] = [];
  const watchers: ((isUp: boolean) => void)[] = [];
  /** Messages of which nobody hears, by a test's choice: as of a broker that is killed. */
  let loses: (message: Said) => boolean = () => false;

  function publish(topic: string, payload: string, how: How): void {
    const message = { topic, payload, how };
    said.push(message);
    if (loses(message)) return;
    if (how.retain && payload === '') retained.delete(topic);
    else if (how.retain) retained.set(topic, payload);
    for (const { filter, heard } of subscribers) if (filterTakes(filter, topic)) heard(topic, payload, false);
  }

  function subscribe(filter: string, heard: Heard): void {
    subscribers.push({ filter, heard });
    for (const [topic, payload] of retained) if (filterTakes(filter, topic)) heard(topic, payload, true);
  }

  const carrier: Carrier = {
    publish(topic, payload, how, acked) {
      publish(topic, payload, how);
      if (how.qos > 0 && acked) queueMicrotask(acked);
    },
    subscribe(filters, heard) {
      for (const filter of filters) subscribe(filter, heard);
    },
    onChange(listener) {
      watchers.push(listener);
      listener(true);
    },
    close: () => undefined,
  };

  /** A connection as the office has it. */
  const office: BrokerConnection = {
    connected: true,
    number: 1,
    async publish(topic, payload, how) {
      publish(topic, payload, how);
    },
    subscribe: (filter, listener: (message: Incoming) => void) =>
      subscribe(filter, (topic, payload, retain) =>
        listener({ topic, payload: Buffer.from(payload), retain }),
      ),
    unsubscribe: () => undefined,
    onConnected(listener) {
      listener();
      return () => undefined;
    },
    close: async () => undefined,
  };

  return {
    carrier,
    office,
    retained,
    said,
    /** The connection of the carriers goes, or comes back. */
    changed(isUp: boolean) {
      for (const watcher of watchers) watcher(isUp);
    },
    losing(choice: (message: Said) => boolean) {
      loses = choice;
    },
  };
}
