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
  /** The messages that are being sent, in the order of sending. */
  readonly sending: ReadonlySet<OutboxEntry>;
  readonly published: number;
  /** Publishes that failed or timed out. They are tried again. */
  readonly failed: number;
}

/**
 * Sends the messages of an outbox in order, as many at a time as the connection allows. Once one has failed, nothing is
 * sent until the others have ended; what failed is then sent again in its order, each of them alone, because one of
 * them may be what the broker hangs up for.
 */
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
  const flight = createFlight(connection, outbox);
  let woken = false;
  let resting = false;
  let closed = false;
  let published = 0;
  let failed = 0;

  function wake(): void {
    if (woken || resting || closed) return;
    woken = true;
    // Not synchronously: the caller's remaining work for the hall comes first.
    queueMicrotask(sendMore);
  }

  function sendMore(): void {
    woken = false;
    while (!closed && !resting && connection.connected && flight.hasRoom()) {
      const entry = outbox.take();
      if (entry === undefined) break;
      flight.begin(entry);
      void send(entry);
    }
    if (flight.sending.size === 0 && outbox.size === 0) emptied();
  }

  async function send(entry: OutboxEntry): Promise<void> {
    const { topic, payload, retain, qos } = entry.message;
    let arrived = true;
    try {
      const sent = connection.publish(topic, payload, { retain, qos });
      await within(clock, publishTimeoutMs, sent, noAnswer(publishTimeoutMs), 'publisher: acknowledgement');
      published++;
    } catch {
      // The connection reports why it failed. Here it only matters that the message still has to be sent.
      arrived = false;
      failed++;
    }
    if (flight.end(entry, arrived)) rest();
    else if (!woken) sendMore();
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
      return flight.sending.size === 0 && !woken;
    },
    status: () => ({ sending: flight.sending, published, failed }),
    close() {
      closed = true;
    },
  };
}

/** The messages that are under way, and those of them that have failed. */
function createFlight(connection: BrokerConnection, outbox: Outbox) {
  const sending = new Set<OutboxEntry>();
  /** The number of the connection that they are sent on. */
  let sentOn = 0;
  let lost: OutboxEntry[] = [];
  return {
    sending,
    /** Whether the next message may be sent now. */
    hasRoom(): boolean {
      if (sending.size === 0) return true;
      // When the connection was lost and is back already, what was under way has failed and comes first.
      if (lost.length > 0 || sentOn !== connection.number) return false;
      const alone = isDoubted(outbox.next()) || isDoubted(sending.values().next().value);
      return !alone && sending.size < (connection.window?.() ?? 1);
    },
    begin(entry: OutboxEntry): void {
      sending.add(entry);
      sentOn = connection.number;
    },
    /** Gives back to the outbox what has failed, once nothing is under way any more; returns whether it did. */
    end(entry: OutboxEntry, arrived: boolean): boolean {
      sending.delete(entry);
      entry.attempts = arrived ? 0 : entry.attempts + 1;
      if (!arrived) lost.push(entry);
      if (lost.length === 0 || sending.size > 0) return false;
      outbox.putBack(lost);
      lost = [];
      return true;
    },
  };
}

const isDoubted = (entry: OutboxEntry | undefined): boolean => entry !== undefined && entry.attempts > 0;
