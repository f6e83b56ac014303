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
 * The host's connection to a broker, embedded or external. It stores no messages: after a reconnection the publisher
 * publishes retained state again.
 */
export interface BrokerConnection {
  readonly connected: boolean;
  /** The number of the connection that stands, or of the attempt under way or before, counted from 1. */
  readonly number: number;
  /**
   * How many publishes may be under way at a time; missing: one. With more, the broker keeps their order, and refuses
   * none of them without refusing the connection.
   */
  window?(): number;
  /** How many clients are connected, where the broker is in this process. */
  readonly clients?: number | undefined;
  /** How many client actions the embedded broker has refused. */
  readonly refusals?: number | undefined;
  /**
   * Resolves when the broker has taken the message. Rejects with a `broker.down` Fault when it is not known whether it
   * has.
   */
  publish(topic: string, payload: string, delivery: Delivery): Promise<void>;
  /**
   * Stays subscribed over reconnections, and is subscribed before `onConnected` listeners are called. What the broker
   * has retained comes first, and only that has `retain` (MQTT 3.1.1, 3.3.1.3).
   */
  subscribe(filter: string, listener: (message: Incoming) => void): void;
  unsubscribe(filter: string): void;
  /**
   * While held, nothing is read from the broker: messages wait there, and answers to our own with them, so not for
   * long. Undefined where the connection cannot.
   */
  holdReading?(isHeld: boolean): void;
  /** Called at each connection, and at once if connected already. The listener then publishes all retained messages. */
  onConnected(listener: () => void): Cancel;
  /** Called at each loss of the connection. Missing: it is never lost. */
  onLost?(listener: () => void): Cancel;
  /** Reports whose state is on our own state topic: that of another run, `boot`, or ours (undefined). */
  ownTopic?(boot: string | undefined): void;
  /** The named fault of the connection, if there is one; a connection that is merely down is none. */
  trouble?(): Fault | undefined;
  /** Disconnects cleanly, so that the broker does not send the last will. Idempotent. */
  close(): Promise<void>;
}
