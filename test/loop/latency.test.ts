import { describe, expect, it } from 'vitest';
import { Latency } from '../../firmware-host/loop/latency.ts';
import { VirtualClock } from '../virtual-clock.ts';

const minuteMs = 60_000;

describe('how long the house takes', () => {
  it('is told of the last minutes: after weeks a slowdown moves it', async () => {
    const clock = new VirtualClock();
    const latency = new Latency(clock);
    for (let press = 0; press < 100_000; press++) latency.note('decided', 1);
    await clock.advance(21 * 24 * 60 * minuteMs);
    for (let press = 0; press < 20; press++) latency.note('decided', 80);
    expect(latency.read('decided').p50).toBeCloseTo(80, 0);
    await clock.advance(15 * minuteMs);
    for (let press = 0; press < 20; press++) latency.note('decided', 80);
    expect(latency.read('decided').p99).toBeCloseTo(80, 0);
  });

  it('tells of ten minutes at least, and of twenty at most', async () => {
    const clock = new VirtualClock();
    const latency = new Latency(clock);
    latency.note('shown', 5);
    await clock.advance(9.9 * minuteMs);
    expect(latency.read('shown').p99).toBeCloseTo(5, 1);
    await clock.advance(11 * minuteMs);
    expect(latency.read('shown')).toEqual({ count: 1, p50: undefined, p99: undefined, most: undefined });
  });

  it('counts everything since the start', async () => {
    const clock = new VirtualClock();
    const latency = new Latency(clock);
    expect(latency.read('durable').count).toBe(0);
    for (let hour = 0; hour < 5; hour++) {
      latency.note('durable', 2);
      await clock.advance(60 * minuteMs);
    }
    expect(latency.read('durable').count).toBe(5);
  });
});
