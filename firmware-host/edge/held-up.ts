import type { Clock, Millis } from '../../devices/ports.ts';

const BEAT_MS = 10;
/** A beat that comes this much too late was not merely a slow timer. */
const SLACK_MS = 5;

/**
 * Since when what is read now may have been waiting: now, unless the process was held up just before, by a long
 * calculation or the machine. A line whose edges carry no time of their own is judged by this.
 */
export type WaitingSince = () => Millis;

/** Beats from the first question on, and sees by its own lateness that the process was held up. */
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
    // Timers go first when the process is free again: the beat itself has come, and what waited is read after it.
    return latest - before > BEAT_MS + SLACK_MS ? before : now;
  };
}
