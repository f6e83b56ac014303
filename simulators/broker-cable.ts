import { Fault } from '../devices/fault.ts';
import type { Cancel, Clock } from '../devices/ports.ts';
import type { BrokerConnection } from '../firmware-host/mqtt/broker-connection.ts';
import type { LastWill } from '../firmware-host/mqtt/last-will.ts';

/** The line between a simulated hall and its broker, which can be pulled. */
export interface BrokerCable {
  readonly connection: BrokerConnection;
  readonly plugged: boolean;
  /** The broker notices, and says the hall's last will. */
  unplug(): void;
  plug(): void;
}

/** A broker that is there soon finds a dead connection: this is how long it takes here. */
const willAfterMs = 500;

/** Puts such a line in front of `connection`. `will` is what the broker says when a connection is lost. */
export function createBrokerCable(of: {
  readonly connection: BrokerConnection;
  readonly will: LastWill;
  readonly clock: Clock;
}): BrokerCable {
  const { connection, will, clock } = of;
  const listeners = new Set<() => void>();
  let plugged = true;
  let plugs = 0;
  let dying: Cancel | undefined;
  connection.onConnected(() => {
    if (plugged) for (const listener of listeners) listener();
  });
  return {
    connection: {
      get connected() {
        return plugged && connection.connected;
      },
      get number() {
        return connection.number + plugs;
      },
      async publish(topic, payload, delivery) {
        if (!plugged) throw new Fault('broker.down', 'the line to the broker was pulled');
        await connection.publish(topic, payload, delivery);
      },
      subscribe(filter, listener) {
        connection.subscribe(filter, (message) => {
          if (plugged) listener(message);
        });
      },
      unsubscribe: (filter) => connection.unsubscribe(filter),
      onConnected(listener) {
        listeners.add(listener);
        if (plugged && connection.connected) listener();
        return () => listeners.delete(listener);
      },
      close: () => connection.close(),
    },
    get plugged() {
      return plugged;
    },
    unplug() {
      if (!plugged) return;
      plugged = false;
      const { topic, payload, retain, qos } = will(connection.number + plugs);
      dying = clock.after(willAfterMs, () => {
        // A broker that does not take it is gone itself, and whoever listens hears nothing either way.
        connection.publish(topic, payload, { retain, qos }).catch(() => undefined);
      });
    },
    plug() {
      if (plugged) return;
      dying?.();
      plugs++;
      plugged = true;
      if (connection.connected) for (const listener of listeners) listener();
    },
  };
}
