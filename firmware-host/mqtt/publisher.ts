import type { Clock, Millis } from '../../devices/ports.ts';
import type { BrokerConnection, Outgoing } from './broker-connection.ts';
import { createOutbox, type OutboxCounts } from './outbox.ts';
import { openPublisherSender } from './publisher-sender.ts';

export interface PublisherStatus extends OutboxCounts {
  /** Waiting messages, including those being sent. */
  readonly depth: number;
  /** How long the oldest of them has waited. */
  readonly lagMs: Millis;
  readonly published: number;
  /** Publishes that failed or timed out. They are tried again. */
  readonly failed: number;
}

/**
 * The only way out to the broker: messages in order, with as many under way as the connection allows
 * (`BrokerConnection.window`). On the embedded broker that is one.
 */
export interface Publisher {
  /**
   * Never blocks and never throws. A retained message replaces an unsent one of the same topic and takes its place in
   * the queue; it is ignored when it equals the last one. Events keep their order. Beyond 1,000 the oldest is dropped,
   * to be read again from the journal.
   */
  enqueue(message: Outgoing): void;
  /** Clears the topic of an id that no longer exists, on this connection and on every later one. */
  clear(topic: string): void;
  /** Publishes the last message again: on `topic`, or on every topic in order, ahead of the waiting events. */
  restate(topic?: string): void;
  /** The last message of a retained topic. */
  said(topic: string): string | undefined;
  status(): PublisherStatus;
  /** Resolves with whether the queue was empty within `ms`. */
  drained(ms: Millis): Promise<boolean>;
  /** Stops sending. The connection stays open. */
  close(): void;
}

/**
 * Follows `connection`: at each connection all retained messages are published again, in the order of `rank`, lowest
 * first.
 */
export function openPublisher(options: {
  readonly connection: BrokerConnection;
  readonly clock: Clock;
  readonly rank: (topic: string) => number;
}): Publisher {
  const { connection, clock } = options;
  const outbox = createOutbox(options.rank);
  const waiters = new Set<() => void>();
  const sender = openPublisherSender(options, outbox, () => {
    for (const tell of waiters) tell();
  });
  let closed = false;

  function enqueue(message: Outgoing): void {
    if (closed) return;
    outbox.put(message, clock.now());
    sender.wake();
  }

  function restate(topic?: string): void {
    outbox.restate(clock.now(), topic);
    sender.wake();
  }

  function status(): PublisherStatus {
    const now = clock.now();
    const { sending, published, failed } = sender.status();
    const oldest = Math.min(outbox.oldest() ?? now, ...[...sending].map(({ since }) => since));
    const depth = outbox.size + sending.size;
    return { depth, lagMs: now - oldest, published, failed, ...outbox.counts() };
  }

  function drained(ms: Millis): Promise<boolean> {
    if (outbox.size === 0 && sender.isIdle) return Promise.resolve(true);
    return new Promise((resolve) => {
      const done = (all: boolean) => {
        cancel();
        waiters.delete(tell);
        resolve(all);
      };
      const tell = () => done(true);
      const cancel = clock.after(ms, () => done(false), 'publisher: drain');
      waiters.add(tell);
    });
  }

  const forget = connection.onConnected(() => restate());

  return {
    enqueue,
    clear: (topic) => enqueue({ topic, payload: '', retain: true, qos: 1 }),
    restate,
    said: outbox.said,
    status,
    drained,
    close() {
      closed = true;
      sender.close();
      forget();
    },
  };
}
