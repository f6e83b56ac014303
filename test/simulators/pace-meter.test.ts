import { expect, it } from 'vitest';
import { createPaceMeter } from '../../simulators/page/pace-meter.ts';

const beatMs = 250;

/** Reads the meter at each beat of the machine, while the hall's time passes `times` as fast. */
function after(meter: ReturnType<typeof createPaceMeter>, at: { hall: number; machine: number }) {
  return (beats: number, times: number, asked: number): number | undefined => {
    let last: number | undefined;
    for (let beat = 0; beat < beats; beat++) {
      at.machine += beatMs;
      at.hall += beatMs * times;
      last = meter.read(asked);
    }
    return last;
  };
}

function metered() {
  const at = { hall: 1_000_000, machine: 5_000 };
  return after(createPaceMeter({ now: () => at.hall }, { now: () => at.machine }), at);
}

it('the pace is that of the last three seconds, whatever was asked for', () => {
  const pass = metered();
  expect(pass(20, 240, 600)).toBeCloseTo(240);
  expect(pass(20, 100, 600)).toBeCloseTo(100);
});

it('nothing is said of the pace until it was measured at the new speed', () => {
  const pass = metered();
  expect(pass(3, 1, 1)).toBeUndefined();
  expect(pass(1, 1, 1)).toBeCloseTo(1);
  expect(pass(1, 300, 600)).toBeUndefined();
  expect(pass(3, 300, 600)).toBeCloseTo(300);
});

it('a time that stands still has a pace of 0', () => {
  expect(metered()(8, 0, 0)).toBe(0);
});
