import type { Cancel, Clock, Millis } from '../../devices/ports.ts';

/** A mechanical key: its contact bounces at each press and release. */
export interface Key {
  /** Whether the contact conducts right now. */
  readonly closed: boolean;
  /** Goes down and, if `heldMs` is given, up again after it. A new move replaces one that still bounces. */
  press(heldMs?: Millis): void;
  release(): void;
  /** The contact seems to change for `ms`, without a finger and without bounce. */
  pulse(ms: Millis): void;
}

/** How often, at most, a contact opens and closes again before it settles. */
const maxBounces = 4;

/** `random` gives numbers in [0, 1); the same numbers give the same bounce. */
export function bouncingKey(
  clock: Clock,
  random: () => number,
  bounceMaxMs: () => Millis,
  onChange: () => void,
): Key {
  let closed = false;
  let held = false;
  let moves: Cancel[] = [];
  const become = (next: boolean) => {
    if (closed === next) return;
    closed = next;
    onChange();
  };
  const move = (target: boolean) => {
    for (const cancel of moves) cancel();
    held = target;
    const bounceMs = bounceMaxMs();
    const bounces = bounceMs === 0 ? 0 : Math.floor(random() * (maxBounces + 1));
    const moments = Array.from({ length: bounces * 2 }, () => random() * bounceMs).sort((a, b) => a - b);
    moves = moments.map((at, index) => clock.after(at, () => become(index % 2 === 0 ? !target : target)));
    become(target);
  };
  return {
    get closed() {
      return closed;
    },
    press(heldMs) {
      move(true);
      if (heldMs !== undefined) moves.push(clock.after(heldMs, () => move(false)));
    },
    release: () => move(false),
    pulse(ms) {
      become(!held);
      clock.after(ms, () => become(held));
    },
  };
}
