import { beforeEach, describe, expect, it } from 'vitest';
import { PacedClock } from '../../simulators/paced-clock.ts';
import { VirtualClock } from '../virtual-clock.ts';

let machine: VirtualClock;
let clock: PacedClock;
let heard: string[];
const note = (name: string) => () => void heard.push(`${name} ${Math.round(clock.now())}`);
beforeEach(() => {
  machine = new VirtualClock();
  clock = new PacedClock(machine, setImmediate);
  heard = [];
});

/** The machine's time passes in small steps, so that a fast clock gets its turns. */
async function pass(ms: number): Promise<void> {
  for (let step = 0; step < ms; step++) await machine.advance(1);
  for (let turn = 0; turn < 40; turn++) await new Promise<void>(setImmediate);
}

describe('the clock of a simulated hall', () => {
  it("is the machine's at speed 1", async () => {
    clock.after(30, note('second'));
    clock.after(10, note('first'));
    clock.after(20, note('never'))();
    await pass(15);
    expect(heard).toEqual(['first 10']);
    expect(clock.now()).toBe(15);
    await pass(20);
    expect(heard).toEqual(['first 10', 'second 30']);
  });

  it('lets each timer have its effect before the next one, when the machine was late', async () => {
    clock.after(10, () => void Promise.resolve().then(note('effect of the first')));
    clock.after(11, note('second'));
    await machine.advance(0);
    await machine.advance(500);
    await pass(1);
    expect(heard.map((line) => line.replace(/ \d+$/, ''))).toEqual(['effect of the first', 'second']);
  });

  it('runs 600 times as fast, each timer at its very time and in order', async () => {
    clock.setSpeed(600);
    clock.after(6_000, note('six'));
    clock.after(1_000, () => {
      note('one')();
      clock.after(500, note('later'));
    });
    await pass(15);
    expect(heard).toEqual(['one 1000', 'later 1500', 'six 6000']);
    expect(clock.now()).toBeGreaterThanOrEqual(6_000);
  });

  it('stands still at speed 0, goes on by a minute at a step, and from there when it runs again', async () => {
    clock.after(1_000, note('due'));
    clock.setSpeed(0);
    await pass(3_000);
    expect([heard, clock.now()]).toEqual([[], 0]);
    clock.step(60_000);
    await pass(5);
    expect([heard, clock.now()]).toEqual([['due 1000'], 60_000]);
    clock.setSpeed(1);
    await pass(10);
    expect(clock.now()).toBe(60_010);
  });

  it('stands while something takes real time, if it is fast, so that no time limit runs out', async () => {
    clock.after(2_000, note('limit'));
    clock.setSpeed(600);
    const go = clock.hold();
    await pass(100);
    expect(heard).toEqual([]);
    go();
    go();
    await pass(10);
    expect(heard).toEqual(['limit 2000']);
  });

  it("does not wait for the disk at the machine's own speed", async () => {
    clock.after(20, note('due'));
    clock.hold();
    await pass(25);
    expect(heard).toEqual(['due 20']);
  });

  it('keeps to its limits', () => {
    clock.setSpeed(1e9);
    expect(clock.speed).toBe(600);
    clock.setSpeed(-1);
    expect(clock.speed).toBe(0);
  });
});
