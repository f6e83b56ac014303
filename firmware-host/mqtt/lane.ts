import type { Clock, Millis } from '../../devices/ports.ts';
import { within } from '../async/time-limit.ts';
import { noAnswer } from './no-answer.ts';
import { type Entry, type OutboxCounts, openOutbox } from './outbox.ts';
import type { Outgoing, Session } from './session.ts';

/** A session gives up on its own connection sooner; this is for one that does not answer at all. */
const publishTimeoutMs = 15_000;
/** After a failure on a connection that still stands. */
const restMs = 1_000;

export interface LaneStatus extends OutboxCounts {
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
export interface Lane {
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
  status(): LaneStatus;
  /** Whether all was sent within `ms`. */
  drained(ms: Millis): Promise<boolean>;
  /** Sends nothing more. The session stays open. */
  close(): void;
}

/** Follows `session`: at each connection everything is said again, in the order of `rank`, the lowest first. */
export function openLane(options: {
  readonly session: Session;
  readonly clock: Clock;
  readonly rank: (topic: string) => number;
}): Lane {
  const { session, clock } = options;
  const outbox = openOutbox(options.rank);
  const waiters = new Set<() => void>();
  let sending: Entry | undefined;
  let running = false;
  let resting = false;
  let closed = false;
  let published = 0;
  let failed = 0;

  function enqueue(message: Outgoing): void {
    if (closed) return;
    outbox.put(message, clock.now());
    wake();
  }

  function restate(topic?: string): void {
    outbox.restate(clock.now(), topic);
    wake();
  }

  function wake(): void {
    if (running || resting || closed) return;
    running = true;
    // Not in the caller's turn: what it does next for the hall comes first.
    queueMicrotask(() => void run());
  }

  async function run(): Promise<void> {
    while (!closed && !resting && session.connected) {
      const entry = outbox.take();
      if (entry === undefined) break;
      await send(entry);
    }
    running = false;
    if (outbox.size === 0) for (const tell of waiters) tell();
  }

  async function send(entry: Entry): Promise<void> {
    const { topic, payload, retain, qos } = entry.message;
    sending = entry;
    try {
      const sent = session.publish(topic, payload, { retain, qos });
      await within(clock, publishTimeoutMs, sent, noAnswer(publishTimeoutMs));
      entry.attempts = 0;
      published++;
    } catch {
      // Why it failed is the session's to report. Here it only matters that the message still has to go.
      failed++;
      outbox.putBack(entry);
      rest();
    } finally {
      sending = undefined;
    }
  }

  /** Without a connection there is nothing to wait for but its return, which wakes the lane. */
  function rest(): void {
    if (!session.connected) return;
    resting = true;
    clock.after(restMs, () => {
      resting = false;
      wake();
    });
  }

  function status(): LaneStatus {
    const now = clock.now();
    const oldest = Math.min(outbox.oldest() ?? now, sending?.since ?? now);
    const depth = outbox.size + (sending ? 1 : 0);
    return { depth, lagMs: now - oldest, published, failed, ...outbox.counts() };
  }

  function drained(ms: Millis): Promise<boolean> {
    if (outbox.size === 0 && !running) return Promise.resolve(true);
    return new Promise((resolve) => {
      const done = (all: boolean) => {
        cancel();
        waiters.delete(tell);
        resolve(all);
      };
      const tell = () => done(true);
      const cancel = clock.after(ms, () => done(false));
      waiters.add(tell);
    });
  }

  const forget = session.onConnected(() => restate());

  return {
    enqueue,
    clear: (topic) => enqueue({ topic, payload: '', retain: true, qos: 1 }),
    restate,
    said: outbox.said,
    status,
    drained,
    close() {
      closed = true;
      forget();
    },
  };
}
