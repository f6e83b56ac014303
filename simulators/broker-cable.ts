import { Fault } from '../devices/fault.ts';
import type { Cancel, Clock } from '../devices/ports.ts';
import type { LastWill } from '../firmware-host/mqtt/last-will.ts';
import type { Session } from '../firmware-host/mqtt/session.ts';

/** The line between a simulated hall and its broker, which can be pulled. */
export interface BrokerCable {
  readonly session: Session;
  readonly plugged: boolean;
  /** The broker notices, and says the hall's last will. */
  unplug(): void;
  plug(): void;
}

/** A broker that is there soon finds a dead connection: this is how long it takes here. */
const willAfterMs = 500;

/** Puts such a line in front of `session`. `will` is what the broker says when a connection is lost. */
export function brokerCable(of: {
  readonly session: Session;
  readonly will: LastWill;
  readonly clock: Clock;
}): BrokerCable {
  const { session, will, clock } = of;
  const listeners = new Set<() => void>();
  let plugged = true;
  let plugs = 0;
  let dying: Cancel | undefined;
  session.onConnected(() => {
    if (plugged) for (const listener of listeners) listener();
  });
  return {
    session: {
      get connected() {
        return plugged && session.connected;
      },
      get connection() {
        return session.connection + plugs;
      },
      async publish(topic, payload, delivery) {
        if (!plugged) throw new Fault('broker.down', 'the line to the broker was pulled');
        await session.publish(topic, payload, delivery);
      },
      subscribe(filter, listener) {
        session.subscribe(filter, (message) => {
          if (plugged) listener(message);
        });
      },
      unsubscribe: (filter) => session.unsubscribe(filter),
      onConnected(listener) {
        listeners.add(listener);
        if (plugged && session.connected) listener();
        return () => listeners.delete(listener);
      },
      close: () => session.close(),
    },
    get plugged() {
      return plugged;
    },
    unplug() {
      if (!plugged) return;
      plugged = false;
      const { topic, payload, retain, qos } = will(session.connection + plugs);
      dying = clock.after(willAfterMs, () => {
        // A broker that does not take it is gone itself, and whoever listens hears nothing either way.
        session.publish(topic, payload, { retain, qos }).catch(() => undefined);
      });
    },
    plug() {
      if (plugged) return;
      dying?.();
      plugs++;
      plugged = true;
      if (session.connected) for (const listener of listeners) listener();
    },
  };
}
