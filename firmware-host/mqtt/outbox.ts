import type { Millis } from '../../devices/ports.ts';
import type { Outgoing } from './broker-connection.ts';

/** Events that wait to be sent. Beyond this the oldest is dropped and counted: the journal still has it. */
const eventsMax = 1_000;
/** A message that failed this often may itself be what the broker refuses. */
const attemptsMax = 3;

/** A message that waits. States have their topic as key, events a number that counts up. */
export interface OutboxEntry {
  readonly key: string | number;
  readonly message: Outgoing;
  /** When the first message in this place began to wait. */
  since: Millis;
  attempts: number;
}

/** What waits to be sent, and what was said last on every retained topic. */
export interface Outbox {
  put(message: Outgoing, now: Millis): void;
  /** Takes out what is to be sent next. */
  take(): OutboxEntry | undefined;
  /** Returns what was taken and could not be sent. */
  putBack(entry: OutboxEntry): void;
  /** Puts what was said last in again: on `topic`, or on every retained topic, before the events. */
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

/** `rank` orders the retained topics in `restate`, the lowest first. */
export function createOutbox(rank: (topic: string) => number): Outbox {
  // A Map keeps the place of a key that is set again: the latest wins, and nobody waits longer for it.
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
    const entry = { key, message, since: unsent?.since ?? now, attempts: 0 };
    lastSaid.set(key, entry);
    waiting.set(key, entry);
  }

  function putEvent(message: Outgoing, now: Millis): void {
    if (eventsWaiting >= eventsMax) {
      // The numbers of the events that wait have no gap, so that this is the oldest.
      waiting.delete(nextEvent - eventsWaiting);
      eventsWaiting--;
      dropped++;
    }
    waiting.set(nextEvent, { key: nextEvent, message, since: now, attempts: 0 });
    nextEvent++;
    eventsWaiting++;
  }

  function putBack(entry: OutboxEntry): void {
    entry.attempts++;
    if (typeof entry.key === 'string') {
      // Behind the others, and only if nothing newer was said meanwhile.
      if (lastSaid.get(entry.key) === entry && !waiting.has(entry.key)) waiting.set(entry.key, entry);
    } else if (entry.attempts < attemptsMax && eventsWaiting < eventsMax) {
      waiting = keyed([entry, ...waiting.values()]);
      eventsWaiting++;
    } else {
      dropped++;
    }
  }

  return {
    put: (message, now) => (message.retain ? putState(message, now) : putEvent(message, now)),
    take() {
      const entry = waiting.values().next().value;
      if (entry === undefined) return undefined;
      waiting.delete(entry.key);
      if (typeof entry.key === 'number') eventsWaiting--;
      return entry;
    },
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

/** Those that there are, the lowest topic first. */
function ranked(
  entries: readonly (OutboxEntry | undefined)[],
  rank: (topic: string) => number,
): readonly OutboxEntry[] {
  return entries
    .filter((entry) => entry !== undefined)
    .sort((a, b) => rank(a.message.topic) - rank(b.message.topic));
}

/**
 * What is said again comes before what waits. But what the broker may be refusing, closing the connection each time,
 * comes after all the rest.
 */
function around(again: readonly OutboxEntry[], waiting: readonly OutboxEntry[]): readonly OutboxEntry[] {
  const suspect = again.filter((entry) => entry.attempts >= attemptsMax);
  const first = again.filter((entry) => entry.attempts < attemptsMax);
  return [...first, ...waiting, ...suspect];
}

function oldestOf(entries: readonly OutboxEntry[]): Millis | undefined {
  const times = entries.map((entry) => entry.since);
  return times.length === 0 ? undefined : times.reduce((least, time) => Math.min(least, time));
}

function keyed(entries: readonly OutboxEntry[]): Map<string | number, OutboxEntry> {
  return new Map(entries.map((entry) => [entry.key, entry]));
}
