import type { Clock, Millis } from '../../devices/ports.ts';

/** A clock that is slewed moves by less between two looks; one that was set moves by more. */
const setMs: Millis = 1_000;

/**
 * Says when a monotonic moment was by the clock on the wall, as Unix ms. The answer stands still: the wall clock has
 * whole milliseconds and is slewed, and what did not change must not be told anew for that. A clock that was set by a
 * second or more moves all answers once.
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
