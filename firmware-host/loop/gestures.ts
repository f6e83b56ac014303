import type { Action, KeyActions } from '../../config/site.ts';
import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import { limits } from './loop-limits.ts';

/** One key, from its presses and releases to the actions the site file gives it. */
export interface Gesture {
  pressed(at: Millis): void;
  released(at: Millis): void;
  /** Another key goes down: whatever this one waited for, its press was before that, and counts before it. */
  settle(): void;
  /** The device is gone: a press under way is forgotten. */
  forget(): void;
}

/**
 * A key with a short action alone acts on its leading edge. A long action makes a short press act at its release; a
 * double action makes it wait `doubleMs` for a second press. `at` of an action is when the finger came down.
 */
export function createGesture(
  actions: KeyActions,
  clock: Clock,
  act: (action: Action, at: Millis) => void,
): Gesture {
  const { short, long, double } = actions;
  let timer: Cancel | undefined;
  let state: 'up' | 'down' | 'done' | 'waiting' = 'up';
  let first = 0;

  const wait = (ms: Millis, then: () => void) => {
    timer?.();
    timer = clock.after(
      ms,
      () => {
        timer = undefined;
        then();
      },
      'key: gesture',
    );
  };
  const end = (next: typeof state, action: Action | undefined, at: Millis) => {
    timer?.();
    timer = undefined;
    state = next;
    if (action !== undefined) act(action, at);
  };

  return {
    pressed(at) {
      if (state === 'waiting') return end('done', double, first);
      first = at;
      if (long === undefined && double === undefined) return end('done', short, at);
      state = 'down';
      if (long !== undefined) wait(limits.longMs, () => end('done', long, first));
    },
    released() {
      if (state === 'done') return end('up', undefined, first);
      if (state !== 'down') return;
      if (double === undefined) return end('up', short, first);
      state = 'waiting';
      wait(limits.doubleMs, () => end('up', short, first));
    },
    settle() {
      if (state === 'waiting') end('up', short, first);
      else if (state === 'down' && short !== undefined) end('done', short, first);
    },
    forget() {
      end('up', undefined, first);
    },
  };
}
