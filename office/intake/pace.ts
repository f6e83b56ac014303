import type { Clock, Millis } from '../../devices/ports.ts';
import type { Barrier } from './barrier.ts';
import { intakeLimits } from './intake-limits.ts';

const { eventsPerSecondMin, eventsPerSecondMax, queueShortMs, queueLongMs } = intakeLimits;
/** By how much the pace falls while the queue is long, and rises again while it is short. */
const fall = 0.5;
const rise = 1.2;

/** How many events a second the intake takes of all sites, so that the queue of the broker to it stays short. */
export interface Pace {
  perSecond(): number;
  /** Measures the queue. To be called every second. */
  measure(): void;
  /** How long a message stood in that queue when it was last measured. */
  readonly queueMs: Millis;
}

/**
 * The way of a marker through the queue is its length in time. The pace falls by half when that gets long, and again
 * whenever it has become twice as long.
 */
export function createPace(clock: Clock, barrier: Barrier): Pace {
  let perSecond: number = eventsPerSecondMax;
  /** When the marker under way was wanted, and at which age of it the pace falls again. */
  let wantedAt: Millis | undefined;
  let nextFallMs: Millis = queueLongMs;
  let queueMs: Millis = 0;

  function look(): void {
    // Where the broker brings no markers back, the time says nothing.
    if (wantedAt === undefined || barrier.isMute) return;
    queueMs = clock.now() - wantedAt;
    if (queueMs < nextFallMs) return;
    nextFallMs *= 2;
    perSecond = Math.max(eventsPerSecondMin, perSecond * fall);
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
      if (wantedAt !== undefined) return;
      wantedAt = clock.now();
      barrier.whenDelivered(back);
    },
  };
}
