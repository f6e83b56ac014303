import { expect, test } from 'vitest';
import { systemClock, systemTimeTrusted } from '../../firmware-host/edge/system-clock.ts';
import { VirtualClock } from '../virtual-clock.ts';

test('a time that is known to be right counts from the answer on', () => {
  let tell = (_: boolean): void => undefined;
  const trusted = systemTimeTrusted(new VirtualClock(), (told) => {
    tell = told;
  });
  expect(trusted()).toBe(false);
  tell(true);
  expect(trusted()).toBe(true);
});

test('where no program can be started any more, the time is not trusted and the hall goes on', async () => {
  const clock = new VirtualClock();
  let able = true;
  const trusted = systemTimeTrusted(clock, (told) => {
    if (!able) throw new Error('spawn ENOMEM');
    told(true);
  });
  expect(trusted()).toBe(true);
  able = false;
  await clock.advance(61_000);
  expect(trusted()).toBe(false);
});

test('a timer is listed by its name while it waits, and no longer once it has run or was taken back', async () => {
  const listed = () => systemClock.timers().filter(({ name }) => name.startsWith('test: '));
  const cancel = systemClock.after(60_000, () => undefined, 'test: long');
  const ran = new Promise<void>((resolve) => void systemClock.after(20, resolve, 'test: short'));
  expect(listed().map(({ name }) => name)).toEqual(['test: short', 'test: long']);
  expect(listed()[1]?.inMs).toBeGreaterThan(50_000);
  expect(listed()[1]?.inMs).toBeLessThanOrEqual(60_000);
  await ran;
  expect(listed().map(({ name }) => name)).toEqual(['test: long']);
  cancel();
  expect(listed()).toEqual([]);
});

test('a timer that should have run long ago is listed as overdue while the process is held up', async () => {
  const ran = new Promise<void>((resolve) => void systemClock.after(5, resolve, 'test: overdue'));
  const until = systemClock.now() + 60;
  while (systemClock.now() < until);
  expect(systemClock.timers().find(({ name }) => name === 'test: overdue')?.inMs).toBeLessThan(-50);
  await ran;
});
