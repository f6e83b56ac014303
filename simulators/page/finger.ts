import type { Clock } from '../../devices/ports.ts';

/**
 * The shortest press, in slices that follow one another. A click may be shorter than any press by a finger, and the
 * hall would take it for noise; so it would a press and a release that come together after the process stood still.
 */
const slices = 10;
const sliceMs = 5;

/** The finger of somebody at the page. Each call resolves when the move may happen, in order for each key. */
export interface Finger {
  down(key: string): Promise<void>;
  up(key: string): Promise<void>;
}

/** A finger that stays on a key for all slices, however late the page's messages are read. */
export function createFinger(clock: Clock): Finger {
  const pressed = new Map<string, Promise<void>>();
  const turns = new Map<string, Promise<void>>();
  const inTurn = (key: string, work: () => void | Promise<void>): Promise<void> => {
    const turn = (turns.get(key) ?? Promise.resolve()).then(work);
    turns.set(key, turn);
    return turn;
  };
  return {
    down: (key) => inTurn(key, () => void pressed.set(key, allSlices(clock))),
    up: (key) => inTurn(key, () => pressed.get(key)),
  };
}

async function allSlices(clock: Clock): Promise<void> {
  for (let slice = 0; slice < slices; slice++)
    await new Promise<void>((resolve) => clock.after(sliceMs, resolve));
}
