import { afterEach, expect, it } from 'vitest';
import type { DeviceKind, OpenDevice, Opening } from '../../devices/kind.ts';
import { paperSite } from './paper-site.ts';
import { PlayedHall } from './played-hall.ts';

/** Of what the printer has fed: the count is rounded for each ticket. */
const shareMax = 0.01;
/** Health of all devices is said every 30 s. */
const healthMs = 31_000;

let hall: PlayedHall;
afterEach(() => hall.stop());

const fed = (): number => hall.device('printer-1').printer?.paperMm ?? 0;
const health = () => hall.state('device/printer-1/health');

async function prints(tickets: number): Promise<void> {
  for (let ticket = 0; ticket < tickets; ticket++) await hall.ticket('a');
  await hall.pass(healthMs);
}

it('health says how much paper a printer has used, those of tests and copies with it', async () => {
  hall = await PlayedHall.open(paperSite());
  await hall.pass(healthMs);
  expect(health()).toMatchObject({ paper_mm: 0, total_paper_mm: 0 });
  await prints(10);
  const tickets = health().paper_mm;
  expect(Math.abs(tickets - fed()) / fed()).toBeLessThan(shareMax);
  hall.command('test-device', { id: 't1', device: 'printer-1' });
  await hall.pass(healthMs);
  expect(health().paper_mm).toBeGreaterThan(tickets + 50);
  expect(Math.abs(health().paper_mm - fed()) / fed()).toBeLessThan(shareMax);
});

it('the paper of all runs goes on over a power cut', async () => {
  hall = await PlayedHall.open(paperSite());
  await prints(5);
  // The counts are saved once a minute.
  await hall.pass(61_000);
  const before = health().paper_mm;
  hall = await hall.powerCut();
  await prints(2);
  expect(health().paper_mm).toBeLessThan(before);
  expect(health().total_paper_mm).toBe(before + health().paper_mm);
});

it('a driver that counts what is no number of things spoils no count', async () => {
  const nonsense = [Number.NaN, -5, Number.POSITIVE_INFINITY, 1e12, '5'] as readonly number[];
  hall = await PlayedHall.open(paperSite(), {
    change: (site) => ({
      ...site,
      devices: site.devices.map((one) => {
        if (one.id !== 'printer-1') return one;
        const open = async ({ count }: Opening<never, never>): Promise<OpenDevice<never>> => {
          for (const by of [...nonsense, 118]) count?.('paper_mm', by);
          return { perform: async () => 'sent', close: async () => undefined };
        };
        return { ...one, kind: { ...one.kind, open } as unknown as DeviceKind };
      }),
    }),
  });
  await hall.pass(healthMs);
  expect(health()).toMatchObject({ paper_mm: 118, total_paper_mm: 118 });
});
