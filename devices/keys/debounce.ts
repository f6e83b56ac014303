import type { Cancel, Clock, Level, Millis } from '../ports.ts';

export interface Debouncer {
  /** A change of level as the line saw it, bounce included. */
  edge(level: Level, at: Millis): void;
  close(): void;
}

/**
 * Turns the edges of a contact into its moves without adding latency: the first edge counts at once. What the contact
 * does during the lockout is only remembered; when it ends the level the contact rests at is compared, so that a short
 * tap cannot leave a key stuck. `moved` is called with each level that counts.
 *
 * A contact is locked out at first as well: somebody may just have let it go, and its bounce is no press.
 */
export function debounce(
  clock: Clock,
  lockoutMs: Millis,
  start: Level,
  moved: (level: Level, at: Millis) => void,
  /** A change that did not count, and how long after the one that did, or after the beginning. */
  ignored?: (level: Level, at: Millis, sinceMs: Millis) => void,
): Debouncer {
  let counted = start;
  let latest = start;
  let countedAt = clock.now();
  let lockout: Cancel | undefined;

  const lockOut = () => {
    lockout = clock.after(lockoutMs, () => {
      lockout = undefined;
      if (latest !== counted) count(clock.now());
    });
  };
  const count = (at: Millis) => {
    counted = latest;
    countedAt = at;
    lockOut();
    moved(counted, at);
  };

  lockOut();
  return {
    edge(level, at) {
      const same = level === latest;
      latest = level;
      if (lockout !== undefined) {
        if (!same) ignored?.(level, at, at - countedAt);
      } else if (latest !== counted) count(at);
    },
    close: () => lockout?.(),
  };
}
