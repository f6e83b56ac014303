import type { Cancel, Clock, Millis } from '../ports.ts';
import type { KeyEvent } from '../roles.ts';

/** A timer later than this was held up, and repeats that came meanwhile may not have been read yet. */
const HELD_UP_MS = 2;

export interface FoldedPresses {
  /** The code of this key was heard. */
  heard(key: string, at: Millis): void;
  close(): void;
}

/**
 * Makes presses of codes that are repeated while a button is down. Only silence tells its release, so two presses less
 * than `releaseMs` apart are one. A button that is heard so soon after the opening was down before it.
 */
export function foldPresses(of: {
  readonly clock: Clock;
  readonly releaseMs: Millis;
  readonly tell: (event: KeyEvent, at: Millis) => void;
}): FoldedPresses {
  const { clock, releaseMs, tell } = of;
  const openedAt = clock.now();
  const down = new Map<string, Cancel>();

  const waitForSilence = (key: string): void => {
    const due = clock.now() + releaseMs;
    const release = () => {
      down.delete(key);
      tell({ type: 'released', key }, clock.now());
    };
    const quiet = () => {
      if (clock.now() - due <= HELD_UP_MS) release();
      else down.set(key, clock.after(0, release, 'radio: release after a hold-up'));
    };
    down.set(key, clock.after(releaseMs, quiet, 'radio: release'));
  };
  return {
    heard(key, at) {
      const repeats = down.get(key);
      repeats?.();
      if (repeats === undefined) tell({ type: at - openedAt < releaseMs ? 'held' : 'pressed', key }, at);
      waitForSilence(key);
    },
    close() {
      for (const cancel of down.values()) cancel();
      down.clear();
    },
  };
}
