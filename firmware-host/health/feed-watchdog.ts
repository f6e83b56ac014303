import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import { repeat } from '../async/interval.ts';

/** A message may wait this long for a broker that is connected before the way to it counts as stuck. */
const brokerMaxMs: Millis = 10_000;

/**
 * Why the watchdog is not fed: the loop has not turned, the journal has not answered, or a message waits too long for
 * the broker.
 */
export type Starved = 'loop' | 'journal' | 'broker';

/**
 * Feeds the service manager's watchdog every `everyMs`, and only on proof of progress: the loop has turned, the journal
 * answers, the broker takes messages. A restart does not bring back a missing broker, nor repair a disk that answers
 * with an error, so neither starves the watchdog. `everyMs` must be longer than the loop's tick, or a beat may come
 * before the loop had a reason to turn.
 */
export function feedWatchdog(of: {
  readonly clock: Clock;
  readonly everyMs: Millis;
  /** Turns of the dispatch loop since the start. */
  readonly turns: () => number;
  /** Sends the journal a small request; settles when it has answered, even with an error. */
  readonly askJournal: () => Promise<unknown>;
  /** How long the oldest message has waited for the broker; 0 without a connection. */
  readonly brokerLagMs: () => Millis;
  readonly feed: () => void;
  /** Called in place of `feed`, at each beat. */
  readonly starved: (by: Starved) => void;
}): Cancel {
  let turned = of.turns();
  let asking = false;
  let stopped = false;

  async function beat(): Promise<void> {
    const turns = of.turns();
    const hasTurned = turns !== turned;
    turned = turns;
    if (!hasTurned) return of.starved('loop');
    if (asking) return of.starved('journal');
    if (of.brokerLagMs() > brokerMaxMs) return of.starved('broker');
    asking = true;
    await of.askJournal().catch(() => undefined); // An error is an answer; health says which.
    asking = false;
    if (!stopped) of.feed();
  }

  const cancel = repeat(of.clock, of.everyMs, () => void beat(), 'watchdog: beat');
  return () => {
    stopped = true;
    cancel();
  };
}
