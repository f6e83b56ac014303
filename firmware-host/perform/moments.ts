import type { Clock, Millis } from '../../devices/ports.ts';

/** A clock being slewed moves by less than this between two checks; a clock that was set moves by more. */
const setMs: Millis = 1_000;

/**
 * Converts a monotonic moment to wall-clock time, as Unix ms. The result for a moment stays the same although the wall
 * clock is rounded to milliseconds and slewed: otherwise unchanged states would be published again. If the clock was
 * set by a second or more, all results move once.
 */
export function createMoments(of: {
  readonly clock: Pick<Clock, 'now'>;
  readonly wall: () => number;
}): (at: Millis) => number {
  let offset = of.wall() - of.clock.now();
  return (at) => {
    const here = of.wall() - of.clock.now();
    if (Math.abs(here - offset) >= setMs) offset = here;
    return Math.round(offset + at);
  };
}
