import { expect, it } from 'vitest';
import { asEvent } from '../../simulators/fleet/fleet-line.ts';
import { crowdMax, HallTime } from '../../simulators/fleet/hall-hours.ts';
import { placesFor } from '../../simulators/fleet/hall-places.ts';
import type { Said } from './fleet-broker.ts';
import { hearFleet, json, minute, wall0 } from './fleet-hearing.ts';

interface Event {
  readonly sequence: string;
  readonly boot: string;
  readonly time: string;
  readonly historical: boolean;
  readonly type: string;
  readonly data: { readonly ticket?: string; readonly service?: string; readonly [field: string]: unknown };
}

const busy = { counters: 10, visitorsPerHour: 500, visitSeconds: 50 };

const eventsOf = (said: readonly Said[], site: string): readonly Event[] =>
  said.filter(({ topic }) => topic.startsWith(`loket/v1/${site}/event/`)).map(({ payload }) => json(payload));

it('the places are cities of every province, each once, and numbered halls after them', () => {
  const places = placesFor(2_000);
  expect(new Set(places.map(({ id }) => id)).size).toBe(2_000);
  const cities = places.findIndex(({ id }) => /^mpp-\d/.test(id));
  expect(cities).toBeGreaterThanOrEqual(200);
  expect(places[0]?.id).toBe('mpp-batam');
  expect(places[cities]?.id).toBe(`mpp-0${cities + 1}`);
  expect(new Set(places.map(({ region }) => region)).size).toBe(38);
  // The grammar of ids in a site file, and the corners of Indonesia.
  for (const { id, region, latitude, longitude } of places) {
    expect(id).toMatch(/^[a-z0-9-]{1,40}$/);
    expect(region).toMatch(/^[a-z0-9-]{1,40}$/);
    expect(latitude, id).toBeGreaterThan(-11);
    expect(latitude, id).toBeLessThan(6);
    expect(longitude, id).toBeGreaterThan(95);
    expect(longitude, id).toBeLessThan(141);
  }
});

it('a hall has its hours by the time of its island, or by those of a fleet that begins in the morning', () => {
  const jakarta = new HallTime('Asia/Jakarta', {}, wall0);
  expect(jakarta.hour(wall0)).toBeCloseTo(9.75);
  expect(new HallTime('Asia/Jayapura', {}, wall0).hour(wall0)).toBeCloseTo(11.75);
  const shifted = new HallTime('Asia/Jakarta', { startHour: 8.5 }, wall0 + 17 * 60 * minute);
  expect(shifted.hour(wall0 + 17 * 60 * minute)).toBeCloseTo(8.5);
  expect([jakarta.crowd(wall0), jakarta.crowd(wall0 + 180 * minute)]).toEqual([1.9, 0.4]);
  expect(jakarta.crowd(wall0 + 8 * 60 * minute)).toBe(0);
  for (let hour = 0; hour < 24; hour++)
    expect(jakarta.crowd(wall0 + hour * 60 * minute)).toBeLessThanOrEqual(crowdMax);
});

it('more visitors come in the rush than at noon, the same for the same seed', {
  timeout: 20_000,
}, async () => {
  const issued = async (seed: number, startHour: number): Promise<number> => {
    const { clock, broker } = hearFleet({ seed, hours: { startHour } });
    await clock.advance(60 * minute);
    return broker.said.filter(({ topic }) => topic.endsWith('event/ticket/issued')).length;
  };
  const [rush, again, noon] = [await issued(1, 9), await issued(1, 9), await issued(1, 12)];
  expect(rush).toBe(again);
  expect(rush).toBeGreaterThan(noon * 2);
  expect(await issued(2, 9)).not.toBe(rush);
});

it('every ticket that was issued is somewhere, by the events and by the states', {
  timeout: 20_000,
}, async () => {
  const { clock, broker, fleet } = hearFleet({
    sites: 4,
    hours: { startHour: 8 },
    rates: { paper: 2, killed: 1 },
  });
  await clock.advance(5 * 60 * minute);
  for (const { plan, hall } of fleet.sites) {
    const events = eventsOf(broker.said, plan.id);
    const last = new Map<string, string>();
    for (const { type, data } of new Map(events.map((event) => [event.sequence, event])).values())
      if (data.ticket !== undefined) last.set(data.ticket, type);
    const ended = (...types: readonly string[]) =>
      [...last.values()].filter((type) => types.some((one) => type === `loket.ticket.${one}.v1`)).length;
    const states = hall.services.map(({ plan: { id } }) =>
      json(broker.retained.get(`loket/v1/${plan.id}/service/${id}/state`) ?? '{}'),
    );
    const sum = (field: string) => states.reduce((total, state) => total + state[field], 0);
    const counters = hall.counters.map(({ plan: { id } }) =>
      json(broker.retained.get(`loket/v1/${plan.id}/counter/${id}/state`) ?? '{}'),
    );
    const atCounters = counters.filter(({ ticket }) => ticket !== null).length;
    const parked = counters.reduce((total, state) => total + state.parked, 0);
    expect(sum('issued'), plan.id).toBeGreaterThan(60);
    expect(sum('issued'), plan.id).toBe(
      sum('waiting') + atCounters + parked + ended('served', 'no-show', 'cancelled'),
    );
    expect(sum('waiting'), plan.id).toBe(ended('issued', 'transferred'));
  }
});

it('sequences have no gap and boots change with the process, whatever happens', {
  timeout: 30_000,
}, async () => {
  const rates = { killed: 6, frozen: 4, hung: 4, stopped: 4, reset: 10, region: 2, flapping: 1 };
  const { clock, broker, fleet } = hearFleet({ sites: 6, hours: { startHour: 9 }, rates });
  await clock.advance(120 * minute);
  await clock.advance(10 * minute);
  for (const { plan, journal } of fleet.sites) {
    const events = eventsOf(broker.said, plan.id);
    const numbers = [...new Set(events.map(({ sequence }) => Number(sequence)))].sort((a, b) => a - b);
    expect(numbers.length).toBeGreaterThan(100);
    // The last are on their way, or the site is away just now.
    expect(numbers, plan.id).toEqual(Array.from(numbers, (_, at) => at + 1));
    expect(numbers.length).toBeLessThanOrEqual(journal.last);
    const starts = new Set(
      events.filter(({ type }) => type === 'loket.host.started.v1').map(({ boot }) => boot),
    );
    expect(new Set(events.map(({ boot }) => boot))).toEqual(starts);
  }
  // Some were away, worked on, and brought it home with its dates.
  const all = fleet.sites.flatMap(({ plan }) => eventsOf(broker.said, plan.id));
  expect(all.filter(({ historical }) => historical).length).toBeGreaterThan(20);
  // A process that was killed sends some again; each number is one event.
  const ids = new Map(all.map((event) => [`${event.type}${event.sequence}${event.time}`, event]));
  expect(ids.size).toBeLessThan(all.length);
});

it('a replay brings what is kept, and is refused when nothing is', async () => {
  const { clock, broker, fleet } = hearFleet({
    sites: 1,
    past: { ms: 60 * minute, isSent: true },
    journalMax: 100,
  });
  await clock.advance(5_000);
  const [site] = fleet.sites;
  const last = site?.journal.last ?? 0;
  expect(last).toBeGreaterThan(100);
  const ask = async (id: string, from: number, to: number, more: object = {}) => {
    const before = broker.said.length;
    broker.carrier.publish(
      `loket/v1/${site?.plan.id}/command/replay`,
      JSON.stringify({ id, from, to, ...more }),
      asEvent,
    );
    await clock.advance(3_000);
    const said = broker.said.slice(before + 1);
    const reply = said.find(({ topic }) => topic.endsWith('reply/replay'));
    const sequences = said
      .filter(({ topic, payload }) => topic.includes('/event/') && json(payload).historical)
      .map(({ payload }) => Number(json(payload).sequence));
    return { reply: json(reply?.payload ?? '{}'), sequences };
  };
  const kept = last - 20;
  const all = await ask('a', kept, kept + 9);
  expect(all.sequences).toEqual(Array.from({ length: 10 }, (_, at) => kept + at));
  expect(all.reply).toEqual({ id: 'a', ok: true, result: { from: kept, to: kept + 9, events: 10 } });
  const part = await ask('b', 1, last - 90);
  expect(part.reply.result).toMatchObject({ to: last - 90, events: part.sequences.length });
  expect(part.sequences.length).toBeGreaterThan(0);
  expect((await ask('c', 1, 2)).reply).toMatchObject({
    id: 'c',
    ok: false,
    error: { code: 'nothing-to-replay' },
  });
  expect((await ask('d', 3, 2)).reply.error.code).toBe('bad-field');
  expect((await ask('e', 1, 2, { when: 'now' })).reply.error.code).toBe('unknown-field');
  const late = { sent_at: new Date(wall0 - minute).toISOString() };
  expect((await ask('f', kept, kept, late)).reply.error.code).toBe('expired');
});

it('sites send at the rate of the office, until they lose their line', { timeout: 20_000 }, async () => {
  const past = { ms: 60 * minute, isSent: false };
  const { clock, broker, fleet } = hearFleet({ sites: 1, busyness: busy, hours: { isAlways: true }, past });
  const say = (fields: object) =>
    broker.carrier.publish('loket/office/state', JSON.stringify(fields), { qos: 1, retain: true });
  say({ state: 'online', since: null, boot: 'o', rate: 5 });
  await clock.advance(4_000);
  const rate = async () => {
    const before = fleet.figures().events;
    await clock.advance(10_000);
    return (fleet.figures().events - before) / 10;
  };
  const slow = await rate();
  expect(slow).toBeGreaterThan(4.5);
  expect(slow).toBeLessThan(5.6);
  say({ state: 'online', since: null, boot: 'o', rate: -3 });
  await clock.advance(2_000);
  expect(await rate()).toBeLessThan(1.2);
  say({ state: 'offline', since: null, boot: 'o', rate: 5 });
  expect(await rate()).toBeGreaterThan(10);
});

it('what a fast fleet does is dated by the right time, and its rate by the clock', async () => {
  const past = { ms: 30 * minute, isSent: true };
  const common = { busyness: busy, sites: 2, hours: { isAlways: true }, past };
  const fast = hearFleet({ ...common, speed: 5 });
  await fast.clock.advance(2 * minute);
  const slow = hearFleet(common);
  await slow.clock.advance(2 * minute);
  const ratio = fast.fleet.figures().events / slow.fleet.figures().events;
  expect(ratio).toBeGreaterThan(4);
  expect(ratio).toBeLessThan(6);
  const health = fast.broker.said.filter(({ topic }) => topic.endsWith('controller/health')).at(-1);
  expect(json(health?.payload ?? '{}')).toMatchObject({ every_s: 6 });
  const off = Date.parse(json(health?.payload ?? '{}').at) - fast.wall();
  expect(Math.abs(off)).toBeLessThan(10_000);
});

it('the hours that a simulated hall says are those in which visitors come', async () => {
  for (const startHour of [0, 7.5, 9, 23]) {
    const { clock, broker, fleet, wall } = hearFleet({ sites: 3, hours: { startHour } });
    await clock.advance(10_000);
    for (const site of fleet.sites) {
      const { zone, id } = site.plan;
      const { hours } = JSON.parse(broker.retained.get(`loket/v1/${id}/controller/info`) ?? '{}');
      const time = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' }).format(wall());
      const isOpen = hours['1'].some(
        ({ from, to }: { from: string; to: string }) => from <= time && time < to,
      );
      expect([startHour, id, isOpen]).toEqual([startHour, id, site.hall.isOpen]);
    }
    fleet.stop();
  }
});
