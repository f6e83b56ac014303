import type { Clock } from '../../devices/ports.ts';
import { within } from '../async/time-limit.ts';
import type { BrokerConnection } from './broker-connection.ts';
import { noAnswer } from './no-answer.ts';
import type { Outbox, OutboxEntry } from './outbox.ts';

/** A connection that is lost rejects sooner than this; the limit is for one that never answers. */
const publishTimeoutMs = 15_000;
/** The pause after a failure on a connection that is still up. */
const restMs = 1_000;

export interface PublisherSenderStatus {
  /** The message that is being sent. */
  readonly sending: OutboxEntry | undefined;
  readonly published: number;
  /** Publishes that failed or timed out. They are tried again. */
  readonly failed: number;
}

/** Sends the messages of an outbox, one at a time, each acknowledged before the next. */
export interface PublisherSender {
  /** To be called when a message was added or the connection has returned. */
  wake(): void;
  status(): PublisherSenderStatus;
  /** Whether nothing is being sent or about to be. */
  readonly isIdle: boolean;
  /** Sends nothing more. */
  close(): void;
}

/** `emptied` is called each time that the sender stops with an empty outbox. */
export function openPublisherSender(
  { connection, clock }: { readonly connection: BrokerConnection; readonly clock: Clock },
  outbox: Outbox,
  emptied: () => void,
): PublisherSender {
  let sending: OutboxEntry | undefined;
  let running = false;
  let resting = false;
  let closed = false;
  let published = 0;
  let failed = 0;

  function wake(): void {
    if (running || resting || closed) return;
    running = true;
    // Not synchronously: the caller's remaining work for the hall comes first.
    queueMicrotask(() => void run());
  }

  async function run(): Promise<void> {
    while (!closed && !resting && connection.connected) {
      const entry = outbox.take();
      if (entry === undefined) break;
      sending = entry;
      const { topic, payload, retain, qos } = entry.message;
      try {
        const sent = connection.publish(topic, payload, { retain, qos });
        await within(clock, publishTimeoutMs, sent, noAnswer(publishTimeoutMs), 'publisher: acknowledgement');
        entry.attempts = 0;
        published++;
      } catch {
        // The connection reports why it failed. Here it only matters that the message still has to be sent.
        failed++;
        outbox.putBack(entry);
        rest();
      }
      sending = undefined;
    }
    running = false;
    if (outbox.size === 0) emptied();
  }

  /** Without a connection there is no need for a timer: its return wakes the publisher. */
  function rest(): void {
    if (!connection.connected) return;
    resting = true;
    clock.after(restMs, rested, 'publisher: rest');
  }

  function rested(): void {
    resting = false;
    wake();
  }

  return {
    wake,
    get isIdle() {
      return !running;
    },
    status: () => ({ sending, published, failed }),
    close() {
      closed = true;
    },
  };
}
