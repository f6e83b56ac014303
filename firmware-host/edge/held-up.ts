import type { Clock, Millis } from '../../devices/ports.ts';

const BEAT_MS = 10;
/** A beat this late was not merely a slow timer. */
const SLACK_MS = 5;

/**
 * Since when an event read now may have been waiting: now, unless the process was just held up by a long calculation or
 * by the machine. It is used for lines whose edges have no time of their own.
 */
export type WaitingSince = () => Millis;

/** Starts beating at the first call, and detects by its own lateness that the process was held up. */
export function heldUp(clock: Clock): WaitingSince {
  let last: Millis | undefined;
  let before = 0;
  const beat = () => {
    before = last ?? clock.now();
    last = clock.now();
    clock.after(BEAT_MS, beat, 'held-up: beat');
  };
  return () => {
    if (last === undefined) beat();
    const now = clock.now();
    const latest = last ?? now;
    if (now - latest > BEAT_MS + SLACK_MS) return latest;
    // When the process is free again, timers run first: so the late beat has already run when the waiting events are
    // read.
    return latest - before > BEAT_MS + SLACK_MS ? before : now;
  };
}
