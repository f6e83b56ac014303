import { expect, test } from 'vitest';
import { systemTimeTrusted } from '../../firmware-host/edge/system-clock.ts';
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
