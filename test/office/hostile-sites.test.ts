import { expect, test } from 'vitest';
import { keepEvents } from '../../office/intake/kept-events.ts';
import type { SiteBatch } from '../../office/store/store-port.ts';
import { heardLimits } from '../../office/verdict/heard-limits.ts';
import { messages, run, ToldIntake } from './told-intake.ts';
import { hearing } from './told-office.ts';

const [batam, solo] = ['mpp-batam', 'mpp-solo'];

/** What PostgreSQL takes of a key of an index, whatever its characters. */
const keyMaxBytes = 2_704;

/** Event 1 of a site, changed. */
function event(site: string, change: (event: Record<string, unknown>) => object): string {
  const [{ payload } = { payload: '{}' }] = messages(site, 'a', 1, 1);
  return JSON.stringify(change(JSON.parse(payload)));
}

test('an event with thousands of levels is none, and the events of the others are stored', async () => {
  const kept: string[] = [];
  const store = keepEvents({
    read: async () => undefined,
    // As both stores do.
    apply: async (batches: readonly SiteBatch[]) => void kept.push(JSON.stringify(batches)),
  });
  const office = new ToldIntake({ store });
  office.answer((site) => (site === batam ? { boot: 'a', upTo: 0 } : undefined));
  const deep = event(batam, (one) => ({ ...one, data: { x: 'here' } })).replace(
    '"here"',
    '['.repeat(20_000) + ']'.repeat(20_000),
  );
  office.line.deliver(`loket/v1/${batam}/event/ticket/called`, deep);
  office.come(solo, 'a', 1, 3);
  await office.pass(60_000);
  expect(office.intake.figures()).toMatchObject({ events_applied: 3, waiting_bytes: 0, is_store_out: false });
  expect(kept.join()).not.toContain(batam);
});

test('a store that cannot even be asked is a store that refuses', async () => {
  let tries = 0;
  const store = keepEvents({
    read: async () => undefined,
    apply() {
      tries++;
      throw new RangeError('Maximum call stack size exceeded');
    },
  });
  const office = new ToldIntake({ store });
  office.come(batam, 'a', 1);
  await office.pass(5_000);
  expect(tries).toBeGreaterThan(1);
  expect(office.refusals).toHaveLength(1);
});

test('an event whose run or type has thousands of characters is none', async () => {
  const office = new ToldIntake();
  for (const change of [{ boot: 'x'.repeat(60_000) }, { type: `loket.${'x'.repeat(60_000)}.v1` }])
    office.line.deliver(
      `loket/v1/${batam}/event/ticket/called`,
      event(batam, (one) => ({ ...one, ...change })),
    );
  await office.pass(1_000);
  expect(office.intake.figures()).toMatchObject({ events_applied: 0, waiting_bytes: 0 });
  office.come(batam, 'a', 1);
  await office.pass(1_000);
  expect(office.store.events(batam)).toEqual(run('a', 1, 1));
});

test('a topic with a level that is no id is none of the contract', () => {
  const office = new ToldIntake();
  for (const what of [
    `device/${'x'.repeat(3_000)}/state`,
    'device//state',
    'device/../state',
    'device/A/state',
  ])
    office.says(batam, what, { admin: 'enabled', state: 'offline', usable: false });
  expect(office.heard).toEqual([]);
});

test('what others ask of a site that is not there makes no site', () => {
  const office = new ToldIntake();
  office.says('mpp-batm', 'command/replay', { id: 'r1', from: 1, to: 2 });
  expect(office.heard).toEqual([]);
  expect(office.intake.figures().sites).toBe(0);
});

test('of a site with more devices than a hall has, some hundreds are judged', () => {
  const office = hearing(batam);
  for (let device = 0; device < heardLimits.devicesMax + 100; device++) {
    office.info(batam, `d-${device}`, { parent: { kind: 'usb', id: '1' } });
    office.device(batam, `d-${device}`, 'offline');
  }
  office.to(20);
  expect(office.says(batam)?.reasons).toHaveLength(heardLimits.devicesMax);
});

test('a device with a thousand faults has some of them, and one with a very long name is told by its beginning', () => {
  const office = hearing(batam, solo);
  const reasons = Array.from({ length: 1_000 }, (_, at) => ({
    code: `c${at}`,
    severity: 'error',
    fix: 'clerk',
  }));
  office.device(batam, 'printer', 'degraded', { reasons });
  const code = '\u{1F5A8}'.repeat(10_000);
  office.device(solo, 'printer', 'degraded', { reasons: [{ code, severity: 'error', fix: 'clerk' }] });
  office.hear(solo, 'controller/info', { region: code });
  office.to(20);
  const of = (site: string) => office.open().filter((one) => one.site === site);
  expect(of(batam)).toHaveLength(heardLimits.reasonsOfDeviceMax);
  expect(of(solo)).toHaveLength(1);
  for (const { id } of office.open()) expect(Buffer.byteLength(id)).toBeLessThan(keyMaxBytes);
});

test('a region that its sites have left is no other region', () => {
  const office = hearing('java-1', 'java-2', 'java-3', 'bali-1').hear('bali-1', 'controller/info', {
    region: 'java',
  });
  for (const site of ['java-1', 'java-2', 'java-3']) office.will(site);
  office.to(16);
  // All sites are of one region now: it cannot be told from the line of the broker.
  expect(office.says('java-1')).toMatchObject({ verdict: 'region', candidates: ['region', 'broker'] });
});
