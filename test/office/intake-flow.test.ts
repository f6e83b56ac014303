import { expect, test } from 'vitest';
import { intakeLimits } from '../../office/intake/intake-limits.ts';
import { away, messages, run, ToldIntake } from './told-intake.ts';

const [batam, solo] = ['mpp-batam', 'mpp-solo'];
const here = () => ({ boot: 'a', upTo: 1_000_000 });
const eventBytes = Buffer.byteLength(messages(batam, 'a', 1, 1)[0]?.payload ?? '');

/** So many sites send `events` events each. */
function flood(office: ToldIntake, sites: number, from: number, to: number): void {
  for (let site = 0; site < sites; site++) office.come(`mpp-${site}`, 'a', from, to);
}

test('a store that refuses for a while loses nothing, and somebody is told once', async () => {
  const office = new ToldIntake();
  office.store.mood = away;
  office.come(batam, 'a', 1, 3);
  await office.pass(30_000);
  expect(office.store.tries).toBeGreaterThan(3);
  expect(office.store.tries).toBeLessThan(10);
  office.come(batam, 'a', 4).come(solo, 'a', 1);
  office.store.mood = { ms: 0 };
  await office.pass(intakeLimits.storeRetryMaxMs + 1_000);
  expect(office.store.events(batam)).toEqual(run('a', 1, 4));
  expect(office.store.events(solo)).toEqual(['a1']);
  expect(office.refusals).toHaveLength(1);
  // The next outage is news again.
  office.store.mood = away;
  office.come(batam, 'a', 5);
  await office.pass(2_000);
  expect(office.refusals).toHaveLength(2);
});

test('a store that refuses makes no second transaction of what it then takes', async () => {
  const office = new ToldIntake();
  office.store.mood = away;
  flood(office, 20, 1, 2);
  await office.pass(2_000);
  office.store.mood = { ms: 0 };
  await office.pass(2_000);
  expect(office.store.transactions).toMatchObject([{ events: 40 }]);
});

test('one transaction is under way at a time, however slow the store is', async () => {
  const office = new ToldIntake();
  office.store.mood = { ms: 2_000 };
  for (let next = 1; next <= 10; next++) {
    office.come(batam, 'a', next);
    await office.pass(500);
  }
  expect(office.store.tries).toBeLessThanOrEqual(3);
  await office.pass(5_000);
  expect(office.store.events(batam)).toEqual(run('a', 1, 10));
});

test('a site whose events cannot be stored stops no other, and its events wait for a better store', async () => {
  const office = new ToldIntake();
  office.store.poison.add('mpp-7 a2');
  flood(office, 40, 1, 3);
  await office.pass(20_000);
  for (let site = 0; site < 40; site++)
    expect(office.store.events(`mpp-${site}`)).toEqual(site === 7 ? [] : run('a', 1, 3));
  flood(office, 40, 4, 5);
  await office.pass(60_000);
  expect(office.store.events('mpp-39')).toEqual(run('a', 1, 5));
  office.store.poison.clear();
  await office.pass(60_000);
  expect(office.store.events('mpp-7')).toEqual(run('a', 1, 5));
  expect(office.intake.figures().waiting_bytes).toBe(0);
});

test('nothing more is read when too much waits for a store that hangs, and goes on when there is room', async () => {
  const office = new ToldIntake();
  office.store.mood = { ms: 3_000 };
  const each = 50;
  const sites = Math.ceil((1.1 * intakeLimits.waitingMaxBytes) / eventBytes / each);
  flood(office, sites + 20, 1, each);
  await office.pass(100);
  expect(office.line.held).toBe(true);
  expect(office.intake.figures().reading_held).toBe(true);
  await office.pass(1_000);
  expect(office.intake.figures().still_ms).toBeGreaterThan(1_000);
  office.store.mood = { ms: 0 };
  await office.pass(4_000);
  expect(office.line.holds).toEqual([true, false]);
  expect(office.intake.figures()).toMatchObject({
    ...{ waiting_bytes: 0, still_ms: 0 },
    events_applied: (sites + 20) * each,
  });
});

test('reading is not held for long: then states are heard, events are dropped, and asked for when there is room', async () => {
  const office = new ToldIntake().answer(here);
  office.store.mood = 'hangs';
  const each = 50;
  const sites = Math.ceil((1.1 * intakeLimits.waitingMaxBytes) / eventBytes / each);
  flood(office, sites, 1, each);
  await office.pass(intakeLimits.readingHeldMaxMs + 100);
  expect(office.line.held).toBe(false);
  flood(office, sites, each + 1, 3 * each);
  const { waiting_bytes: waiting, behind_gaps_bytes: behind } = office.intake.figures();
  expect(waiting).toBeLessThan(intakeLimits.waitingMaxBytes * 1.2);
  expect(behind).toBeLessThanOrEqual(intakeLimits.behindGapsMaxBytes);
  office.says(batam, 'controller/state', { state: 'online' });
  expect(office.heard.at(-1)).toMatchObject({ site: batam, topic: 'controller/state' });
  await office.pass(60_000);
  expect(office.asked()).toEqual([]);
});

test('what was dropped while the store was away is asked for when it is back', async () => {
  const office = new ToldIntake().answer(here);
  office.store.mood = away;
  const each = 50;
  const sites = Math.ceil((1.1 * intakeLimits.waitingMaxBytes) / eventBytes / each);
  flood(office, sites, 1, each);
  await office.pass(intakeLimits.readingHeldMaxMs + 100);
  flood(office, sites, each + 1, 3 * each);
  await office.pass(1_000);
  expect(office.asked()).toEqual([]);
  office.store.mood = { ms: 0 };
  await office.pass(60_000);
  expect(office.intake.figures()).toMatchObject({ events_applied: sites * 3 * each, waiting_bytes: 0 });
  for (const site of ['mpp-0', `mpp-${sites - 1}`])
    expect(office.store.events(site)).toEqual(run('a', 1, 3 * each));
}, 60_000);

test('the office says that it is there once it knows its sites, with a rate that all of them together may send', async () => {
  const office = new ToldIntake({ saysPresence: true });
  for (let site = 0; site < 400; site++)
    office.says(`mpp-${site}`, 'controller/state', { state: 'online' }, true);
  expect(office.line.said(/office\/state/)).toEqual([]);
  await office.pass(100);
  const rate = intakeLimits.eventsPerSecondMax / 400;
  expect(office.line.said(/office\/state/)).toEqual([
    { state: 'online', since: expect.any(String), boot: 'o', rate },
  ]);
  expect(office.line.published.find(({ topic }) => topic === 'loket/office/state')?.retain).toBe(true);
  // A few more or less are no news, many are.
  office.says('mpp-x', 'controller/state', { state: 'online' });
  await office.pass(5_000);
  expect(office.line.said(/office\/state/)).toHaveLength(1);
  for (let site = 0; site < 300; site++) office.says(`mpp-${site}`, 'controller/state', { state: 'offline' });
  await office.pass(2_000);
  expect(office.line.said(/office\/state/).at(-1)).toMatchObject({
    rate: intakeLimits.siteEventsPerSecondMax,
  });
});

test('a queue at the broker that gets long makes the rate fall below what was taken, and it rises when it is short', async () => {
  const office = new ToldIntake({ saysPresence: true });
  for (let site = 0; site < 1_000; site++)
    office.says(`mpp-${site}`, 'controller/state', { state: 'online' }, true);
  await office.pass(2_000);
  const rates = () => office.line.said(/office\/state/).map(({ rate }) => Number(rate));
  expect(rates()).toEqual([20]);
  office.line.queueMs = 8_000;
  for (let second = 1; second <= 9; second++) {
    flood(office, 1_000, 5 * second, 5 * second + 4);
    await office.pass(1_000);
  }
  // 5,000 events a second could be taken.
  expect(rates().length).toBeGreaterThan(1);
  expect(Math.max(...rates().slice(1))).toBeLessThan(5);
  expect(rates().at(-1)).toBeGreaterThanOrEqual(1);
  office.line.queueMs = 5;
  await office.pass(60_000);
  expect(rates().at(-1)).toBeGreaterThan(20 * (1 - intakeLimits.rateOffMax) - 1);
}, 60_000);

test('who finds the office offline says that it is there: a last will came late, or another worker died', async () => {
  const office = new ToldIntake({ saysPresence: true });
  const topic = 'loket/office/state';
  const said = (state: string, boot: string, rate = 100) =>
    office.line.deliver(topic, JSON.stringify({ state, since: null, boot, rate }));
  await office.pass(1_000);
  for (const boot of ['o', 'other']) {
    const before = office.line.said(/office\/state/).length;
    said('offline', boot);
    await office.pass(100);
    expect(office.line.said(/office\/state/)).toHaveLength(before + 1);
    expect(office.line.said(/office\/state/).at(-1)).toMatchObject({ state: 'online', boot: 'o' });
  }
  // Another worker that says no more than we do is left in peace.
  const before = office.line.said(/office\/state/).length;
  said('online', 'other', 50);
  await office.pass(5_000);
  expect(office.line.said(/office\/state/)).toHaveLength(before);
  office.line.deliver(topic, 'not JSON');
  await office.pass(100);
  expect(office.line.said(/office\/state/)).toHaveLength(before + 1);
  await office.intake.stop();
  expect(office.line.said(/office\/state/).at(-1)).toMatchObject({ state: 'offline', boot: 'o' });
});

test('reports do not say that they are the office', async () => {
  const office = new ToldIntake();
  office.come(batam, 'a', 1);
  await office.pass(5_000);
  await office.intake.stop();
  expect(office.line.said(/office\/state/)).toEqual([]);
});

test('a store that is out for hours costs no event of a site that fills its own room and still has them', async () => {
  const office = new ToldIntake().answer((site) => (site === batam ? here() : undefined));
  office.store.mood = away;
  const most = Math.ceil((1.2 * intakeLimits.siteWaitingMaxBytes) / eventBytes);
  office.come(batam, 'a', 1, most);
  office.says(batam, 'controller/health', { uplink_sequence: most });
  await office.pass(2 * 3_600_000);
  office.come(batam, 'a', most + 1);
  office.store.mood = { ms: 0 };
  await office.pass(60_000);
  expect(office.lost).toEqual([]);
  expect(office.store.events(batam)).toEqual(run('a', 1, most + 1));
});
