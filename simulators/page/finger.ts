import type { Clock } from '../../devices/ports.ts';

/** The shortest press. A click may be shorter than any press by a finger, and the hall would take it for noise. */
const leastMs = 50;

/** The finger of somebody at the page. Each call resolves when the move may happen, in order for each key. */
export interface Finger {
  down(key: string): Promise<void>;
  up(key: string): Promise<void>;
}

/** A finger that stays on a key for at least `leastMs`, however late the page's messages are read. */
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
