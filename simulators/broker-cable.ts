import { Fault } from '../devices/fault.ts';
import type { Cancel, Clock } from '../devices/ports.ts';
import type { BrokerConnection } from '../firmware-host/mqtt/broker-connection.ts';
import type { LastWill } from '../firmware-host/mqtt/last-will.ts';

/** The connection between a simulated hall and its broker, with a cable that can be pulled. */
export interface BrokerCable {
  readonly connection: BrokerConnection;
  readonly plugged: boolean;
  /** Pulls the cable: the broker notices and publishes the hall's last will. */
  unplug(): void;
  plug(): void;
}

/** How long the broker takes here to detect a dead connection. */
const willAfterMs = 500;

/**
 * Puts such a cable in front of `connection`. `will`: the message that the broker publishes when the cable is pulled.
 */
export function createBrokerCable(of: {
  readonly connection: BrokerConnection;
  readonly will: LastWill;
  readonly clock: Clock;
}): BrokerCable {
  const { connection, will, clock } = of;
  const listeners = new Set<() => void>();
  const losers = new Set<() => void>();
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
      onLost(listener) {
        losers.add(listener);
        const forget = connection.onLost?.(() => plugged && listener());
        return () => {
          losers.delete(listener);
          forget?.();
        };
      },
      close: () => connection.close(),
    },
    get plugged() {
      return plugged;
    },
    unplug() {
      if (!plugged) return;
      plugged = false;
      for (const loser of losers) loser();
      const { topic, payload, retain, qos } = will(connection.number + plugs);
      dying = clock.after(willAfterMs, () => {
        // If the broker does not take it, the broker is gone too, and no subscriber would receive it anyway.
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
