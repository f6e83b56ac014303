import { describe, expect, it } from 'vitest';
import type { Clock, WaitingTimer } from '../../devices/ports.ts';
import { createLateness } from '../../firmware-host/health/lateness.ts';
import { whatWaits } from '../../firmware-host/health/what-waits.ts';

const everyMs = 1_000;

/** A clock that a test sets, and a log that keeps its warnings. */
function bench(timers: readonly WaitingTimer[] = [{ name: 'printer: answer', inMs: -1_800.4 }]) {
  let now = 0;
  const clock: Clock = { now: () => now, after: () => () => undefined, timers: () => timers };
  const said: { context: object; text: string }[] = [];
  const log = {
    info: () => undefined,
    warn: (context: object, text: string) => void said.push({ context, text }),
    error: () => undefined,
  };
  const lateness = createLateness({ clock, everyMs, log });
  const beatAfter = (ms: number) => {
    now += ms;
    lateness.beat();
  };
  return { clock, said, lateness, beatAfter };
}

describe('a process that is held up', () => {
  it('says how long, and what waits meanwhile', () => {
    const { said, beatAfter } = bench();
    beatAfter(1_000);
    beatAfter(1_900);
    expect(said).toEqual([]);
    beatAfter(2_800);
    expect(said).toEqual([
      {
        context: { late_ms: 1_800, held_back: 0, timers: ['printer: answer late by 1800 ms'], more: 0 },
        text: 'the process was held up',
      },
    ]);
  });

  it('says it once a minute, and how often it did not', () => {
    const { said, beatAfter } = bench();
    for (let beat = 0; beat < 3; beat++) beatAfter(5_000);
    expect(said).toHaveLength(1);
    beatAfter(60_000);
    expect(said[1]?.context).toMatchObject({ held_back: 2 });
  });

  it('says what waits when the watchdog is not fed', () => {
    const { said, lateness } = bench([{ name: 'journal: look', inMs: 400 }]);
    lateness.starved('journal');
    expect(said).toEqual([
      {
        context: { by: 'journal', timers: ['journal: look in 400 ms'], more: 0 },
        text: 'the watchdog is not fed',
      },
    ]);
  });
});

describe('the list of what waits', () => {
  it('names the first thirty and counts the rest', () => {
    const { clock } = bench(Array.from({ length: 34 }, (_, at) => ({ name: `one: ${at}`, inMs: at })));
    const { timers, more } = whatWaits(clock);
    expect([timers.length, timers[29], more]).toEqual([30, 'one: 29 in 29 ms', 4]);
  });

  it('is empty where a clock keeps none', () => {
    expect(whatWaits({ now: () => 0, after: () => () => undefined })).toEqual({ timers: [], more: 0 });
  });
});
