import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDebouncer } from '../../devices/keys/debounce.ts';
import type { Cancel, Clock, Level } from '../../devices/ports.ts';

const lockoutMs = 40;
const pressMs = 5;
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

  /** The process is held up until then: what fell due meanwhile runs now, late, and what it asks for not yet. */
  standUntil(time: number): void {
    this.#now = time;
    for (const timer of [...this.#timers].filter(({ at }) => at <= time)) {
      if (this.#timers.delete(timer)) timer.run();
    }
  }
}

interface Edge {
  readonly at: number;
  readonly level: Level;
}

/**
 * Plays changes of level, and returns what counted. The level at rest is 1, the pull-up's. `readAt` says when an edge
 * is read: when it happens, unless the process was held up.
 */
function play(edges: readonly Edge[], of: { pressMs?: number; readAt?: (at: number) => number } = {}) {
  const clock = new PlainClock();
  const counted: Edge[] = [];
  const pulses: number[] = [];
  const debouncer = createDebouncer({
    ...{ clock, lockoutMs, pressMs: of.pressMs ?? pressMs, closed: 0, start: 1 },
    moved: (level, at) => counted.push({ level, at }),
    pulse: (at) => pulses.push(at),
  });
  for (const { at, level } of edges) {
    if (at > clock.now()) clock.goTo(at);
    const readAt = of.readAt?.(at) ?? at;
    if (readAt > clock.now()) clock.standUntil(readAt);
    debouncer.edge(level, at);
  }
  clock.goTo(clock.now() + 1_000);
  return { counted, pulses };
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
  it.each([0, pressMs])(
    `with a shortest press of %i ms counts each move of a bouncing contact once, at its first edge, in ${traces} traces`,
    (pressMs) => {
      fc.assert(
        fc.property(fc.array(move, { minLength: 1, maxLength: 12 }), (moves) => {
          const { edges, starts } = trace(moves);
          const { counted, pulses } = play(edges, { pressMs });
          expect(counted).toEqual(starts.map((at, index) => ({ at, level: index % 2 === 0 ? 0 : 1 })));
          expect(pulses).toEqual([]);
        }),
        { numRuns: traces },
      );
    },
  );

  it(`counts the same moves and pulses when edges are read late and in batches, in ${traces} traces`, () => {
    // Edges come in the first 3 ms of each 10 and are read late at their end, so that nothing is settled just before:
    // what is held up for less than a timer's own lateness may be seen either way.
    const time = fc.record({ tens: fc.nat(60), ms: fc.constantFrom(0.25, 1, 1.5, 2) });
    const lag = fc.nat(30);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(time, lag), { minLength: 1, maxLength: 30 }),
        fc.nat(40),
        (drawn, calm) => {
          const lags = new Map(drawn.map(([{ tens, ms }, lag]) => [tens * 10 + ms, lag]));
          const edges = [...lags.keys()]
            .sort((a, b) => a - b)
            .map((at, index): Edge => ({ at, level: index % 2 === 0 ? 0 : 1 }));
          // The first ones are read at once, so that whatever is under way then is held up in the middle.
          let held = 0;
          const readAt = (at: number) => {
            const calmly = edges.findIndex((edge) => edge.at === at) < calm;
            // What comes while the process is held up is read with the rest at the end.
            if (at > held) held = calmly ? at : (Math.floor(at / 10) + (lags.get(at) ?? 0)) * 10 + 9.75;
            return held;
          };
          expect(play(edges, { readAt })).toEqual(play(edges));
        },
      ),
      { numRuns: traces },
    );
  });

  it(`takes no train of pulses for a press, and no press of 30 ms for pulses, in ${traces} traces`, () => {
    const pulse = fc.record({
      pause: fc.integer({ min: 1, max: 100 }),
      ms: fc.integer({ min: 1, max: pressMs - 1 }),
    });
    fc.assert(
      fc.property(fc.array(pulse, { minLength: 1, maxLength: 40 }), (noise) => {
        let at = lockoutMs;
        const edges = noise.flatMap(({ pause, ms }): Edge[] => {
          at += pause + ms;
          return [
            { at: at - ms, level: 0 },
            { at, level: 1 },
          ];
        });
        const silent = play(edges);
        expect(silent.counted).toEqual([]);
        expect(silent.pulses.length).toBeGreaterThan(0);
        const pressed = [...edges, { at: at + 1, level: 0 as Level }, { at: at + 31, level: 1 as Level }];
        expect(play(pressed).counted.map(({ level }) => level)).toEqual([0, 1]);
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
        const { counted } = play(edges);
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
    expect(play(edges).counted).toEqual([
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
    expect(play(edges).counted).toEqual([]);
  });

  /** As a board's pin tells of it: an opening at the latest time that it can have, a closing at the earliest. */
  function readTogether(pressMs: number, after: readonly Edge[], ...levels: readonly Level[]) {
    const [heldUpAt, readAt] = [690, 790];
    const clock = new PlainClock();
    const counted: Level[] = [];
    const debouncer = createDebouncer({
      ...{ clock, lockoutMs, pressMs, closed: 0, start: 1, moved: (level: Level) => counted.push(level) },
    });
    clock.goTo(500);
    debouncer.edge(0, 500);
    clock.goTo(heldUpAt);
    clock.standUntil(readAt);
    for (const level of levels) debouncer.edge(level, level === 0 ? heldUpAt : readAt);
    for (const { at, level } of after) {
      clock.goTo(at);
      debouncer.edge(level, at);
    }
    clock.goTo(2_000);
    return counted;
  }

  it.each([0, pressMs])(
    'loses no press that was read together with the end of the press before it, with a shortest press of %i ms',
    (pressMs) => {
      expect(readTogether(pressMs, [{ at: 815, level: 1 }], 1, 0)).toEqual([0, 1, 0, 1]);
    },
  );

  it.each([0, pressMs])(
    'takes no bounce that was read together with the end of a press for another one, with a shortest press of %i ms',
    (pressMs) => {
      expect(readTogether(pressMs, [], 1, 0, 1)).toEqual([0, 1]);
      expect(readTogether(pressMs, [{ at: 793, level: 1 }], 1, 0)).toEqual([0, 1]);
    },
  );

  it('counts a key that goes down while it is opened, once it has been down for as long as a contact may bounce', () => {
    const edges = [
      { at: 5, level: 0 },
      { at: 6, level: 1 },
      { at: 7, level: 0 },
      { at: 200, level: 1 },
    ] as const;
    expect(play(edges).counted).toEqual([
      { at: lockoutMs, level: 0 },
      { at: 200, level: 1 },
    ]);
  });
});
