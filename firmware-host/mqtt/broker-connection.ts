import type { Fault } from '../../devices/fault.ts';
import type { Cancel } from '../../devices/ports.ts';

/** How a message travels. QoS 2 is never used. */
export interface Delivery {
  readonly retain: boolean;
  readonly qos: 0 | 1;
}

/** A message ready to be sent: a topic of the contract and its JSON. An empty retained payload clears the topic. */
export interface Outgoing extends Delivery {
  readonly topic: string;
  readonly payload: string;
}

export interface Incoming {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly retain: boolean;
}

/**
 * The host's line to a broker, embedded or external. It keeps nothing: what must be said again is said by the
 * publisher.
 */
export interface BrokerConnection {
  readonly connected: boolean;
  /** The number of the connection that stands, or of the attempt under way or before, counted from 1. */
  readonly number: number;
  /** How many clients are connected, where the broker is in this process. */
  readonly clients?: number | undefined;
  /** How often it refused one of them something, likewise. */
  readonly refusals?: number | undefined;
  /** Resolves when the broker has taken the message; rejects with a `broker.down` Fault when that is not known. */
  publish(topic: string, payload: string, delivery: Delivery): Promise<void>;
  /** Stays subscribed over reconnections, and is subscribed before `onConnected` listeners are called. */
  subscribe(filter: string, listener: (message: Incoming) => void): void;
  unsubscribe(filter: string): void;
  /** Called at each connection, and at once when there is one. Everything retained is to be published then. */
  onConnected(listener: () => void): Cancel;
  /** The topic of our own state has the word of another run, `boot`, or ours. */
  ownTopic?(boot: string | undefined): void;
  /** What is wrong with the line by name: more than that there is none now. */
  trouble?(): Fault | undefined;
  /** Says goodbye, so that the last will is not sent. Idempotent. */
  close(): Promise<void>;
}
