import type { KeyEvent } from '../roles.ts';
import { counterWraps, type KeyLayout } from './key-layout.ts';

/** No hand presses a key more often between two readings: a counter that jumps further has started anew. */
const PRESSES_MOST = 10;

type States = ReadonlyMap<string, number>;

/**
 * What happened between two readings, releases first. `before` is undefined at the first reading: a key that is down
 * then was not pressed now, and what was counted before is nobody's press.
 */
export function movesBetween(
  layout: KeyLayout,
  before: States | undefined,
  now: States,
): readonly KeyEvent[] {
  const keys = [...now];
  switch (layout.holds) {
    case 'bits':
    case 'code':
    case 'latches': {
      const moved = (key: string, state: number) => state !== (before?.get(key) ?? 0);
      const down = before === undefined ? ('held' as const) : ('pressed' as const);
      return [
        ...keys.filter(([key, state]) => state === 0 && moved(key, state)).map(([key]) => released(key)),
        ...keys
          .filter(([key, state]) => state === 1 && moved(key, state))
          .map(([key]) => ({ type: down, key })),
      ];
    }
    case 'counters':
      return keys.flatMap(([key, count]) => presses(key, countedSince(layout, before?.get(key), count)));
  }
}

/** How often a counter has counted. A restart of the keypad counts nothing: which presses it lost is not known. */
function countedSince(layout: KeyLayout, before: number | undefined, now: number): number {
  if (before === undefined) return 0;
  const wraps = counterWraps(layout);
  const more = (now - before + wraps) % wraps;
  return more <= PRESSES_MOST ? more : 0;
}

/** A counter does not say how long its key was down. */
const presses = (key: string, times: number): KeyEvent[] =>
  Array.from({ length: times }, () => [{ type: 'pressed' as const, key }, released(key)]).flat();

const released = (key: string): KeyEvent => ({ type: 'released', key });
