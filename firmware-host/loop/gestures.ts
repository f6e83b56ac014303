import type { Action, KeyActions } from '../../config/site.ts';
import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import { limits } from './loop-limits.ts';

/** One key: turns its presses and releases into the actions of the site file. */
export interface Gesture {
  pressed(at: Millis): void;
  released(at: Millis): void;
  /** Another key was pressed: an action that still waits here happens now, because its press came first. */
  settle(): void;
  /** The device is gone: a press under way is discarded. */
  forget(): void;
}

/**
 * A key with only a short action acts when it is pressed. With a long action, a short press acts at its release; with a
 * double action, it waits `doubleMs` for a second press. `at` of an action is when the key was pressed.
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
