import { expect, it } from 'vitest';
import { openAll } from '../../firmware-host/async/open-all.ts';

const thing = (name: string, log: string[]) => ({ close: () => void log.push(name) });

it('closes nothing when everything was opened: that is for whoever gets the result', async () => {
  const log: string[] = [];
  const result = await openAll(async (opened) => [opened(thing('journal', log), (one) => one.close())]);
  expect([result.length, log]).toEqual([1, []]);
});

it('closes what was opened, the last one first, when the next cannot be, and says why that was', async () => {
  const log: string[] = [];
  const opening = openAll(async (opened) => {
    opened(thing('broker', log), (one) => one.close());
    opened(thing('journal', log), async (one) => one.close());
    throw new Error('no uplink');
  });
  await expect(opening).rejects.toThrow('no uplink');
  expect(log).toEqual(['journal', 'broker']);
});

it('closes the others, too, when one of them cannot be closed', async () => {
  const log: string[] = [];
  const opening = openAll(async (opened) => {
    opened(thing('broker', log), (one) => one.close());
    opened('journal', () => Promise.reject(new Error('stuck')));
    throw new Error('no uplink');
  });
  await expect(opening).rejects.toThrow('no uplink');
  expect(log).toEqual(['broker']);
});
