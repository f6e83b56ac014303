import type { Clock } from '../../devices/ports.ts';
import { within } from '../async/time-limit.ts';
import type { BrokerConnection } from './broker-connection.ts';
import { noAnswer } from './no-answer.ts';
import type { Outbox, OutboxEntry } from './outbox.ts';

/** A connection gives up on its own connection sooner; this is for one that does not answer at all. */
const publishTimeoutMs = 15_000;
/** After a failure on a connection that still stands. */
const restMs = 1_000;

export interface PublisherSenderStatus {
  /** The message that is being sent. */
  readonly sending: OutboxEntry | undefined;
  readonly published: number;
  /** Publishes that failed or timed out. They are tried again. */
  readonly failed: number;
}

/** Sends what waits in an outbox, one message at a time, each acknowledged before the next. */
export interface PublisherSender {
  /** Something waits, or there is a connection again. */
  wake(): void;
  status(): PublisherSenderStatus;
  /** Nothing is being sent, nor about to be. */
  readonly isIdle: boolean;
  /** Sends nothing more. */
  close(): void;
}

/** `emptied` is called each time that it stops and nothing waits. */
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
    // Not in the caller's turn: what it does next for the hall comes first.
    queueMicrotask(() => void run());
  }

  async function run(): Promise<void> {
    while (!closed && !resting && connection.connected) {
      const entry = outbox.take();
      if (entry === undefined) break;
      await send(entry);
    }
    running = false;
    if (outbox.size === 0) emptied();
  }

  async function send(entry: OutboxEntry): Promise<void> {
    const { topic, payload, retain, qos } = entry.message;
    sending = entry;
    try {
      const sent = connection.publish(topic, payload, { retain, qos });
      await within(clock, publishTimeoutMs, sent, noAnswer(publishTimeoutMs), 'publisher: acknowledgement');
      entry.attempts = 0;
      published++;
    } catch {
      // Why it failed is the connection's to report. Here it only matters that the message still has to go.
      failed++;
      outbox.putBack(entry);
      rest();
    } finally {
      sending = undefined;
    }
  }

  /** Without a connection there is nothing to wait for but its return, which wakes the publisher. */
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
