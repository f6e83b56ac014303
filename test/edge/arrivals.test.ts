import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createArrivals } from '../../firmware-host/edge/device-arrivals.ts';
import { systemClock } from '../../firmware-host/edge/system-clock.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { eventually } from './wire-watch.ts';

describe('what is plugged in', () => {
  let dev = '';
  let told = 0;
  let cancel: () => void = () => undefined;

  beforeEach(() => {
    dev = mkdtempSync(join(tmpdir(), 'loket-dev-'));
    told = 0;
    for (const name of ['null', 'hidraw0']) writeFileSync(join(dev, name), '');
    mkdirSync(join(dev, 'loket'));
  });
  afterEach(() => {
    cancel();
    rmSync(dev, { recursive: true });
  });

  /** Starts watching, and proves that it has begun by a device that came. */
  async function watching(): Promise<void> {
    cancel = createArrivals(systemClock, dev).watch(() => told++);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(told).toBe(0);
    writeFileSync(join(dev, 'ttyUSB0'), '');
    await next(0);
  }
  const next = (before: number) => eventually(() => expect(told).toBeGreaterThan(before));

  test.each([
    ['a HID device', () => writeFileSync(join(dev, 'hidraw1'), '')],
    ['a serial line', () => writeFileSync(join(dev, 'ttyACM0'), '')],
    ['a link of our own', () => symlinkSync('../hidraw0', join(dev, 'loket', 'keypad-1'))],
    [
      'the first USB printer, in a folder that is new',
      () => {
        mkdirSync(join(dev, 'usb'));
        writeFileSync(join(dev, 'usb', 'lp0'), '');
      },
    ],
    [
      'the first serial line with a name',
      () => {
        mkdirSync(join(dev, 'serial', 'by-id'), { recursive: true });
        symlinkSync('../../ttyUSB0', join(dev, 'serial', 'by-id', 'usb-scanner'));
      },
    ],
  ])('is told: %s', async (_what, plug) => {
    await watching();
    const before = told;
    plug();
    await next(before);
  });

  test('is told once for all that comes at one time', async () => {
    await watching();
    const before = told;
    for (let number = 1; number <= 20; number++) writeFileSync(join(dev, `hidraw${number}`), '');
    await next(before);
    expect(told).toBeLessThan(before + 5);
  });

  test('is found by looking where nothing can be watched, and leaves no timer when nobody listens', async () => {
    const clock = new VirtualClock();
    const absent = join(dev, 'later');
    cancel = createArrivals(clock, absent).watch(() => told++);
    await eventually(() => expect(clock.waiting).toBe(1));
    mkdirSync(absent);
    writeFileSync(join(absent, 'hidraw0'), '');
    await clock.advance(2_000);
    await eventually(() => expect(clock.waiting).toBe(2));
    await clock.advance(100);
    expect(told).toBe(1);
    cancel();
    expect(clock.waiting).toBe(0);
  });

  test('is nothing that is written to a device, and nothing that is no device of ours', async () => {
    await watching();
    const before = told;
    writeFileSync(join(dev, 'hidraw0'), 'x');
    writeFileSync(join(dev, 'sda1'), '');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(told).toBe(before);
  });
});
