import type { Clock, Millis } from '../../devices/ports.ts';
import type { Barrier } from './barrier.ts';
import { intakeLimits } from './intake-limits.ts';

const { eventsPerSecondMin, eventsPerSecondMax, queueShortMs, queueLongMs } = intakeLimits;
/** The part of what was taken that is allowed while the queue is long, and how the pace rises while it is short. */
const fall = 0.7;
const rise = 1.2;
/** A machine that is busy takes in bursts, so a second in which nothing came does not count alone. */
const meanMs = 5_000;

/** How many events a second the intake takes of all sites, so that the queue of the broker to it stays short. */
export interface Pace {
  perSecond(): number;
  /** Measures the queue. To be called every second. */
  measure(): void;
  /** How long a message stood in that queue when it was last measured. */
  readonly queueMs: Millis;
}

/**
 * The way of a marker through the queue is its length in time. When that gets long, what was taken in the last second,
 * or in each of the last five, is all that can be taken, and the pace falls below it. `taken`: how many events came so
 * far.
 */
export function createPace(clock: Clock, barrier: Barrier, taken: () => number): Pace {
  let perSecond: number = eventsPerSecondMax;
  /** When the marker under way was wanted, and at which age of it the pace falls again. */
  let wantedAt: Millis | undefined;
  let nextFallMs: Millis = queueLongMs;
  let queueMs: Millis = 0;
  /** Of every second for `meanMs`, the oldest first. */
  const counts = [{ at: clock.now(), taken: taken() }];

  /** Events a second since then. */
  function takenSince(count: (typeof counts)[number] | undefined): number {
    if (count === undefined) return 0;
    return ((taken() - count.taken) * 1_000) / Math.max(1, clock.now() - count.at);
  }

  function look(): void {
    // Where the broker brings no markers back, the time says nothing.
    if (wantedAt === undefined || barrier.isMute) return;
    queueMs = clock.now() - wantedAt;
    if (queueMs < nextFallMs) return;
    nextFallMs *= 2;
    const couldTake = Math.max(takenSince(counts.at(-1)), takenSince(counts[0]));
    perSecond = Math.max(eventsPerSecondMin, Math.min(perSecond, couldTake * fall));
  }

  function back(): void {
    look();
    wantedAt = undefined;
    nextFallMs = queueLongMs;
    if (queueMs <= queueShortMs) perSecond = Math.min(eventsPerSecondMax, perSecond * rise);
  }

  return {
    get queueMs() {
      return queueMs;
    },
    perSecond: () => perSecond,
    measure() {
      look();
      const now = clock.now();
      counts.push({ at: now, taken: taken() });
      if (now - (counts[0]?.at ?? now) > meanMs) counts.shift();
      if (wantedAt !== undefined) return;
      wantedAt = clock.now();
      barrier.whenDelivered(back);
    },
  };
}
