import { expect, it } from 'vitest';
import { Fault } from '../../devices/fault.ts';
import { keepLeases } from '../../office/judge/keep-leases.ts';
import type { Held } from '../../office/store/store-port.ts';
import { VirtualClock } from '../virtual-clock.ts';

const all: Held = { shares: new Set([1, 2]), writesHistory: true };

/** Leases of a store that can fail, hang and take shares away. */
async function openLeases() {
  const clock = new VirtualClock();
  const told: string[] = [];
  const reports: string[] = [];
  let answer = async (): Promise<Held> => all;
  let released = 0;
  const kept = await keepLeases({
    leases: {
      renew: () => answer(),
      release: async () => {
        released++;
      },
    },
    ...{ worker: 'a', clock },
    changed: ({ shares, writesHistory }) =>
      told.push(`${[...shares].join(' ') || 'none'}${writesHistory ? ' and the history' : ''}`),
    report: ({ code }) => reports.push(code),
  });
  return {
    ...{ clock, told, reports, kept },
    released: () => released,
    setAnswer: (next: () => Promise<Held>) => {
      answer = next;
    },
  };
}

it('a worker is told of its shares once, and again when they change', async () => {
  const { clock, told, setAnswer } = await openLeases();
  await clock.advance(30_000);
  expect(told).toEqual(['1 2 and the history']);
  setAnswer(async () => ({ shares: new Set([1]), writesHistory: false }));
  await clock.advance(3_000);
  expect(told.at(-1)).toBe('1');
});

it.each([
  ['fails', () => Promise.reject(new Fault('store.away', 'gone'))],
  ['hangs', () => new Promise<Held>(() => undefined)],
])('a worker whose store %s gives everything up before its lease is over', async (_, answer) => {
  const { clock, told, setAnswer } = await openLeases();
  await clock.advance(3_000);
  setAnswer(answer);
  await clock.advance(6_500);
  expect(told).toHaveLength(1);
  await clock.advance(3_500);
  expect(told.at(-1)).toBe('none');
});

it('a worker has its shares again when the store is back, and tells of the trouble once', async () => {
  const { clock, told, reports, setAnswer } = await openLeases();
  setAnswer(() => Promise.reject(new Fault('store.away', 'gone')));
  await clock.advance(30_000);
  setAnswer(async () => all);
  await clock.advance(4_000);
  expect(told).toEqual(['1 2 and the history', 'none', '1 2 and the history']);
  expect(reports).toEqual(['store.away']);
});

it('a renewal that took too long does not count from its end', async () => {
  const { clock, told, setAnswer } = await openLeases();
  setAnswer(() => new Promise((resolve) => clock.after(20_000, () => resolve(all))));
  await clock.advance(30_000);
  expect(told).toEqual(['1 2 and the history', 'none']);
});

it('a worker that stops gives its shares back, and waits for a store that hangs no longer than 2 s', async () => {
  const { clock, told, kept, released } = await openLeases();
  const stopping = kept.stop();
  await clock.advance(0);
  await stopping;
  expect([told.at(-1), released(), clock.waiting]).toEqual(['none', 1, 0]);
});
