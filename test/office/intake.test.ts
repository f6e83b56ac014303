import { expect, test } from 'vitest';
import { intakeLimits } from '../../office/intake/intake-limits.ts';
import { keepEvents } from '../../office/intake/kept-events.ts';
import { type SiteBatch, shareOfSite } from '../../office/store/store-port.ts';
import { run, ToldIntake } from './told-intake.ts';

const [batam, solo] = ['mpp-batam', 'mpp-solo'];

test('events of many sites that come together are stored in one transaction', async () => {
  const office = new ToldIntake();
  for (let site = 1; site <= 50; site++) office.come(`mpp-${site}`, 'a', 1, 3);
  await office.pass(200);
  expect(office.store.transactions).toHaveLength(1);
  expect(office.store.transactions[0]).toMatchObject({ events: 150 });
  expect(office.intake.figures()).toMatchObject({ sites: 50, events_applied: 150, waiting_bytes: 0 });
});

test('a transaction has a most, and a site with much to store does not keep the others waiting', async () => {
  const office = new ToldIntake();
  office.store.mood = { ms: 10 };
  office.come(batam, 'a', 1, 4_000).come('mpp-bogor', 'a', 1, 4_000).come(solo, 'a', 1, 2);
  await office.pass(500);
  expect(office.store.transactions).toEqual([
    { sites: [batam, 'mpp-bogor'], events: intakeLimits.batchEventsMax },
    { sites: [solo, 'mpp-bogor'], events: 3_002 },
  ]);
  expect(office.store.events('mpp-bogor')).toEqual(run('a', 1, 4_000));
});

test('events are stored at once while few come, and in fewer transactions the more come', async () => {
  const transactionsOf = async (eachMs: number, sites: number): Promise<readonly number[]> => {
    const office = new ToldIntake();
    for (let ms = 0, last = 0; ms < 1_000; ms += eachMs, last++) {
      for (let site = 0; site < sites; site++) office.come(`mpp-${site}`, 'a', last + 1);
      await office.pass(eachMs);
    }
    return office.store.transactions.map(({ events }) => events);
  };
  // 200 events a second.
  const few = await transactionsOf(10, 2);
  expect(Math.max(...few)).toBeLessThanOrEqual(16);
  // 16,000 a second.
  const many = await transactionsOf(10, 160);
  expect(many.length).toBeLessThan(few.length / 2);
  expect(Math.max(...many)).toBeLessThanOrEqual(intakeLimits.batchEventsMax);
});

test('what one transaction has no room for does not wait for others', async () => {
  const office = new ToldIntake();
  office.come(batam, 'a', 1, intakeLimits.batchEventsMax + 1);
  await office.pass(intakeLimits.batchMs + 10);
  expect(office.store.transactions.map(({ events }) => events)).toEqual([intakeLimits.batchEventsMax, 1]);
});

test('the store is asked about a site once, however many events come of it again', async () => {
  const office = new ToldIntake();
  office.come(batam, 'a', 1, 3).come(batam, 'a', 1, 3);
  await office.pass(100);
  office.come(batam, 'a', 1, 3).come(batam, 'b', 4, 6).come(batam, 'a', 2, 3).come(batam, 'b', 4, 6);
  await office.pass(100);
  expect(office.store.reads).toEqual([batam]);
  expect(office.store.events(batam)).toEqual([...run('a', 1, 3), ...run('b', 4, 6)]);
});

test('events that come while their site is read are held, in whatever order they come', async () => {
  const office = new ToldIntake();
  office.store.kept.set(batam, {
    applied: { sequence: 2, runs: [{ boot: 'a', first: 1, last: 2 }] },
    events: ['a1', 'a2'],
  });
  office.store.readMood = { ms: 3_000 };
  office.come(batam, 'a', 5, 6).come(batam, 'a', 1, 4);
  await office.pass(2_000);
  expect(office.store.transactions).toEqual([]);
  expect(office.intake.figures().waiting_bytes).toBeGreaterThan(0);
  await office.pass(2_000);
  expect(office.store.events(batam)).toEqual(run('a', 1, 6));
  expect(office.asked()).toEqual([]);
  expect(office.intake.figures()).toMatchObject({ waiting_bytes: 0, behind_gaps_bytes: 0 });
});

test('a site that cannot be read is read again, and nothing of it is lost meanwhile', async () => {
  const office = new ToldIntake();
  office.store.readMood = { fails: new Error('no store') };
  office.come(batam, 'a', 1, 5);
  await office.pass(5_000);
  office.store.readMood = { ms: 0 };
  await office.pass(20_000);
  expect(office.store.events(batam)).toEqual(run('a', 1, 5));
  expect(office.refusals).toHaveLength(1);
});

test('a copy of a journal takes the store back to where the numbers are given again', async () => {
  const office = new ToldIntake();
  office.come(batam, 'a', 1, 9);
  // Before the first batch, and once more after it.
  office.come(batam, 'b', 6, 7);
  await office.pass(200);
  office.come(batam, 'c', 4, 4);
  await office.pass(200);
  expect(office.store.events(batam)).toEqual([...run('a', 1, 3), 'c4']);
  expect(office.again).toEqual([`${batam} 6-9`, `${batam} 4-7`]);
  expect(office.store.kept.get(batam)?.applied).toEqual({
    sequence: 4,
    runs: [
      { boot: 'a', first: 1, last: 3 },
      { boot: 'c', first: 4, last: 4 },
    ],
  });
});

test('of two controllers with one id the later one is followed, also before anything is stored', async () => {
  const office = new ToldIntake();
  office.store.mood = 'hangs';
  office.come(batam, 'a', 1, 3).come(batam, 'b', 4, 5).come(batam, 'a', 4, 6).come(batam, 'b', 6);
  await office.pass(200);
  expect(office.twice).toEqual([`${batam} b a`]);
});

test('each message is heard once, with what it says, when it came and whether the broker had kept it', async () => {
  const office = new ToldIntake();
  office.store.readMood = 'hangs';
  await office.pass(70);
  office.says(batam, 'controller/state', { state: 'online' }, true).come(batam, 'a', 1);
  office.line.deliver(`loket/v1/${batam}/device/printer-1/state`, '');
  expect(office.heard).toMatchObject([
    { site: batam, topic: 'controller/state', payload: { state: 'online' }, retain: true, heardAt: 70 },
    { site: batam, topic: 'event/ticket/called', payload: { sequence: '000000000001' }, retain: false },
    { site: batam, topic: 'device/printer-1/state', payload: undefined, wallAt: 1_760_000_000_070 },
  ]);
});

test('what is hostile is left out, and what comes after it is stored', async () => {
  const office = new ToldIntake();
  const topic = `loket/v1/${batam}/event/ticket/called`;
  const good = {
    id: 'x',
    type: 'loket.a.b.v1',
    time: '2026-09-20T03:00:00Z',
    boot: 'a',
    historical: false,
    data: {},
  };
  const all: readonly unknown[] = [
    ...[null, 7, 'text', [], {}, { ...good, sequence: 1 }, { ...good, sequence: '-1' }],
    { ...good, sequence: '1'.repeat(30) },
    { ...good, sequence: '1', time: 'yesterday' },
    { ...good, sequence: '1', data: null },
    { ...good, sequence: '1', data: { text: 'x'.repeat(intakeLimits.eventMaxBytes) } },
  ];
  for (const one of all) office.line.deliver(topic, JSON.stringify(one));
  for (const text of ['{', '\u0000', '[[[['.repeat(9_000)]) office.line.deliver(topic, text);
  office.line.deliver(topic, Buffer.from([0xff, 0xfe, 0x00]));
  office.line.deliver(`loket/v1/${batam}/controller/health`, 'x'.repeat(intakeLimits.messageMaxBytes + 1));
  for (const health of [
    null,
    'x',
    { uplink_sequence: '9' },
    { uplink_sequence: -4 },
    { uplink_sequence: 1e300 },
  ])
    office.says(batam, 'controller/health', health);
  for (const state of [null, 7, { state: 7 }]) office.says(batam, 'controller/state', state);
  for (const reply of [null, 'x', { id: {} }, { id: 'follow-1-1', error: 'x' }])
    office.says(batam, 'reply/replay', reply);
  for (const bad of ['loket/v1', 'loket/v2/a/event/x', 'loket/v1/UPPER/event/x', 'loket/v1//event/x'])
    office.line.deliver(bad, JSON.stringify({ ...good, sequence: '1' }));
  office.come(batam, 'a', 1, 2);
  await office.pass(1_000);
  expect(office.store.events(batam)).toEqual(run('a', 1, 2));
  expect(office.intake.figures()).toMatchObject({ sites: 1, events_lost: 0, waiting_bytes: 0 });
  expect(office.asked()).toEqual([]);
  // What is not JSON is not a cleared topic.
  expect(office.heard.filter(({ payload }) => payload === undefined)).toEqual([]);
});

test('an account that makes up sites fills no memory', async () => {
  const office = new ToldIntake();
  for (let site = 0; site < intakeLimits.sitesMax + 100; site++)
    office.says(`s-${site}`, 'controller/info', {});
  expect(office.intake.figures().sites).toBe(intakeLimits.sitesMax);
});

test('what is ready is stored before the end, and a store that hangs does not keep the office from ending', async () => {
  const office = new ToldIntake();
  office.come(batam, 'a', 1, 3);
  await office.pass(1);
  await office.intake.stop();
  expect(office.store.events(batam)).toEqual(run('a', 1, 3));
  office.start();
  office.store.mood = 'hangs';
  office.come(batam, 'a', 4);
  await office.pass(1);
  let ended = false;
  void office.intake.stop().then(() => {
    ended = true;
  });
  await office.pass(intakeLimits.stopMaxMs + 1);
  expect(ended).toBe(true);
});

test('of the sites of other workers everything is heard and nothing stored', async () => {
  const office = new ToldIntake({ shares: new Set([shareOfSite(batam)]) });
  expect(shareOfSite(batam)).not.toBe(shareOfSite(solo));
  office.come(batam, 'a', 1, 3).come(solo, 'a', 1, 3);
  await office.pass(200);
  expect(office.store.reads).toEqual([batam]);
  expect(new Set(office.heard.map(({ site }) => site))).toEqual(new Set([batam, solo]));
  expect([...office.store.kept.keys()]).toEqual([batam]);
});

test('a share that comes is read, and its sites are asked for what is missing', async () => {
  const office = new ToldIntake({ shares: new Set() }).answer(() => ({ boot: 'a', upTo: 7 }));
  office.says(solo, 'controller/health', { uplink_sequence: 7 }, true);
  office.store.kept.set(solo, {
    applied: { sequence: 4, runs: [{ boot: 'a', first: 1, last: 4 }] },
    events: [...run('a', 1, 4)],
  });
  await office.pass(1_000);
  expect(office.store.reads).toEqual([]);
  office.intake.setShares(new Set([shareOfSite(solo)]));
  await office.pass(1_000);
  // What the broker had kept is old: the site is asked for all that it has.
  expect(office.asked()).toEqual([`${solo} 5-504`]);
  expect(office.store.events(solo)).toEqual(run('a', 1, 7));
});

test('what waits of a share that goes is dropped, and read anew when it comes back', async () => {
  const office = new ToldIntake();
  office.store.mood = 'hangs';
  office.come(batam, 'a', 1, 3).come(solo, 'a', 1, 3).come(solo, 'a', 9);
  await office.pass(200);
  office.come(solo, 'a', 4);
  office.intake.setShares(new Set([shareOfSite(batam)]));
  expect(office.intake.figures()).toMatchObject({ sites_followed: 1, behind_gaps_bytes: 0 });
  // Another worker stores it meanwhile.
  office.store.kept.set(solo, {
    applied: { sequence: 6, runs: [{ boot: 'a', first: 1, last: 6 }] },
    events: [...run('a', 1, 6)],
  });
  office.intake.setShares(new Set([shareOfSite(batam), shareOfSite(solo)]));
  office.come(solo, 'a', 7);
  expect(office.store.reads).toEqual([batam, solo, solo]);
  await office.pass(200);
  expect(office.intake.figures().sites_followed).toBe(2);
});

test('a batch in which a share goes while the store refuses is tried again without it', async () => {
  const office = new ToldIntake();
  office.store.mood = { fails: new Error('taken over') };
  office.come(batam, 'a', 1, 3).come(solo, 'a', 1, 3);
  await office.pass(200);
  office.intake.setShares(new Set([shareOfSite(batam)]));
  office.store.mood = { ms: 0 };
  await office.pass(20_000);
  expect(office.store.events(batam)).toEqual(run('a', 1, 3));
  expect(office.store.events(solo)).toEqual([]);
  expect(office.intake.figures().waiting_bytes).toBe(0);
});

test('sites are spread over the shares, and each worker of each version reckons the same', () => {
  expect(['mpp-batam', 'mpp-solo', 'a', 'x-1'].map(shareOfSite)).toEqual([28, 40, 44, 61]);
  const counts = new Map<number, number>();
  for (let site = 0; site < 6_400; site++) {
    const share = shareOfSite(`mpp-${site}`);
    counts.set(share, (counts.get(share) ?? 0) + 1);
  }
  expect(counts.size).toBe(64);
  expect(Math.max(...counts.values())).toBeLessThan(200);
});

test('the store of the office gets events by their short names, with times in Unix ms', async () => {
  const batches: (readonly SiteBatch[])[] = [];
  const store = keepEvents({
    read: async () => undefined,
    async apply(some) {
      batches.push(some);
    },
  });
  const office = new ToldIntake({ store });
  office.come(batam, 'a', 1);
  await office.pass(100);
  const applied = { sequence: 1, runs: [{ boot: 'a', first: 1, last: 1 }] };
  const event = { sequence: 1, boot: 'a', type: 'ticket/called', time: 1_760_000_000_250, subject: 'A-1' };
  expect(batches).toMatchObject([[{ site: batam, applied, backTo: undefined, events: [event] }]]);
});
