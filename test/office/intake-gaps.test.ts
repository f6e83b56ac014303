import { expect, test } from 'vitest';
import { intakeLimits } from '../../office/intake/intake-limits.ts';
import { run, ToldIntake } from './told-intake.ts';

const [batam, solo] = ['mpp-batam', 'mpp-solo'];
const here = () => ({ boot: 'a', upTo: 1_000_000 });

test('nothing is asked for that is on its way, however long the queue of the broker is', async () => {
  const office = new ToldIntake().answer(here);
  office.come(solo, 'a', 1, 2).says(solo, 'controller/health', { uplink_sequence: 2 });
  office.line.queueMs = 20_000;
  // Health overtakes the events in the queue.
  office.queue(batam, 'a', 1, 400);
  office.says(batam, 'controller/health', { uplink_sequence: 400 });
  await office.pass(60_000);
  expect(office.store.events(batam)).toEqual(run('a', 1, 400));
  expect(office.asked()).toEqual([]);
});

test('what is said to be sent behind a marker is not proven by it', async () => {
  const office = new ToldIntake().answer(here);
  office.line.queueMs = 1_000;
  office.says(batam, 'controller/health', { uplink_sequence: 5 });
  await office.pass(900);
  // 1 to 5 are lost; 6 to 9 stand in the queue when the marker comes back.
  office.queue(batam, 'a', 6, 9);
  office.says(batam, 'controller/health', { uplink_sequence: 9 });
  await office.pass(10_000);
  expect(office.asked()).toEqual([`${batam} 1-5`]);
  expect(office.store.events(batam)).toEqual(run('a', 1, 9));
});

test('one marker is under way for all sites', async () => {
  const office = new ToldIntake().answer(here);
  office.line.queueMs = 500;
  for (let site = 1; site <= 200; site++) office.come(`mpp-${site}`, 'a', 3, 4);
  await office.pass(400);
  expect(office.markers()).toBe(1);
  await office.pass(1_800);
  // The first site waited for the first one, all others for the second.
  expect(office.markers()).toBe(2);
  expect(office.asked()).toHaveLength(200);
  expect(office.intake.figures()).toMatchObject({ events_applied: 800, behind_gaps_bytes: 0 });
});

test('a marker that is lost with the connection is sent anew', async () => {
  const office = new ToldIntake().answer(here);
  office.line.queueMs = 1_000;
  office.come(batam, 'a', 4);
  await office.pass(500);
  office.line.lose();
  await office.pass(2_000);
  expect(office.asked()).toEqual([]);
  office.line.connect();
  await office.pass(4_000);
  expect(office.asked()).toEqual([`${batam} 1-3`]);
  expect(office.store.events(batam)).toEqual(run('a', 1, 4));
});

test('a marker that the broker drops is sent again once it is late', async () => {
  const office = new ToldIntake().answer(here);
  office.come(solo, 'a', 2);
  await office.pass(1_000);
  office.line.forbidden = /marker/;
  office.come(batam, 'a', 4);
  await office.pass(intakeLimits.markerAgainMs - 100);
  office.line.forbidden = undefined;
  expect(office.asked()).toEqual([`${solo} 1-1`]);
  await office.pass(1_000);
  expect(office.asked()).toEqual([`${solo} 1-1`, `${batam} 1-3`]);
  expect(office.mute).toBe(0);
});

test('markers of another office, of an earlier run, and made up ones prove nothing', async () => {
  const office = new ToldIntake().answer(here);
  office.line.queueMs = 5_000;
  office.come(batam, 'a', 4);
  await office.pass(10);
  const topic = 'loket/office/marker/kantor';
  const others = [
    { boot: 'other', number: 1 },
    { boot: 'o', number: 99 },
    { boot: 'o', number: '1' },
    null,
    'x',
    {},
  ];
  for (const one of others) office.line.deliver(topic, JSON.stringify(one));
  office.line.deliver(topic, 'not JSON');
  await office.pass(4_000);
  expect(office.asked()).toEqual([]);
  await office.pass(2_000);
  expect(office.asked()).toHaveLength(1);
});

test('with a broker that allows no markers it is asked all the same, later, and somebody is told once', async () => {
  const office = new ToldIntake().answer(here);
  office.line.forbidden = /marker/;
  office.come(batam, 'a', 4).come(solo, 'a', 3);
  await office.pass(intakeLimits.markerLateMs - 100);
  expect(office.asked()).toEqual([]);
  await office.pass(2 * intakeLimits.markerLateMs);
  expect(office.asked()).toEqual([`${batam} 1-3`, `${solo} 1-2`]);
  expect(office.mute).toBe(1);
});

test('a long gap is asked for in pieces, and a piece that is still coming is not asked for again', async () => {
  const office = new ToldIntake();
  office.come(batam, 'a', 2_001);
  await office.pass(100);
  // A slow site: ten events a second.
  for (let next = 1; next <= 2_000; next += 10) {
    office.come(batam, 'a', next, next + 9);
    await office.pass(1_000);
  }
  await office.pass(100);
  expect(office.asked()).toEqual([500, 1_000, 1_500, 2_000].map((to) => `${batam} ${to - 499}-${to}`));
  expect(office.store.events(batam)).toEqual(run('a', 1, 2_001));
});

test('a site that has a part of what is asked is asked for the rest at once', async () => {
  const office = new ToldIntake();
  office.line.readers.push(({ topic, payload }) => {
    if (!topic.endsWith('command/replay')) return;
    const { id, from } = JSON.parse(payload);
    office.queue(batam, 'a', from, from + 1);
    office.line.queue(`loket/v1/${batam}/reply/replay`, JSON.stringify({ id, ok: true }), false);
  });
  office.come(batam, 'a', 6);
  await office.pass(1_000);
  expect(office.asked()).toEqual([`${batam} 1-5`, `${batam} 3-5`, `${batam} 5-5`]);
  expect(office.store.events(batam)).toEqual(run('a', 1, 6));
});

test('what a site has shown three times not to have is lost, and its later events are stored', async () => {
  const office = new ToldIntake().answer(() => ({ boot: 'a', upTo: 0 }));
  office.come(batam, 'a', 4, 5);
  await office.pass(60_000);
  expect(office.lost).toEqual([`${batam} 1-3`]);
  expect(office.asked()).toHaveLength(3);
  expect(office.store.events(batam)).toEqual(run('a', 4, 5));
  expect(office.intake.figures().events_lost).toBe(3);
});

test('a site that never answers is asked ever more rarely, and loses nothing', async () => {
  const office = new ToldIntake();
  office.come(batam, 'a', 4);
  await office.pass(10 * 60_000);
  // After 5, 10, 20, 40 and then each 60 s.
  expect(office.asked().length).toBeGreaterThan(10);
  expect(office.asked().length).toBeLessThan(16);
  expect(office.lost).toEqual([]);
  office.come(batam, 'a', 1, 3);
  await office.pass(200);
  expect(office.store.events(batam)).toEqual(run('a', 1, 4));
});

test('a request whose answer stands in the queue of the broker is not made again', async () => {
  const office = new ToldIntake().answer(here);
  office.come(solo, 'a', 1, 2);
  office.come(batam, 'a', 4);
  office.line.queueMs = 12_000;
  await office.pass(60_000);
  expect(office.asked()).toEqual([`${batam} 1-3`]);
  expect(office.store.events(batam)).toEqual(run('a', 1, 4));
});

test('a site that is away is not asked before it is back', async () => {
  const office = new ToldIntake().answer(here);
  office.says(batam, 'controller/health', { uplink_sequence: 3 }, true);
  office.says(batam, 'controller/state', { state: 'offline' }, true);
  await office.pass(60_000);
  expect(office.asked()).toEqual([]);
  office.says(batam, 'controller/state', { state: 'online' });
  await office.pass(1_000);
  expect(office.asked()).toEqual([`${batam} 1-500`]);
  expect(office.store.events(batam)).toEqual(run('a', 1, 500));
});

test('what a site sent since the broker kept its word comes with the same request', async () => {
  const office = new ToldIntake().answer(() => ({ boot: 'a', upTo: 45 }));
  office.says(batam, 'controller/health', { uplink_sequence: 30 }, true);
  await office.pass(1_000);
  office.come(batam, 'a', 46, 47).says(batam, 'controller/health', { uplink_sequence: 47 });
  await office.pass(60_000);
  expect(office.asked()).toEqual([`${batam} 1-500`]);
  expect(office.store.events(batam)).toEqual(run('a', 1, 47));
});

test('no more events are asked for at a time than the queue of the broker holds', async () => {
  const office = new ToldIntake();
  const sites = 300;
  for (let site = 0; site < sites; site++) office.come(`mpp-${site}`, 'a', 501);
  await office.pass(1_000);
  const most = intakeLimits.askedEventsMax / 500;
  expect(office.asked()).toHaveLength(most);
  expect(office.intake.figures().replay_events_under_way).toBe(intakeLimits.askedEventsMax);
  // As they come, others have their turn.
  for (let site = 0; site < 10; site++) office.come(`mpp-${site}`, 'a', 1, 500);
  await office.pass(100);
  expect(office.asked()).toHaveLength(most + 10);
});

test('silent sites keep the others from being asked for no longer than an answer may take', async () => {
  const office = new ToldIntake().answer((site) => (site === batam ? here() : undefined));
  for (let site = 0; site < 200; site++) office.come(`mpp-${site}`, 'a', 501);
  await office.pass(100);
  office.come(batam, 'a', 3);
  await office.pass(intakeLimits.askAgainMs + 1_000);
  expect(office.store.events(batam)).toEqual(run('a', 1, 3));
});

test('the number of requests is what is needed when 100 sites have lost 1,200 events each', async () => {
  const office = new ToldIntake().answer(here);
  const sites = 100;
  for (let site = 0; site < sites; site++)
    office.says(`mpp-${site}`, 'controller/health', { uplink_sequence: 1_200 });
  await office.pass(10_000);
  expect(office.intake.figures()).toMatchObject({ events_applied: sites * 1_200, replays_asked: sites * 3 });
}, 60_000);

test('events that come again after a reconnection, out of order, are stored once and in order', async () => {
  const office = new ToldIntake().answer(here);
  office.come(batam, 'a', 1, 4);
  office.queue(batam, 'a', 5, 6);
  office.line.lose();
  await office.pass(100);
  office.line.connect();
  office.come(batam, 'a', 9, 12).come(batam, 'a', 7, 8).come(batam, 'a', 3, 4);
  await office.pass(1_000);
  expect(office.store.events(batam)).toEqual(run('a', 1, 12));
  expect(office.asked()).toEqual([`${batam} 5-6`]);
});

test('events behind gaps have a most in memory; what did not fit is asked for', async () => {
  const office = new ToldIntake();
  const most = 20_000;
  office.says(batam, 'controller/health', { uplink_sequence: 0 });
  await office.pass(10);
  for (let at = 0; at < most; at += 100) office.come(batam, 'a', 3 + at, 102 + at);
  const { behind_gaps_bytes: held } = office.intake.figures();
  await office.pass(1);
  expect(held).toBeLessThanOrEqual(intakeLimits.siteBehindGapMaxBytes);
  office.answer(here);
  office.come(batam, 'a', 1, 2);
  await office.pass(20_000);
  expect(office.store.events(batam)).toEqual(run('a', 1, most + 2));
  expect(office.intake.figures().behind_gaps_bytes).toBe(0);
});
