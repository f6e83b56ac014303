import type { Millis } from '../../devices/ports.ts';
import { verdictLimits } from './verdict-limits.ts';

/** How far the clock of a site is ahead of the office's wall clock, from times in live messages. */
export interface SiteClock {
  readonly offMs: number;
  readonly at: Millis;
  /** Two messages, apart from each other, agreed: one alone may have been long on its way. */
  readonly agreedMs: number | undefined;
}

/** Takes a sample in: a message said at `said` (Unix ms of the site) and heard at `wall`. */
export function compareClock(
  before: SiteClock | undefined,
  said: number,
  wall: number,
  at: Millis,
): SiteClock {
  const offMs = said - wall;
  const { clockAgreesMs } = verdictLimits;
  if (before === undefined) return { offMs, at, agreedMs: undefined };
  const isSame = Math.abs(offMs - before.offMs) <= clockAgreesMs;
  if (!isSame) return { offMs, at, agreedMs: before.agreedMs };
  // Of two that agree the later time was less on its way; samples in one burst are one sample.
  if (at - before.at < clockAgreesMs) return { ...before, offMs: Math.max(offMs, before.offMs) };
  return { offMs, at, agreedMs: offMs };
}

/** What is taken for the difference: what was agreed, else the only sample. */
export function skewOf(clock: SiteClock | undefined): number | undefined {
  return clock?.agreedMs ?? clock?.offMs;
}

/** Whether the clock is wrong; undefined where no two samples have agreed yet. */
export function isClockOff(clock: SiteClock | undefined): boolean | undefined {
  const how = howClockIs(clock);
  return how === undefined ? undefined : how !== 'right';
}

/** How the clock is; undefined where no two samples have agreed yet. */
export function howClockIs(clock: SiteClock | undefined): 'right' | 'ahead' | 'behind' | undefined {
  const offMs = clock?.agreedMs;
  if (offMs === undefined) return undefined;
  if (Math.abs(offMs) <= verdictLimits.clockOffMs) return 'right';
  return offMs > 0 ? 'ahead' : 'behind';
}
