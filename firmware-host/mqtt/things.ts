import { Fault } from '../../devices/fault.ts';
import { Loss } from '../../devices/loss.ts';
import type { Arrivals, Clock, Ports, ThingMessage, Things } from '../../devices/ports.ts';
import { createBudget } from '../async/budget.ts';
import type { BrokerConnection, Incoming } from './broker-connection.ts';
import type { Publisher } from './publisher.ts';

/** How often a message of a device that is not open may have it tried at once. */
const wakings = { burst: 5, perSecond: 1 };

interface ThingsParts {
  readonly connection: BrokerConnection;
  readonly publisher: Pick<Publisher, 'enqueue' | 'said' | 'restate'>;
  readonly clock: Clock;
  /** Unix ms, and whether that is right. */
  readonly wall: () => number;
  readonly trusted: () => boolean;
}

interface Heard {
  readonly listeners: Set<(message: ThingMessage) => void>;
  /** The last message on this connection, for who begins to listen later. */
  last: Uint8Array | undefined;
}

/**
 * Devices that speak MQTT, over the hall's own connection and its publisher. A topic that was opened once is heard from
 * then on: the first message of a device that was away has it tried at once, instead of when its backoff ends.
 */
export function openThings(of: ThingsParts): Things & Arrivals {
  const { connection, publisher, clock } = of;
  const heardOn = new Map<string, Heard>();
  const losses = new Set<Loss>();
  const watchers = new Set<() => void>();
  const mayWake = createBudget(clock, wakings);
  const wake = () => {
    for (const watcher of watchers) watcher();
  };

  function take({ topic, payload, retain }: Incoming): void {
    const heard = heardOn.get(topic);
    if (heard === undefined) return;
    heard.last = payload;
    for (const listener of heard.listeners) listener(messageOf(of, topic, payload, retain));
    if (heard.listeners.size === 0 && !retain && mayWake()) wake();
  }

  function listen(topic: string, hear: (message: ThingMessage) => void): void {
    const heard = heardOn.get(topic);
    if (heard === undefined) {
      heardOn.set(topic, { listeners: new Set([hear]), last: undefined });
      connection.subscribe(topic, take);
      return;
    }
    heard.listeners.add(hear);
    if (heard.last !== undefined && heard.last.length > 0)
      hear({ ...messageOf(of, topic, heard.last, true), isRetold: true });
  }

  connection.onLost?.(() => {
    // What is said meanwhile is missed: the broker tells again what it has kept.
    for (const heard of heardOn.values()) heard.last = undefined;
    for (const loss of [...losses]) loss.tell(new Fault('link.io_error', 'the broker of the hall was lost'));
  });
  connection.onConnected(wake);

  return {
    async open(topics, hear) {
      if (!connection.connected) throw new Fault('link.absent', 'no connection to the broker of the hall');
      const loss = new Loss();
      losses.add(loss);
      for (const topic of topics) listen(topic, hear);
      return {
        onLost: (listener) => loss.listen(listener),
        say(topic, payload) {
          if (publisher.said(topic) === payload) publisher.restate(topic);
          else publisher.enqueue({ topic, payload, retain: true, qos: 1 });
        },
        async close() {
          loss.end();
          losses.delete(loss);
          for (const topic of topics) heardOn.get(topic)?.listeners.delete(hear);
        },
      };
    },
    watch(listener) {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
  };
}

function messageOf(
  { clock, wall, trusted }: ThingsParts,
  topic: string,
  payload: Uint8Array,
  kept: boolean,
): ThingMessage {
  return { topic, payload, kept, at: clock.now(), wall: trusted() ? wall() : undefined };
}

/** The ports of a hall with the devices on its broker; a simulated hall has brought its own. */
export function withThings(
  of: { readonly ports: Ports } & Pick<ThingsParts, 'connection' | 'wall' | 'trusted'>,
  publisher: Publisher,
): Ports {
  const { ports } = of;
  if (ports.things !== undefined) return ports;
  const things = openThings({ ...of, publisher, clock: ports.clock });
  const watch: Arrivals['watch'] = (listener) => {
    const cancels = [things.watch(listener), ports.arrivals?.watch(listener)];
    return () => {
      for (const cancel of cancels) cancel?.();
    };
  };
  return { ...ports, things, arrivals: { watch } };
}
