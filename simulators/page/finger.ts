import type { Clock } from '../../devices/ports.ts';

/** A click and a tap may be over sooner than any finger leaves a key, and to the hall that is noise on a wire. */
const leastMs = 50;

/** The finger of a page's visitor. Each resolves when it may happen, in the order in which they were asked for. */
export interface Finger {
  down(key: string): Promise<void>;
  up(key: string): Promise<void>;
}

/** Stays on a key for as long as a finger does, however late the page's lines are read. */
export function createFinger(clock: Clock): Finger {
  const since = new Map<string, number>();
  const turns = new Map<string, Promise<void>>();
  const inTurn = (key: string, work: () => void | Promise<void>): Promise<void> => {
    const turn = (turns.get(key) ?? Promise.resolve()).then(work);
    turns.set(key, turn);
    return turn;
  };
  return {
    down: (key) => inTurn(key, () => void since.set(key, clock.now())),
    up: (key) =>
      inTurn(key, () => {
        const leftMs = (since.get(key) ?? 0) + leastMs - clock.now();
        return leftMs > 0 ? new Promise((resolve) => clock.after(leftMs, resolve)) : undefined;
      }),
  };
}
