import type { Clock, Millis } from '../../devices/ports.ts';
import type { BrokerConnection, Outgoing } from './broker-connection.ts';
import { createOutbox, type OutboxCounts } from './outbox.ts';
import { openPublisherSender } from './publisher-sender.ts';

export interface PublisherStatus extends OutboxCounts {
  /** Messages that wait, the one being sent included. */
  readonly depth: number;
  /** How long the oldest of them has waited. */
  readonly lagMs: Millis;
  readonly published: number;
  /** Publishes that failed or timed out. They are tried again. */
  readonly failed: number;
}

/**
 * The only way out to the broker: one message at a time, each acknowledged before the next. Embedded aedes loses
 * messages when a retained and a plain QoS 1 publish overlap (moscajs/aedes #955 and #994), and keeps order only so.
 */
export interface Publisher {
  /**
   * Never blocks and never throws. A retained message replaces an unsent one of its topic, in that one's place in the
   * queue, and is ignored when it says what was said last. Events keep their order; beyond 1,000 the oldest is
   * dropped, to be read again from the journal.
   */
  enqueue(message: Outgoing): void;
  /** Removes the topic of an id that is no more, on this connection and on every later one. */
  clear(topic: string): void;
  /** Says again what was said last: on `topic`, or on every topic in order, before the events that wait. */
  restate(topic?: string): void;
  /** What was said last on a retained topic. */
  said(topic: string): string | undefined;
  status(): PublisherStatus;
  /** Whether all was sent within `ms`. */
  drained(ms: Millis): Promise<boolean>;
  /** Sends nothing more. The connection stays open. */
  close(): void;
}

/** Follows `connection`: at each connection everything is said again, in the order of `rank`, the lowest first. */
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
    const oldest = Math.min(outbox.oldest() ?? now, sending?.since ?? now);
    const depth = outbox.size + (sending ? 1 : 0);
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
