import { expect, test } from 'vitest';
import type { Barrier } from '../../office/intake/barrier.ts';
import { intakeLimits } from '../../office/intake/intake-limits.ts';
import { createPace } from '../../office/intake/pace.ts';
import { VirtualClock } from '../virtual-clock.ts';

/** A queue whose markers come back after `queueMs`, and what comes out of it in each second. */
function queue() {
  const clock = new VirtualClock();
  const of = { queueMs: 10, taken: 0 };
  const barrier: Pick<Barrier, 'isMute' | 'whenDelivered'> = {
    isMute: false,
    whenDelivered: (back) => clock.after(of.queueMs, back),
  };
  const pace = createPace(clock, barrier as Barrier, () => of.taken);
  async function second(comes: number): Promise<void> {
    of.taken += comes;
    pace.measure();
    await clock.advance(1_000);
  }
  return { of, pace, second };
}

test('the pace of a long queue falls below what is taken', async () => {
  const { of, pace, second } = queue();
  for (let at = 0; at < 5; at++) await second(6_000);
  of.queueMs = 2_500;
  for (let at = 0; at < 4; at++) await second(6_000);
  expect(pace.perSecond()).toBeLessThan(6_000);
  expect(pace.perSecond()).toBeGreaterThan(3_000);
});

test('a second in which a busy machine took nothing does not make the sites crawl', async () => {
  const { of, pace, second } = queue();
  for (let at = 0; at < 5; at++) await second(6_000);
  of.queueMs = 2_500;
  for (const comes of [12_000, 0, 12_000, 0, 12_000, 0]) await second(comes);
  expect(pace.perSecond()).toBeGreaterThan(2_000);
});

test('the pace never falls below the least, and rises again', async () => {
  const { of, pace, second } = queue();
  of.queueMs = 20_000;
  for (let at = 0; at < 40; at++) await second(1);
  expect(pace.perSecond()).toBe(intakeLimits.eventsPerSecondMin);
  of.queueMs = 10;
  for (let at = 0; at < 60; at++) await second(1);
  expect(pace.perSecond()).toBe(intakeLimits.eventsPerSecondMax);
});
