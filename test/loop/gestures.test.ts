import { describe, expect, it } from 'vitest';
import type { Action, KeyActions } from '../../config/site.ts';
import { createGesture } from '../../firmware-host/loop/gestures.ts';
import { VirtualClock } from '../virtual-clock.ts';

const next: Action = { do: 'next' };
const end: Action = { do: 'end' };
const recall: Action = { do: 'recall' };

/** Plays presses `[down at, up at]` on a key and lists what it did, and when. */
async function play(actions: KeyActions, presses: readonly (readonly [number, number])[]) {
  const clock = new VirtualClock();
  const acted: { readonly do: string; readonly at: number; readonly pressedAt: number }[] = [];
  const key = createGesture(actions, clock, (action, at) => {
    acted.push({ do: action.do, at: clock.now(), pressedAt: at });
  });
  for (const [down, up] of presses) {
    await clock.advance(down - clock.now());
    key.pressed(clock.now());
    await clock.advance(up - clock.now());
    key.released(clock.now());
  }
  await clock.advance(5_000);
  return acted;
}

describe('a key with a short function alone', () => {
  it('acts the moment it goes down, however long it is held', async () => {
    expect(await play({ short: next }, [[100, 4_000]])).toEqual([{ do: 'next', at: 100, pressedAt: 100 }]);
  });

  it('acts once for each press', async () => {
    const acted = await play({ short: next }, [
      [0, 50],
      [100, 150],
    ]);
    expect(acted.map((act) => act.at)).toEqual([0, 100]);
  });
});

describe('a key with a long function', () => {
  it('does the short one at its release, the long one while still held', async () => {
    const keys = { short: next, long: end };
    expect(await play(keys, [[0, 200]])).toEqual([{ do: 'next', at: 200, pressedAt: 0 }]);
    expect(await play(keys, [[0, 3_000]])).toEqual([{ do: 'end', at: 600, pressedAt: 0 }]);
  });

  it('and nothing else does nothing when pressed shortly', async () => {
    expect(await play({ long: end }, [[0, 200]])).toEqual([]);
  });
});

describe('a key with a double function', () => {
  const keys = { short: next, double: recall };

  it('waits for a second press before it does the short one', async () => {
    expect(await play(keys, [[0, 50]])).toEqual([{ do: 'next', at: 400, pressedAt: 0 }]);
  });

  it('does the double one at the second press, and the short one not at all', async () => {
    const presses = [
      [0, 50],
      [150, 200],
    ] as const;
    expect(await play(keys, presses)).toEqual([{ do: 'recall', at: 150, pressedAt: 0 }]);
  });

  it('takes a late second press for another short one', async () => {
    const presses = [
      [0, 50],
      [1_000, 1_050],
    ] as const;
    expect((await play(keys, presses)).map((act) => act.do)).toEqual(['next', 'next']);
  });
});

describe('a key with all three', () => {
  const keys = { short: next, long: end, double: recall };

  it('tells them apart', async () => {
    expect((await play(keys, [[0, 100]])).map((act) => act.do)).toEqual(['next']);
    expect((await play(keys, [[0, 900]])).map((act) => act.do)).toEqual(['end']);
    const twice = [
      [0, 100],
      [200, 300],
    ] as const;
    expect((await play(keys, twice)).map((act) => act.do)).toEqual(['recall']);
  });

  it('counts a press that still waits before the press of another key', () => {
    const acted: string[] = [];
    const key = createGesture(keys, new VirtualClock(), (action, at) => acted.push(`${action.do} ${at}`));
    key.pressed(0);
    key.released(100);
    key.settle();
    key.pressed(1_000);
    key.settle();
    key.released(1_100);
    key.settle();
    expect(acted).toEqual(['next 0', 'next 1000']);
  });

  it('forgets a press when its device goes away in the middle', async () => {
    const clock = new VirtualClock();
    const acted: string[] = [];
    const key = createGesture(keys, clock, (action) => acted.push(action.do));
    key.pressed(0);
    key.forget();
    await clock.advance(5_000);
    key.pressed(clock.now());
    key.released(clock.now());
    await clock.advance(5_000);
    expect(acted).toEqual(['next']);
  });
});
