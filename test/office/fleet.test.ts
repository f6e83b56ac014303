import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFleet, type Fleet } from '../../office/fleet/fleet.ts';
import { fleetLimits } from '../../office/fleet/fleet-limits.ts';
import type { FleetChange } from '../../office/fleet/fleet-view.ts';
import type { Judgement } from '../../office/verdict/verdict-types.ts';
import type { Judged } from '../../office/verdict/verdicts.ts';

const wall0 = Date.UTC(2026, 0, 5, 3);
const now = { at: 0, wall: wall0 };
const nothing: Judged = { verdicts: [], corrections: [], incidents: [] };

function say(
  fleet: Fleet,
  topic: string,
  payload: unknown,
  more: { site?: string; retain?: boolean } = {},
): void {
  fleet.hear({ site: 'mpp-batam', topic, payload, retain: false, heardAt: 5, wallAt: wall0 + 5, ...more });
}

function judgement(verdict: Judgement['verdict']): Judgement {
  const nobody = { reasons: [], candidates: [], confidence: 'certain', fix: 'nobody' } as const;
  return { verdict, ...nobody, since: now, knownAt: now };
}

/** What listeners were told, in order. */
function told(fleet: Fleet): FleetChange[] {
  const changes: FleetChange[] = [];
  fleet.onChange((change) => changes.push(change));
  return changes;
}

const info = {
  ...{ version: '0.2.0', title: 'MPP Batam', region: 'kepri', lat: 1.05, lon: 104.03, site_hash: 'abc' },
  ...{ node: 'v22', os: 'Debian 12', kinds: ['keypad'], services: [{ id: 'paspor', title: 'Paspor' }] },
};

describe('the fleet as it was heard', () => {
  it('knows of a site what the site has said, and nothing else', () => {
    const fleet = createFleet(now);
    say(fleet, 'controller/info', info);
    say(fleet, 'service/paspor/state', {
      open: true,
      waiting: 4,
      longest_wait_s: 90,
      surge: false,
      issued: 9,
    });
    say(fleet, 'counter/loket-1/state', { state: 'serving' });
    say(fleet, 'device/printer-1/info', {
      role: 'printer',
      kind: 'escpos-printer',
      title: 'Printer',
      place: '/dev/x',
    });
    const site = fleet.site('mpp-batam');
    expect(site).toMatchObject({
      title: 'MPP Batam',
      region: 'kepri',
      place: { latitude: 1.05, longitude: 104.03 },
    });
    expect(site?.judgement).toMatchObject({ verdict: 'unknown', reasons: [{ code: 'not-heard-yet' }] });
    expect(site?.services.get('paspor')).toMatchObject({ title: 'Paspor', waiting: 4, quotaLeft: undefined });
    expect(site?.counters.get('loket-1')?.state).toBe('serving');
    expect(site?.devices.get('printer-1')).toMatchObject({
      kind: 'escpos-printer',
      state: undefined,
      model: undefined,
    });
  });

  it('tells no quota from a quota that is not known', () => {
    const fleet = createFleet(now);
    say(fleet, 'service/a/state', { quota_left: null });
    say(fleet, 'service/b/state', { quota_left: 'many' });
    expect(fleet.site('mpp-batam')?.services.get('a')?.quotaLeft).toBeNull();
    expect(fleet.site('mpp-batam')?.services.get('b')?.quotaLeft).toBeUndefined();
  });

  it('takes a live word alone for a sign of life: no retained message, no last will, no command', () => {
    const fleet = createFleet(now);
    say(fleet, 'controller/info', info, { retain: true });
    say(fleet, 'controller/state', { state: 'offline', reason: 'lost' });
    say(fleet, 'command/call-next', { id: '1' });
    expect(fleet.site('mpp-batam')?.heardAt).toBeUndefined();
    say(fleet, 'controller/health', { uptime_s: 1 });
    expect(fleet.site('mpp-batam')?.heardAt).toBe(wall0 + 5);
  });

  it('does not say of a site that was known and never heard when it was heard', () => {
    const site = (id: string, heardAt: number) => ({ id, title: undefined, region: undefined, heardAt });
    const fleet = createFleet(now, { sites: [site('mpp-batam', 0), site('mpp-solo', 5)] });
    expect([...fleet.sites()].map(({ heardAt }) => heardAt)).toEqual([undefined, 5]);
  });

  it('listens since its line is up, and to nothing while it is down', () => {
    const fleet = createFleet(now);
    expect(fleet.listeningSince).toBeUndefined();
    fleet.lineUp(wall0 + 1);
    expect(fleet.listeningSince).toBe(wall0 + 1);
    fleet.lineDown();
    expect(fleet.listeningSince).toBeUndefined();
  });
});

describe('changes of the fleet', () => {
  it('are told once in a turn, with the sites that have changed', () => {
    const fleet = createFleet(now);
    const changes = told(fleet);
    say(fleet, 'controller/info', info);
    say(fleet, 'controller/info', { ...info, title: 'MPP Medan' }, { site: 'mpp-medan' });
    expect(changes).toEqual([]);
    fleet.judged(nothing, now);
    expect(changes.map(({ sites }) => [...sites])).toEqual([['mpp-batam', 'mpp-medan']]);
    fleet.judged(nothing, now);
    expect(changes).toHaveLength(1);
  });

  it('are no words that only repeat what was said, as sites do every 30 s', () => {
    const fleet = createFleet(now);
    const state = (ms: string) => ({
      ...{ admin: 'enabled', state: 'degraded', usable: false, since: `2026-01-05T03:00:00.${ms}Z` },
      reasons: [{ code: 'paper.out', severity: 'error', fix: 'clerk', since: `2026-01-05T03:00:00.${ms}Z` }],
    });
    const all = (ms: string) => {
      say(fleet, 'controller/info', info);
      say(fleet, 'device/printer-1/state', state(ms));
      say(fleet, 'service/paspor/state', { waiting: 4 });
      say(fleet, 'controller/health', { uptime_s: Number(ms) });
    };
    all('100');
    fleet.judged(nothing, now);
    const changes = told(fleet);
    all('101');
    fleet.judged(nothing, now);
    expect(changes).toEqual([]);
    say(fleet, 'service/paspor/state', { waiting: 5 });
    fleet.judged(nothing, now);
    expect(changes).toHaveLength(1);
  });

  it('take in what is judged of a site and of its devices', () => {
    const fleet = createFleet(now);
    say(fleet, 'device/printer-1/info', { role: 'printer', kind: 'x', place: '' });
    const site = 'mpp-batam';
    fleet.judged(
      {
        ...nothing,
        verdicts: [
          { site, judgement: judgement('device') },
          { site, device: 'printer-1', judgement: judgement('device') },
        ],
      },
      now,
    );
    expect(fleet.site(site)?.judgement.verdict).toBe('device');
    expect(fleet.site(site)?.devices.get('printer-1')?.judgement?.verdict).toBe('device');
    fleet.judged({ ...nothing, verdicts: [{ site, device: 'printer-1', judgement: undefined }] }, now);
    expect(fleet.site(site)?.devices.get('printer-1')?.judgement).toBeUndefined();
  });
});

describe('a site that is closed for good', () => {
  it('disappears when its state is cleared, and does not come back while the rest is cleared', () => {
    const fleet = createFleet(now);
    say(fleet, 'controller/info', info);
    say(fleet, 'controller/state', undefined);
    say(fleet, 'device/printer-1/state', undefined);
    say(fleet, 'service/paspor/state', undefined);
    expect(fleet.site('mpp-batam')).toBeUndefined();
    const changes = told(fleet);
    fleet.judged({ ...nothing, verdicts: [{ site: 'mpp-batam', judgement: undefined }] }, now);
    expect([...fleet.sites()]).toEqual([]);
    expect([...(changes[0]?.sites ?? [])]).toEqual(['mpp-batam']);
  });

  it('disappears when the verdicts have forgotten it', () => {
    const fleet = createFleet(now, { sites: [{ id: 'mpp-batam', region: 'kepri', title: 'X', heardAt: 1 }] });
    expect(fleet.site('mpp-batam')).toMatchObject({ region: 'kepri', heardAt: 1 });
    fleet.judged({ ...nothing, verdicts: [{ site: 'mpp-batam', judgement: undefined }] }, now);
    expect(fleet.site('mpp-batam')).toBeUndefined();
  });
});

describe('whatever a site sends', () => {
  it('is taken as far as it fits, and never throws', () => {
    const topics = [
      'controller/info',
      'controller/state',
      'device/a/state',
      'device/a/info',
      'service/a/state',
    ];
    const more = [
      'counter/a/state',
      'device',
      '',
      'device/a',
      'event/ticket/called',
      'a/b/c/d',
      'device//state',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...topics, ...more),
        fc.oneof(
          fc.anything(),
          fc.record({ reasons: fc.anything(), services: fc.anything(), kinds: fc.anything() }),
        ),
        (topic, payload) => {
          const fleet = createFleet(now);
          say(fleet, topic, payload);
          fleet.judged(nothing, now);
        },
      ),
    );
  });

  it('takes no more room than its limits: texts, devices, services, faults and sites', () => {
    const fleet = createFleet(now);
    const long = 'x'.repeat(10_000);
    const many = Array.from({ length: 2_000 }, (_, at) => ({ id: `s-${at}`, title: long }));
    say(fleet, 'controller/info', { ...info, title: long, services: many, kinds: Array(500).fill(long) });
    for (let at = 0; at < 1_000; at++)
      say(fleet, `device/d-${at}/info`, { role: long, kind: long, place: long });
    const fault = { code: long, severity: 'error', fix: 'clerk' };
    const state = { admin: long, state: long, usable: true, reasons: Array(99).fill(fault) };
    say(fleet, 'device/d-1/state', state);
    const site = fleet.site('mpp-batam');
    const { textCharactersMax: text, devicesMax, servicesMax, kindsMax, reasonsMax } = fleetLimits;
    expect(site?.title).toHaveLength(text);
    expect(site?.devices.size).toBe(devicesMax);
    expect(site?.services.size).toBe(servicesMax);
    expect(site?.inventory.kinds).toHaveLength(kindsMax);
    expect(site?.devices.get('d-1')?.reasons).toHaveLength(reasonsMax);
    expect(site?.devices.get('d-1')?.reasons[0]?.code).toHaveLength(text);
    for (let at = 0; at < fleetLimits.sitesMax + 10; at++)
      say(fleet, 'controller/health', {}, { site: `s-${at}` });
    expect([...fleet.sites()]).toHaveLength(fleetLimits.sitesMax);
    expect(fleet.leftOut).toBe(11);
  });

  it('makes no site of a name that is no id', () => {
    const fleet = createFleet(now);
    for (const site of ['', 'A', 'a b', 'x'.repeat(41)]) say(fleet, 'controller/health', {}, { site });
    expect([...fleet.sites()]).toEqual([]);
  });
});
