import type { Millis } from '../../devices/ports.ts';
import type { Outgoing } from './broker-connection.ts';

/** The most events that wait to be sent. Beyond this the oldest is dropped and counted: the journal still has it. */
const eventsMax = 1_000;
/** After this many failed attempts, the message itself may be the cause of the broker's refusals. */
const attemptsMax = 3;

/** A waiting message. The key of a state is its topic; the key of an event is a number that counts up. */
export interface OutboxEntry {
  readonly key: string | number;
  readonly message: Outgoing;
  /** When the first message in this place began to wait. */
  since: Millis;
  /** How often it has failed. */
  attempts: number;
  /** It gives way to all others, whenever they come. */
  readonly isLast: boolean;
}

/** The messages that wait to be sent, and the last one of every retained topic. */
export interface Outbox {
  put(message: Outgoing, now: Millis): void;
  /** Removes and returns the message to send next. */
  take(): OutboxEntry | undefined;
  /** The message that `take` would return. */
  next(): OutboxEntry | undefined;
  /** Takes back messages that could not be sent, in any order. */
  putBack(entries: readonly OutboxEntry[]): void;
  /** Queues the last message again, on `topic` or on every retained topic, ahead of the events. */
  restate(now: Millis, topic?: string): void;
  said(topic: string): string | undefined;
  readonly size: number;
  /** When the oldest message in it began to wait. */
  oldest(): Millis | undefined;
  counts(): OutboxCounts;
}

export interface OutboxCounts {
  /** States that were never sent because a newer one took their place. */
  readonly superseded: number;
  /** Events given up, by overflow or after three attempts. */
  readonly dropped: number;
}

/**
 * `rank` orders the retained topics in `restate`, the lowest first. Those of rank `Infinity` are sent while nothing
 * else waits.
 */
export function createOutbox(rank: (topic: string) => number): Outbox {
  // A Map keeps the position of a key that is set again: the latest value wins and keeps its place in the queue.
  let waiting = new Map<string | number, OutboxEntry>();
  const lastSaid = new Map<string, OutboxEntry>();
  let nextEvent = 0;
  let eventsWaiting = 0;
  let superseded = 0;
  let dropped = 0;

  function putState(message: Outgoing, now: Millis): void {
    const key = message.topic;
    if (lastSaid.get(key)?.message.payload === message.payload) return;
    const unsent = waiting.get(key);
    if (unsent) superseded++;
    const isLast = rank(key) === Number.POSITIVE_INFINITY;
    const entry = { key, message, since: unsent?.since ?? now, attempts: 0, isLast };
    lastSaid.set(key, entry);
    waiting.set(key, entry);
  }

  function putEvent(message: Outgoing, now: Millis): void {
    if (eventsWaiting >= eventsMax) {
      dropOldestEvent(waiting);
      eventsWaiting--;
      dropped++;
    }
    waiting.set(nextEvent, { key: nextEvent, message, since: now, attempts: 0, isLast: false });
    nextEvent++;
    eventsWaiting++;
  }

  function putBack(entries: readonly OutboxEntry[]): void {
    const events = entries.filter(({ key }) => typeof key === 'number');
    const again = events.filter(({ attempts }) => attempts < attemptsMax).sort(byKey);
    // The oldest are dropped, as ever.
    const fitting = again.slice(Math.max(0, again.length - (eventsMax - eventsWaiting)));
    waiting = keyed(behindStates(fitting, [...waiting.values()]));
    eventsWaiting += fitting.length;
    dropped += events.length - fitting.length;
    // A state goes behind the others, and only if nothing newer was enqueued meanwhile.
    for (const entry of entries)
      if (lastSaid.get(String(entry.key)) === entry && !waiting.has(entry.key)) waiting.set(entry.key, entry);
  }

  return {
    put: (message, now) => (message.retain ? putState(message, now) : putEvent(message, now)),
    take() {
      const entry = nextOf(waiting);
      if (entry === undefined) return undefined;
      waiting.delete(entry.key);
      if (typeof entry.key === 'number') eventsWaiting--;
      return entry;
    },
    next: () => nextOf(waiting),
    putBack,
    restate(now, topic) {
      const chosen = topic === undefined ? [...lastSaid.values()] : [lastSaid.get(topic)];
      const again = ranked(chosen, rank);
      for (const entry of again) if (!waiting.delete(entry.key)) entry.since = now;
      waiting = keyed(around(again, [...waiting.values()]));
    },
    said: (topic) => lastSaid.get(topic)?.message.payload,
    get size() {
      return waiting.size;
    },
    oldest: () => oldestOf([...waiting.values()]),
    counts: () => ({ superseded, dropped }),
  };
}

function nextOf(waiting: ReadonlyMap<string | number, OutboxEntry>): OutboxEntry | undefined {
  for (const entry of waiting.values()) if (!entry.isLast) return entry;
  return waiting.values().next().value;
}

function dropOldestEvent(waiting: Map<string | number, OutboxEntry>): void {
  for (const key of waiting.keys()) if (typeof key === 'number') return void waiting.delete(key);
}

/** Two infinite ranks are equal. */
const inOrder = (a: number, b: number): number => (a === b ? 0 : a - b);

/** Events in the order in which they were enqueued. */
const byKey = (a: OutboxEntry, b: OutboxEntry): number => Number(a.key) - Number(b.key);

/** The entries that are defined, lowest topic first. */
function ranked(
  entries: readonly (OutboxEntry | undefined)[],
  rank: (topic: string) => number,
): readonly OutboxEntry[] {
  return entries
    .filter((entry) => entry !== undefined)
    .sort((a, b) => inOrder(rank(a.message.topic), rank(b.message.topic)));
}

/**
 * Republished messages go before the waiting ones. But a message that failed `attemptsMax` times goes last: it may be
 * what makes the broker close the connection each time.
 */
function around(again: readonly OutboxEntry[], waiting: readonly OutboxEntry[]): readonly OutboxEntry[] {
  const suspect = again.filter((entry) => entry.attempts >= attemptsMax);
  const first = again.filter((entry) => entry.attempts < attemptsMax);
  return [...first, ...waiting, ...suspect];
}

/**
 * Events that have failed go before those that wait, and behind the states that come before these: when the connection
 * is back already, those are the states that belong to them.
 */
function behindStates(
  failed: readonly OutboxEntry[],
  waiting: readonly OutboxEntry[],
): readonly OutboxEntry[] {
  const next = waiting.findIndex(({ key, attempts }) => typeof key === 'number' || attempts >= attemptsMax);
  const at = next === -1 ? waiting.length : next;
  return [...waiting.slice(0, at), ...failed, ...waiting.slice(at)];
}

function oldestOf(entries: readonly OutboxEntry[]): Millis | undefined {
  const times = entries.map((entry) => entry.since);
  return times.length === 0 ? undefined : times.reduce((least, time) => Math.min(least, time));
}

function keyed(entries: readonly OutboxEntry[]): Map<string | number, OutboxEntry> {
  return new Map(entries.map((entry) => [entry.key, entry]));
}
