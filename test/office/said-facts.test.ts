import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFleet } from '../../office/fleet/fleet.ts';
import { fleetLimits } from '../../office/fleet/fleet-limits.ts';
import type { SaidHours } from '../../office/fleet/fleet-view.ts';
import { saidHours, shareHours } from '../../office/fleet/said-hours.ts';
import { createDailyFigures } from '../../office/judge/daily-figures.ts';
import { openingSpans } from '../../office/reports/opening-spans.ts';

const now = { at: 0, wall: 0 };

/** A fleet of one site, of which these things are said one after the other. */
function heard(...said: readonly (readonly [topic: string, payload: unknown])[]) {
  const fleet = createFleet(now);
  for (const [topic, payload] of said)
    fleet.hear({ site: 'mpp-batam', topic, payload, retain: false, heardAt: 0, wallAt: 0 });
  const site = fleet.site('mpp-batam');
  if (site === undefined) throw new Error('there is no such site');
  return site;
}

const hoursOf = (hours: unknown, holidays?: unknown): SaidHours | undefined =>
  heard(['controller/info', { hours, holidays }]).hours;
const day = (...times: readonly (readonly [string, string])[]) => times.map(([from, to]) => ({ from, to }));

describe('the opening hours that a site says', () => {
  it('are taken as minutes of each weekday, with the holidays', () => {
    const said = { 1: day(['08:00', '12:00'], ['13:00', '15:30']), 6: day(['09:00', '24:00']) };
    expect(hoursOf(said, ['2026-12-25'])).toEqual({
      week: new Map([
        [1, [at(8, 12), { from: 780, to: 930 }]],
        [6, [at(9, 24)]],
      ]),
      holidays: new Set(['2026-12-25']),
    });
    expect(hoursOf('always')).toEqual({ week: 'always', holidays: new Set() });
    expect(hoursOf({})?.week).toEqual(new Map());
  });
  const at = (from: number, to: number) => ({ from: from * 60, to: to * 60 });

  it('are read by a later version, which says more in them', () => {
    const said = { 1: [{ from: '08:00', to: '12:00', service: 'paspor' }], since: '2026-01-01' };
    expect(hoursOf(said)?.week).toEqual(new Map([[1, [at(8, 12)]]]));
  });

  it.each<[string, unknown, unknown?]>([
    ['is missing', undefined],
    ['is a list', [day(['08:00', '12:00'])]],
    ['is another word', 'selalu'],
    ['has a time that is none', { 1: day(['08:00', '24:01']) }],
    ['has minutes that are none', { 1: day(['08:60', '09:00']) }],
    ['has a time without its zero', { 1: day(['8:00', '12:00']) }],
    ['has a span that ends before it begins', { 1: day(['12:00', '08:00']) }],
    ['has a span that is empty', { 1: day(['08:00', '08:00']) }],
    ['has spans that overlap', { 1: day(['08:00', '12:00'], ['11:00', '15:00']) }],
    ['has spans that are not in order', { 1: day(['13:00', '15:00'], ['08:00', '12:00']) }],
    ['has a span in words', { 1: ['08:00-12:00'] }],
    ['has a day that is no list', { 1: { from: '08:00', to: '12:00' } }],
    ['has null for a span', { 1: [null] }],
    ['has one good day and one that is not', { 1: day(['08:00', '12:00']), 2: 'closed' }],
    ['has endless spans', { 1: Array(1_000).fill({ from: '08:00', to: '12:00' }) }],
    ['has a holiday that is none', 'always', ['2026-02-30']],
    ['has holidays that are no texts', 'always', [20_261_225]],
    ['has holidays that are no list', 'always', '2026-12-25'],
    ['has endless holidays', 'always', Array(fleetLimits.holidaysMax + 1).fill('2026-12-25')],
  ])('count as not said as a whole where one of them %s', (_what, hours, holidays) => {
    expect(hoursOf(hours, holidays)).toBeUndefined();
  });

  it('can be reckoned with, whatever they are', () => {
    const times = fc.constantFrom(
      '00:00',
      '08:00',
      '12:00',
      '23:59',
      '24:00',
      '24:01',
      '8:00',
      '',
      'x'.repeat(99),
    );
    const spans = fc.array(fc.record({ from: times, to: times }), { maxLength: 10 });
    const hours = fc.oneof(fc.anything(), fc.dictionary(fc.constantFrom('1', '2', '7', '8', 'x'), spans));
    const week = { from: 0, to: 7 * 86_400_000 };
    fc.assert(
      fc.property(hours, fc.oneof(fc.constant([]), fc.anything()), (said, holidays) => {
        const found = hoursOf(said, holidays);
        if (found === undefined) return;
        const open = openingSpans(found.week, 'Asia/Jakarta', week);
        for (const { from, to } of open) expect(to).toBeGreaterThan(from);
      }),
    );
  });
});

describe('the zone of a site', () => {
  it.each([
    ['Asia/Jakarta', 'Asia/Jakarta'],
    ['UTC', 'UTC'],
    ['Asia/Nowhere', undefined],
    ['+07:00', undefined],
    ['', undefined],
    [7, undefined],
    [`Asia/${'x'.repeat(100_000)}`, undefined],
  ])('%s is %s', (zone, expected) => {
    expect(heard(['controller/info', { zone }]).zone).toBe(expected);
  });
});

describe('the quota of a service', () => {
  it.each<[object, number | null | undefined]>([
    [{ issued: 12, quota_left: 138 }, 150],
    [{ issued: 150, quota_left: 0 }, 150],
    [{ issued: 12, quota_left: null }, null],
    [{ issued: 12 }, undefined],
    [{ quota_left: 138 }, undefined],
    [{ issued: -12, quota_left: 138 }, undefined],
    [{ issued: '12', quota_left: 138 }, undefined],
    [{ issued: 9e15, quota_left: 9e15 }, undefined],
    [{ issued: Number.POSITIVE_INFINITY, quota_left: 1 }, undefined],
  ])('of %j is %s', (said, quota) => {
    expect(heard(['service/paspor/state', said]).services.get('paspor')?.quota).toBe(quota);
  });
});

describe('the paper of a printer', () => {
  const info = ['device/printer-1/info', { role: 'printer', kind: 'escpos-printer' }] as const;
  const paper = (...healths: readonly unknown[]) =>
    heard(info, ...healths.map((said) => ['device/printer-1/health', said] as const)).devices.get('printer-1')
      ?.paperMm;

  it('is what it used in all its life', () => {
    expect(paper({ paper_mm: 5, total_paper_mm: 41_022 })).toBe(41_022);
    expect(paper({ paper_mm: 5 })).toBeUndefined();
  });

  it.each([[-1], ['118'], [null], [Number.NaN], [1e300], [{}]])('is not said by %j', (total_paper_mm) => {
    expect(paper({ total_paper_mm: 7 }, { total_paper_mm })).toBeUndefined();
  });

  it('makes no device of one that nothing else is said of', () => {
    expect(heard(['device/ghost/health', { total_paper_mm: 7 }]).devices.size).toBe(0);
  });
});

it('what 2,000 sites say of their hours, quotas and paper takes few megabytes', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const heap = (): number => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  const fleet = createFleet(now);
  const figures = createDailyFigures(fleet);
  const hear = (site: number, topic: string, payload: object): void => {
    // As it comes: each message has texts of its own.
    const heard = {
      topic,
      retain: false,
      heardAt: 0,
      wallAt: 1e12,
      payload: JSON.parse(JSON.stringify(payload)),
    };
    fleet.hear({ site: `mpp-${site}`, ...heard });
    figures.hear({ site: `mpp-${site}`, ...heard });
  };
  const sites = Array.from({ length: 2_000 }, (_, at) => at);
  for (const site of sites) {
    hear(site, 'controller/info', { title: `MPP ${site}` });
    for (let one = 0; one < 12; one++) hear(site, `device/d-${one}/info`, { role: 'printer', kind: 'x' });
    for (let one = 0; one < 4; one++) hear(site, `service/s-${one}/state`, { issued: 1, waiting: 1 });
  }
  const before = heap();
  const week = Object.fromEntries(
    [1, 2, 3, 4, 5].map((at) => [at, day(['08:00', '12:00'], ['13:00', '15:00'])]),
  );
  const holidays = Array.from({ length: 30 }, (_, at) => `2026-08-${String(at + 1).padStart(2, '0')}`);
  for (const site of sites) {
    hear(site, 'controller/info', { title: `MPP ${site}`, zone: 'Asia/Jakarta', hours: week, holidays });
    for (let one = 0; one < 2; one++) hear(site, `device/d-${one}/health`, { total_paper_mm: 41_022 + site });
    for (let one = 0; one < 4; one++)
      hear(site, `service/s-${one}/state`, { issued: 1, waiting: 1, quota_left: 149 });
  }
  const megabytes = (heap() - before) / 1e6;
  console.log(`${megabytes.toFixed(1)} MB`);
  expect(figures.unsaved(1e6)).toHaveLength(6 * sites.length);
  expect(megabytes).toBeLessThan(4);
});

it('hours that are the same are kept once, however many different ones there were', () => {
  const share = shareHours();
  const of = (at: number) => saidHours({ 1: [{ from: `0${at % 10}:00`, to: `1${at % 10}:00` }] }, []);
  expect(share(of(1))).toBe(share(of(1)));
  expect(share(of(1))).not.toBe(share(of(2)));
  expect(share(undefined)).toBeUndefined();
  for (let at = 0; at < 1_000; at++) share({ week: 'always', holidays: new Set([`${at}`]) });
  expect(share(of(1))).toEqual(of(1));
});
