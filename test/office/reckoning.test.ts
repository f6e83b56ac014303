import { expect, it } from 'vitest';
import { Fault } from '../../devices/fault.ts';
import { startReckoning } from '../../office/judge/reckoning.ts';
import type { KeptEvent } from '../../office/store/kept-event.ts';
import type { ReckonedStep, SiteReckoning } from '../../office/store/report-store.ts';
import { VirtualClock } from '../virtual-clock.ts';

/** How often it reckons. */
const turnMs = 120_000;

/** A store in memory that counts what it is asked, and can be away, hang or refuse a site. */
function openReckoning() {
  const clock = new VirtualClock();
  const kept = new Map<string, number>();
  const reckoned = new Map<string, SiteReckoning>();
  const faults: string[] = [];
  const asked = { behind: 0, pages: 0, saves: 0 };
  const is = { away: undefined as string | undefined, hanging: false, slow: false, refused: '' };
  const there = async (): Promise<void> => {
    if (is.hanging) await new Promise(() => undefined);
    if (is.slow) await new Promise<void>((resolve) => setImmediate(resolve));
    if (is.away !== undefined) throw new Fault(is.away as 'store.away', 'gone');
  };
  const of = (site: string): SiteReckoning =>
    reckoned.get(site) ?? { site, sequence: 0, backs: 0, state: undefined };
  const reckoning = startReckoning({
    clock,
    report: ({ code }) => faults.push(code),
    reports: {
      async behind(most) {
        asked.behind++;
        await there();
        return [...kept]
          .filter(([site, applied]) => applied > of(site).sequence)
          .map(([site, applied]) => ({ ...of(site), applied }))
          .slice(0, most);
      },
      async eventsAfter(site, sequence, most) {
        asked.pages++;
        await there();
        const count = Math.min(most, (kept.get(site) ?? 0) - sequence);
        return Array.from({ length: count }, (_, index): KeptEvent => {
          const at = { sequence: sequence + index + 1, boot: 'a', time: 1_000 * (sequence + index) };
          return { ...at, type: 'ticket/issued', subject: undefined, data: { service: 'paspor' } };
        });
      },
      async save(steps: readonly ReckonedStep[]) {
        asked.saves++;
        await there();
        if (steps.some(({ site }) => site === is.refused)) throw new Fault('store.error', 'cannot be kept');
        for (const { site, after, next } of steps) if (after === of(site).sequence) reckoned.set(site, next);
      },
    },
  });
  const left = (): number => [...kept].filter(([site, applied]) => applied > of(site).sequence).length;
  return { clock, kept, faults, asked, is, reckoning, left, of };
}

it('reckons all that was applied every two minutes, and asks as often where there is nothing', async () => {
  const { clock, kept, asked, reckoning, left } = openReckoning();
  for (let site = 0; site < 250; site++) kept.set(`site-${site}`, 700);
  reckoning.setWriting(true);
  await clock.advance(turnMs - 1);
  expect(asked.behind).toBe(0);
  await clock.advance(turnMs);
  await expect.poll(left).toBe(0);
  await clock.advance(1);
  asked.behind = 0;
  asked.pages = 0;
  await clock.advance(10 * turnMs);
  expect(asked.behind).toBeLessThanOrEqual(10);
  expect(asked.pages).toBe(0);
});

it('does nothing while another worker writes the history', async () => {
  const { clock, kept, asked, reckoning } = openReckoning();
  kept.set('batam', 10);
  await clock.advance(3 * turnMs);
  reckoning.setWriting(true);
  reckoning.setWriting(false);
  await clock.advance(3 * turnMs);
  expect(asked).toEqual({ behind: 0, pages: 0, saves: 0 });
});

it('says once that the store is away, and loses nothing of it', async () => {
  const { clock, kept, faults, is, reckoning, left } = openReckoning();
  kept.set('batam', 10);
  reckoning.setWriting(true);
  is.away = 'store.away';
  await clock.advance(10 * turnMs);
  expect(faults).toEqual(['store.away']);
  is.away = undefined;
  await clock.advance(turnMs);
  expect(left()).toBe(0);
  is.away = 'store.away';
  kept.set('batam', 20);
  await clock.advance(2 * turnMs);
  expect(faults).toEqual(['store.away', 'store.away']);
});

it('goes on with the other sites where the rows of one cannot be kept, and tries that one again', async () => {
  const { clock, kept, faults, asked, is, reckoning, of } = openReckoning();
  for (const site of ['batam', 'bintan', 'natuna']) kept.set(site, 1_200);
  is.refused = 'bintan';
  reckoning.setWriting(true);
  await clock.advance(5 * turnMs);
  expect(['batam', 'bintan', 'natuna'].map((site) => of(site).sequence)).toEqual([1_200, 0, 1_200]);
  expect(faults).toEqual(['store.error']);
  expect(asked.saves).toBeLessThan(30);
  is.refused = '';
  await clock.advance(turnMs);
  expect(of('bintan').sequence).toBe(1_200);
});

it('is not told of as a fault when another worker has taken over', async () => {
  const { clock, kept, faults, is, reckoning } = openReckoning();
  kept.set('batam', 10);
  reckoning.setWriting(true);
  is.away = 'store.not-ours';
  await clock.advance(2 * turnMs);
  expect(faults).toEqual([]);
});

it('asks a store that hangs for nothing more', async () => {
  const { clock, kept, asked, is, reckoning } = openReckoning();
  kept.set('batam', 10);
  reckoning.setWriting(true);
  is.hanging = true;
  await clock.advance(10 * turnMs);
  expect(asked.behind).toBe(1);
  expect(clock.waiting).toBe(0);
});

it('has ended when it has stopped, in the middle of a backlog', async () => {
  const { clock, kept, asked, is, reckoning, left } = openReckoning();
  is.slow = true;
  for (let site = 0; site < 100; site++) kept.set(`site-${site}`, 100_000);
  reckoning.setWriting(true);
  await clock.advance(turnMs);
  await expect.poll(() => asked.pages).toBeGreaterThan(10);
  await reckoning.stop();
  const before = { ...asked };
  await clock.advance(5 * turnMs);
  expect(asked).toEqual(before);
  expect(left()).toBe(100);
});
