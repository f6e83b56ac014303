import { expect, it } from 'vitest';
import { createVerdicts } from '../../office/verdict/verdicts.ts';
import { openDemoFleet } from '../../simulators/fleet/demo.ts';
import { shareLines } from '../../simulators/fleet/shared-lines.ts';
import { seededRandom } from '../../simulators/random.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { memoryBroker } from './fleet-broker.ts';
import { hearFleet, json, minute, wall0 } from './fleet-hearing.ts';

const second = 1_000;

/** A fleet that has run for a minute, and what its only site, or the first, says. */
async function running(options: Parameters<typeof hearFleet>[0] = {}) {
  const heard = hearFleet({ sites: 1, hours: { startHour: 10 }, ...options });
  const id = heard.fleet.sites[0]?.plan.id ?? '';
  await heard.clock.advance(minute);
  const root = `loket/v1/${id}/`;
  const retained = (topic: string) => json(heard.broker.retained.get(root + topic) ?? '{}');
  const since = (from: number, topic: string) =>
    heard.broker.said
      .slice(from)
      .filter((said) => said.topic === root + topic)
      .map(({ payload }) => json(payload));
  return { ...heard, id, retained, since, mark: () => heard.broker.said.length };
}

it('a site that is killed has its will said at once, and comes back as another run that was not stopped', async () => {
  const { clock, fleet, retained, since, mark, wall } = await running();
  const before = retained('controller/state');
  expect(before).toMatchObject({ state: 'online', connection: 1, reasons: [] });
  const from = wall();
  fleet.make({ kind: 'killed', forMs: 60 * second });
  await clock.advance(second);
  expect(retained('controller/state')).toMatchObject({
    state: 'offline',
    reason: 'lost',
    boot: before.boot,
    connection: 1,
  });
  // When that connection was made, and not when it was lost.
  expect(Date.parse(retained('controller/state').since)).toBeLessThan(from - 50 * second);
  const quiet = mark();
  await clock.advance(58 * second);
  expect(since(quiet, 'controller/health')).toEqual([]);
  await clock.advance(10 * second);
  const after = retained('controller/state');
  expect(after).toMatchObject({ state: 'online', connection: 1 });
  expect(after.boot).not.toBe(before.boot);
  expect(after.reasons.map(({ code }: { code: string }) => code)).toEqual(['restart.unclean']);
  expect(since(quiet, 'event/host/started').at(-1)?.data).toMatchObject({ clean: false });
  expect(fleet.truth()).toEqual([{ site: 'mpp-batam', kind: 'killed', from, to: from + 60 * second }]);
});

it('a line that freezes is noticed by the broker within half a minute, and the site works on', async () => {
  const { clock, fleet, retained, since, mark } = await running();
  const { boot } = retained('controller/state');
  fleet.make({ kind: 'frozen', forMs: 120 * second });
  await clock.advance(19 * second);
  expect(retained('controller/state').state).toBe('online');
  await clock.advance(12 * second);
  expect(retained('controller/state').state).toBe('offline');
  const back = mark();
  await clock.advance(100 * second);
  const states = since(back, 'controller/state');
  expect(states[0]).toMatchObject({ state: 'online', boot });
  expect(states[0].connection).toBeGreaterThan(2);
  expect(states[0].reasons[0].code).toBe('uplink.down');
  expect(since(back, 'event/ticket/issued').some(({ historical }) => historical)).toBe(true);
});

it('a process that hangs does nothing meanwhile, and has the same boot when it wakes up', async () => {
  const { clock, fleet, retained, since, mark, wall } = await running();
  const { boot } = retained('controller/state');
  const from = wall();
  fleet.make({ kind: 'hung', forMs: 100 * second });
  await clock.advance(35 * second);
  expect(retained('controller/state')).toMatchObject({ state: 'offline', reason: 'lost' });
  const back = mark();
  await clock.advance(100 * second);
  expect(retained('controller/state')).toMatchObject({ state: 'online', boot });
  const times = since(back, 'event/ticket/reserved').map(({ time }) => Date.parse(time));
  expect(times.filter((time) => time > from + second && time < from + 99 * second)).toEqual([]);
});

it('a site that is stopped says so itself, and no will follows', async () => {
  const { clock, fleet, since, mark, retained } = await running();
  const before = mark();
  fleet.make({ kind: 'stopped', forMs: 70 * second });
  await clock.advance(60 * second);
  expect(since(before, 'controller/state').map(({ reason }) => reason)).toEqual(['stopped']);
  await clock.advance(20 * second);
  expect(retained('controller/state').state).toBe('online');
  expect(since(before, 'event/host/started').at(-1)?.data).toMatchObject({ clean: true });
  expect(since(before, 'event/host/stopped').length).toBe(1);
});

it('a board takes along what hangs on it, and all of it is found again', async () => {
  const { clock, fleet, retained, since, mark } = await running();
  const before = mark();
  fleet.make({ kind: 'board', device: 'board-2', forMs: 60 * second });
  await clock.advance(5 * second);
  const gone = ['board-2', 'loket-3-keypad', 'mesin-tiket'];
  for (const id of gone)
    expect(retained(`device/${id}/state`), id).toMatchObject({
      ...{ state: 'offline', usable: false, reason: 'link.absent' },
    });
  expect(retained('device/board-1/state').state).toBe('online');
  expect(since(before, 'event/device/lost').map(({ data }) => data.device)).toEqual(gone);
  expect(since(before, 'event/device/faulted').map(({ data }) => data.device)).toEqual(gone);
  await clock.advance(30 * second);
  expect(retained('controller/health').devices_online).toBe(9);
  await clock.advance(60 * second);
  expect(since(before, 'event/device/found').map(({ data }) => data.device)).toEqual(gone);
  const cleared = since(before, 'event/device/cleared');
  expect(cleared.map(({ data }) => data.code)).toEqual(['link.absent', 'link.absent', 'link.absent']);
  expect(cleared[0].data.for_s).toBeCloseTo(59.5);
});

it('a printer without paper is there and not usable, and tickets come from the other one', async () => {
  const busyness = { counters: 8, visitorsPerHour: 300, visitSeconds: 60 };
  const { clock, fleet, retained, since, mark } = await running({ busyness, hours: { isAlways: true } });
  fleet.make({ kind: 'paper', device: 'printer-1', forMs: 200 * second });
  const before = mark();
  await clock.advance(150 * second);
  expect(retained('device/printer-1/state')).toMatchObject({
    state: 'degraded',
    usable: false,
    reason: 'paper.out',
  });
  const printers = new Set(since(before, 'event/ticket/reserved').map(({ data }) => data.printer));
  expect([...printers]).toEqual(['printer-2']);
  // With no printer left, people wait at the machine, and take their tickets when there is paper.
  const [site] = fleet.sites;
  site?.devices.fail('printer-2', 'paper.out', 'clerk', 'Kertas habis');
  const none = mark();
  await clock.advance(45 * second);
  expect(since(none, 'event/ticket/reserved')).toEqual([]);
  await clock.advance(25 * second);
  expect(since(none, 'event/ticket/reserved').length).toBeGreaterThan(2);
});

it('two controllers with one id put each other out, and say so', async () => {
  const { clock, fleet, since, mark, retained } = await running();
  const before = mark();
  fleet.make({ kind: 'two-controllers', forMs: 240 * second });
  await clock.advance(230 * second);
  const states = since(before, 'controller/state');
  expect(new Set(states.map(({ boot }) => boot)).size).toBe(2);
  expect(states.filter(({ reason }) => reason === 'lost').length).toBeGreaterThan(4);
  expect(states.at(-1)?.reasons?.[0]?.code ?? 'uplink.duplicate').toBe('uplink.duplicate');
  await clock.advance(120 * second);
  expect(retained('controller/state')).toMatchObject({ state: 'online', boot: states.find(Boolean).boot });
});

it('of a site that is closed for good nothing is left', async () => {
  const { clock, fleet, broker } = await running();
  expect([...broker.retained.keys()].length).toBeGreaterThan(40);
  fleet.make({ kind: 'closed' });
  await clock.advance(20 * second);
  expect([...broker.retained.keys()]).toEqual([]);
  expect(fleet.make({ kind: 'killed' })).toBe(false);
});

it('a site of an older version lacks what was added for the office', async () => {
  const { retained, fleet } = await running({ oldShare: 1 });
  expect(retained('controller/state')).not.toHaveProperty('connection');
  expect(retained('controller/health')).not.toHaveProperty('at');
  expect(retained('controller/health')).not.toHaveProperty('every_s');
  expect(retained('controller/info')).not.toHaveProperty('region');
  expect(retained('device/loket-1-keypad/info')).not.toHaveProperty('parent');
  expect(fleet.truth()).toEqual([{ site: 'mpp-batam', kind: 'old', from: wall0, to: undefined }]);
});

it('bad habits: events that come twice, late wills that the site answers, rubbish, leftovers', async () => {
  const habits = { lateWills: 60, bursts: 60, garbage: 60, twiceShare: 0.2, wanders: true, leftovers: 2 };
  const { clock, fleet, broker, since } = await running({ habits, past: { ms: 30 * minute, isSent: false } });
  fleet.make({ kind: 'reset' });
  await clock.advance(10 * minute);
  const again = broker.said.filter(({ how }) => how.dup === true);
  expect(again.length).toBeGreaterThan(10);
  const states = since(0, 'controller/state');
  const late = states.findIndex(
    ({ reason, connection }, at) => reason === 'lost' && connection < states[at - 1]?.connection,
  );
  expect(late).toBeGreaterThan(0);
  expect(states[late + 1]).toMatchObject({ state: 'online' });
  const bad = (payload: string): boolean =>
    payload === 'null' || payload === '[]' || payload.includes('on fire');
  expect(broker.said.some(({ payload }) => bad(payload))).toBe(true);
  expect(broker.retained.has('loket/v1/mpp-lama-1/controller/state')).toBe(true);
  const wandering = since(0, 'device/loket-1-display/state').map((state) => state.since);
  expect(new Set(wandering).size).toBeGreaterThan(1);
});

it('an office says of the demo what its story is, within the first minute', { timeout: 60_000 }, async () => {
  const clock = new VirtualClock();
  const broker = memoryBroker();
  const wall = () => wall0 + clock.now();
  const moment = () => ({ at: clock.now(), wall: wall() });
  const office = createVerdicts(moment());
  office.lineUp(moment());
  broker.office.subscribe('loket/v1/#', ({ topic, payload, retain }) => {
    const [, , site = '', ...rest] = topic.split('/');
    let said: unknown;
    try {
      said = payload.length === 0 ? undefined : JSON.parse(Buffer.from(payload).toString());
    } catch {
      return;
    }
    office.hear({ site, topic: rest.join('/'), payload: said, retain, heardAt: clock.now(), wallAt: wall() });
  });
  const open = shareLines({ clock, random: seededRandom(3), carriers: [broker.carrier] });
  const fleet = openDemoFleet({ clock, wall, seed: 5, sites: 200, open });
  const said = new Map<string, Set<string>>();
  for (let at = 0; at < 100; at++) {
    await clock.advance(second);
    office.judge(moment());
    for (const { plan } of fleet.sites)
      for (const judgement of [office.site(plan.id), ...office.devices(plan.id).values()])
        if (judgement !== undefined)
          said.set(plan.id, (said.get(plan.id) ?? new Set()).add(judgement.verdict));
    if (at === 30) expect(office.incidents().some(({ cause }) => cause.verdict === 'region')).toBe(true);
    if (at === 60) expect(office.incidents().some(({ cause }) => cause.verdict === 'region')).toBe(false);
  }
  const expected = {
    ...{ region: 'region', board: 'hub', paper: 'device', flapping: 'network' },
    ...{ clock: 'clock', maintenance: 'maintenance' },
  };
  for (const [kind, verdict] of Object.entries(expected)) {
    const sites = fleet.truth().filter((trouble) => trouble.kind === kind);
    expect(sites.length, kind).toBeGreaterThan(0);
    const [first] = sites;
    expect([...(said.get(first?.site ?? '') ?? [])], `${kind} at ${first?.site}`).toContain(verdict);
  }
});
