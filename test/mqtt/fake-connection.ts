import type { Clock } from '../../devices/ports.ts';
import type { BrokerConnection, Outgoing } from '../../firmware-host/mqtt/broker-connection.ts';

/** A broker that takes `delayMs` of the clock's time for each message, and can be lost in the middle of some. */
export interface FakeSession extends BrokerConnection {
  /** What arrived, in order. */
  readonly arrived: Outgoing[];
  /** The most publishes that were ever under way together. */
  readonly together: () => number;
  /** What was sent and has neither arrived nor failed. */
  readonly underWay: () => readonly Outgoing[];
  delayMs: number;
  /** How the next publishes end without the connection being lost; then they succeed again. */
  readonly mishaps: ('refused' | 'silent')[];
  connect(): void;
  /** Loses the connection. Of the messages under way the first `arrived` have come (true: all), the rest not. */
  lose(arrived: number | boolean): void;
}

export function fakeSession(clock: Clock, window = 1): FakeSession {
  const arrived: Outgoing[] = [];
  const listeners = new Set<() => void>();
  const underWay = new Map<(outcome: 'done' | 'lost') => void, Outgoing>();
  let connected = false;
  let number = 0;
  let together = 0;
  const connection: FakeSession = {
    window: () => window,
    arrived,
    together: () => together,
    underWay: () => [...underWay.values()],
    delayMs: 1,
    mishaps: [],
    get connected() {
      return connected;
    },
    get number() {
      return number;
    },
    async publish(topic, payload, delivery) {
      if (!connected) throw new Error('not connected');
      const mishap = connection.mishaps.shift();
      if (mishap === 'refused') throw new Error('refused');
      if (mishap === 'silent') await new Promise(() => {});
      const outcome = await new Promise<'done' | 'lost'>((resolve) => {
        const end = (how: 'done' | 'lost') => {
          underWay.delete(end);
          resolve(how);
        };
        underWay.set(end, { topic, payload, ...delivery });
        together = Math.max(together, underWay.size);
        clock.after(connection.delayMs, () => underWay.has(end) && end('done'));
      });
      if (outcome === 'lost') {
        if (arriveAnyway > 0) arrived.push({ topic, payload, ...delivery });
        arriveAnyway--;
        throw new Error('connection lost');
      }
      arrived.push({ topic, payload, ...delivery });
    },
    subscribe() {
      throw new Error('the lane does not subscribe');
    },
    unsubscribe() {
      throw new Error('the lane does not subscribe');
    },
    onConnected(listener) {
      listeners.add(listener);
      if (connected) listener();
      return () => listeners.delete(listener);
    },
    connect() {
      connected = true;
      number++;
      for (const listener of listeners) listener();
    },
    lose(arrives) {
      connected = false;
      arriveAnyway = Number(arrives === true ? underWay.size : arrives);
      for (const end of [...underWay.keys()]) end('lost');
    },
    async close() {
      connected = false;
    },
  };
  let arriveAnyway = 0;
  return connection;
}
