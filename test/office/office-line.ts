import type { Millis } from '../../devices/ports.ts';
import type { BrokerConnection, Incoming, Outgoing } from '../../firmware-host/mqtt/broker-connection.ts';
import { filterTakes } from '../../firmware-host/mqtt/filter.ts';
import type { VirtualClock } from '../virtual-clock.ts';

/**
 * The line of an office to its broker on virtual time. What the office publishes comes back after `queueMs`, behind all
 * that others said before: the queue of the broker to it.
 */
export class OfficeLine implements BrokerConnection {
  readonly published: Outgoing[] = [];
  /** What is called when something is published, such as a site that answers. */
  readonly readers: ((message: Outgoing) => void)[] = [];
  queueMs: Millis = 5;
  /** The access list of the broker refuses this topic without a word, as with MQTT 3.1.1. */
  forbidden: RegExp | undefined;
  /** Whether reading is held. */
  held = false;
  readonly holds: boolean[] = [];
  number = 1;
  connected = true;
  readonly #clock: VirtualClock;
  readonly #filters = new Map<string, (message: Incoming) => void>();
  readonly #listeners = new Set<() => void>();

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  async publish(topic: string, payload: string, delivery: { retain: boolean; qos: 0 | 1 }): Promise<void> {
    if (!this.connected) throw new Error('no connection');
    const message = { topic, payload, ...delivery };
    this.published.push(message);
    if (this.forbidden?.test(topic)) return;
    this.queue(topic, payload, false);
    for (const read of this.readers) read(message);
  }

  /** Stands in the queue of the broker, as what a site says; lost when the connection is. */
  queue(topic: string, payload: string, retain: boolean): void {
    this.queueAll([{ topic, payload, retain, qos: 1 }]);
  }

  queueAll(messages: readonly Outgoing[]): void {
    const { number } = this;
    this.#clock.after(this.queueMs, () => {
      if (!this.connected || number !== this.number) return;
      for (const { topic, payload, retain } of messages) this.deliver(topic, payload, retain);
    });
  }

  deliver(topic: string, payload: string | Uint8Array, retain = false): void {
    const message = { topic, payload: Buffer.from(payload), retain };
    for (const [filter, listener] of this.#filters) if (filterTakes(filter, topic)) listener(message);
  }

  subscribe(filter: string, listener: (message: Incoming) => void): void {
    this.#filters.set(filter, listener);
  }

  unsubscribe(filter: string): void {
    this.#filters.delete(filter);
  }

  onConnected(listener: () => void) {
    this.#listeners.add(listener);
    if (this.connected) listener();
    return () => this.#listeners.delete(listener);
  }

  holdReading(isHeld: boolean): void {
    this.held = isHeld;
    this.holds.push(isHeld);
  }

  lose(): void {
    this.connected = false;
  }

  connect(): void {
    this.connected = true;
    this.number++;
    for (const listener of this.#listeners) listener();
  }

  async close(): Promise<void> {
    this.connected = false;
  }

  /** What was published on topics that match, as parsed JSON. */
  said(topic: RegExp): { readonly [field: string]: unknown }[] {
    return this.published.filter((one) => topic.test(one.topic)).map(({ payload }) => JSON.parse(payload));
  }
}
