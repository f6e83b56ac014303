import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { debounce } from '../../devices/keys/debounce.ts';
import type { Cancel, Clock, Level } from '../../devices/ports.ts';

const lockoutMs = 40;
const traces = 20_000;

/** Timers that run while time passes, with nothing to wait for: 20,000 traces need a clock without promises. */
class PlainClock implements Clock {
  #now = 0;
  #timers = new Set<{ readonly at: number; readonly run: () => void }>();

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): Cancel {
    const timer = { at: this.#now + ms, run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  goTo(time: number): void {
    for (;;) {
      const due = [...this.#timers].filter(({ at }) => at <= time).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#timers.delete(due);
      this.#now = due.at;
      due.run();
    }
    this.#now = time;
  }
}

/** Plays changes of level, and returns what counted. The level at rest is 1, the pull-up's. */
function play(edges: readonly { readonly at: number; readonly level: Level }[]) {
  const clock = new PlainClock();
  const counted: { level: Level; at: number }[] = [];
  const debouncer = debounce(clock, lockoutMs, 1, (level, at) => counted.push({ level, at }));
  for (const { at, level } of edges) {
    clock.goTo(at);
    debouncer.edge(level, at);
  }
  clock.goTo(clock.now() + 1_000);
  return counted;
}

/** One move of a key: how long it rests before, and when its contact chatters afterwards. */
const move = fc.record({
  restMs: fc.integer({ min: lockoutMs + 1, max: 2_000 }),
  chatter: fc.array(fc.integer({ min: 1, max: lockoutMs - 1 }), { maxLength: 6 }),
});

/** Moves in turn down and up, each with its chatter, as changes of level over time. */
function trace(moves: readonly { readonly restMs: number; readonly chatter: readonly number[] }[]) {
  let now = 0;
  const starts: number[] = [];
  const edges = moves.flatMap(({ restMs, chatter }, index) => {
    const level: Level = index % 2 === 0 ? 0 : 1;
    const other: Level = level === 0 ? 1 : 0;
    const start = now + restMs;
    const times = [...chatter].sort((a, b) => a - b);
    if (times.length % 2 === 1) times.pop();
    now = start + (times.at(-1) ?? 0);
    starts.push(start);
    return [
      { at: start, level },
      ...times.map((after, bounce) => ({ at: start + after, level: bounce % 2 === 0 ? other : level })),
    ];
  });
  return { edges, starts };
}

describe('the debouncer', () => {
  it(`counts each move of a bouncing contact once, at its first edge, in ${traces} traces`, () => {
    fc.assert(
      fc.property(fc.array(move, { minLength: 1, maxLength: 12 }), (moves) => {
        const { edges, starts } = trace(moves);
        expect(play(edges)).toEqual(starts.map((at, index) => ({ at, level: index % 2 === 0 ? 0 : 1 })));
      }),
      { numRuns: traces },
    );
  });

  it('alternates and ends at the level the contact rests at, whatever the contact does', () => {
    const anything = fc.array(
      fc.record({ pause: fc.integer({ min: 0, max: 100 }), level: fc.constantFrom<Level>(0, 1) }),
    );
    fc.assert(
      fc.property(anything, (steps) => {
        let at = 0;
        const edges = steps.map(({ pause, level }) => {
          at += pause;
          return { at, level };
        });
        const counted = play(edges);
        for (const [index, { level }] of counted.entries()) expect(level).toBe(index % 2 === 0 ? 0 : 1);
        expect(counted.at(-1)?.level ?? 1).toBe(edges.at(-1)?.level ?? 1);
      }),
      { numRuns: traces },
    );
  });

  it('counts a tap shorter than the lockout as pressed and released', () => {
    const edges = [
      { at: 505, level: 0 },
      { at: 515, level: 1 },
    ] as const;
    expect(play(edges)).toEqual([
      { at: 505, level: 0 },
      { at: 505 + lockoutMs, level: 1 },
    ]);
  });

  it('does not take the bounce of a key that somebody lets go while it is opened for a press', () => {
    const edges = [
      { at: 3, level: 0 },
      { at: 4, level: 1 },
      { at: 9, level: 0 },
      { at: 11, level: 1 },
    ] as const;
    expect(play(edges)).toEqual([]);
  });

  it('counts a key that goes down while it is opened, once it has been down for as long as a contact may bounce', () => {
    const edges = [
      { at: 5, level: 0 },
      { at: 6, level: 1 },
      { at: 7, level: 0 },
      { at: 200, level: 1 },
    ] as const;
    expect(play(edges)).toEqual([
      { at: lockoutMs, level: 0 },
      { at: 200, level: 1 },
    ]);
  });
});
