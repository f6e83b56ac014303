import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metricFamilies } from '../../../office/metrics/metric-families.ts';
import { metricsLimits } from '../../../office/metrics/metrics-limits.ts';
import type { Incident } from '../../../office/verdict/verdict-types.ts';
import { has } from '../../programs.ts';
import {
  deviceSeen,
  judged,
  OfficeOfSites,
  serviceSeen,
  siteSeen,
  sourceOf,
  textOf,
  viewOf,
} from './office-of-sites.ts';
import { labelsOf, readMetrics, sampleOf } from './read-metrics.ts';

const inventory = { version: '0.2.0', siteHash: 'x', os: undefined, node: undefined, kinds: undefined };
const services = new Map([
  ['paspor', serviceSeen('paspor', { waiting: 4, longestWaitSeconds: 300, isOpen: true, isSurging: true })],
  ['pajak', serviceSeen('pajak', { waiting: 3, longestWaitSeconds: 40.5, isOpen: false, issuedToday: 12 })],
  ['bank', serviceSeen('bank')],
]);
const devices = new Map([
  ['pad-1', deviceSeen('pad-1', judged('well'))],
  ['pad-2', deviceSeen('pad-2', judged('well'))],
  [
    'printer-1',
    deviceSeen('printer-1', judged('device', { fix: 'clerk', reasons: [{ code: 'paper.out' }] })),
  ],
]);
const batam = siteSeen('mpp-batam', {
  ...{ title: 'MPP "Batam"', region: 'kepri', heardAt: 58_500, inventory, services, devices },
  judgement: judged('device'),
});

describe('the metrics of the office', () => {
  it('are this text, for one hall with a printer without paper', async () => {
    const text = (await textOf(sourceOf(viewOf([batam])))).replace(process.versions.node, 'NODE');
    await expect(text).toMatchFileSnapshot('golden/one-hall.metrics');
  });

  it('have a series for a device only while it is not well', async () => {
    const text = await textOf(sourceOf(viewOf([batam])));
    expect(labelsOf(text, 'loket_device_unwell').map(({ device }) => device)).toEqual(['printer-1']);
    expect(labelsOf(text, 'loket_site_devices').map(({ verdict }) => verdict)).toEqual(['well', 'device']);
  });

  it('say no queue and no device of a hall that is away, whatever it said before it went', async () => {
    const judgement = judged('site-unreachable');
    const unjudged = new Map([['pad-1', deviceSeen('pad-1', undefined)]]);
    const text = await textOf(sourceOf(viewOf([{ ...batam, judgement, devices: unjudged }])));
    const said = readMetrics(text).filter(({ labels }) => labels.site === 'mpp-batam');
    expect(said.map(({ name }) => name)).toEqual([
      'loket_site_verdict',
      'loket_site_info',
      'loket_site_heard_age_seconds',
    ]);
  });

  it('say the queues of a hall in maintenance while it is heard, and none while it is not', async () => {
    const inMaintenance = (measured: 'well' | 'region') => ({
      ...batam,
      judgement: judged('maintenance', { measured }),
    });
    const waiting = async (measured: 'well' | 'region') =>
      sampleOf(await textOf(sourceOf(viewOf([inMaintenance(measured)]))), 'loket_site_tickets_waiting');
    expect([await waiting('well'), await waiting('region')]).toEqual([7, undefined]);
  });

  it('have no age for a hall that was never heard, and none below zero when the clock was set back', async () => {
    const sites = [siteSeen('a'), siteSeen('b', { heardAt: 99_000 })];
    const text = await textOf(sourceOf(viewOf(sites)));
    const ages = readMetrics(text).filter(({ name }) => name === 'loket_site_heard_age_seconds');
    expect(ages.map(({ labels, value }) => [labels.site, value])).toEqual([['b', 0]]);
  });

  it('tell an incident by its key, and one below another or in maintenance apart from those', async () => {
    let at = 0;
    const office = new OfficeOfSites(() => ({ at, wall: at }));
    for (const site of ['batam-1', 'batam-2', 'batam-3', 'batam-4']) office.open(site, 'kepri', 2);
    for (const site of ['palu-1', 'palu-2', 'palu-3', 'palu-4']) office.open(site, 'sulteng', 2);
    const to = (end: number) => {
      for (; at < end; at += 1_000) office.judge();
    };
    to(10_000);
    office.device('batam-1', 'd1', ['paper.out']);
    office.device('palu-1', 'd2', ['paper.out']);
    to(20_000);
    const region = { site: 'batam-1', region: 'kepri' };
    const paper = { key: 'site/batam-1/device/d1/paper.out', verdict: 'device', fix: 'clerk', ...region };
    const before = await textOf(sourceOf(office.view));
    expect(labelsOf(before, 'loket_incident')).toContainEqual({ ...paper, confidence: 'certain' });

    for (const site of ['batam-1', 'batam-2', 'batam-3', 'batam-4']) office.will(site, 1);
    office.windows([{ from: 20_000, to: 90_000, site: 'palu-1', device: 'd2' }]);
    to(80_000);
    const after = await textOf(sourceOf(office.view));
    expect(labelsOf(after, 'loket_incident').map(({ key, region }) => [key, region])).toEqual([
      ['region/kepri', 'kepri'],
    ]);
    expect(labelsOf(after, 'loket_incident_hidden')).toEqual([
      { ...paper, by: 'parent' },
      expect.objectContaining({ key: 'site/palu-1/device/d2/paper.out', by: 'maintenance' }),
    ]);
  });

  it('leave out what is too much, and say how much that is', async () => {
    const many = new Map(
      Array.from({ length: metricsLimits.unwellDevicesOfSiteMax + 3 }, (_, at) => [
        `d${at}`,
        deviceSeen(`d${at}`, judged('device')),
      ]),
    );
    const text = await textOf(sourceOf(viewOf([{ ...batam, devices: many }])));
    expect(labelsOf(text, 'loket_device_unwell')).toHaveLength(metricsLimits.unwellDevicesOfSiteMax);
    expect(sampleOf(text, 'loket_office_series_left_out')).toBe(3);
    expect(readMetrics(text).find(({ name }) => name === 'loket_site_devices')?.value).toBe(many.size);
  });

  it('say how many sites were heard for which there is no room', async () => {
    const source = sourceOf(viewOf([]));
    const text = await textOf({ ...source, figures: () => ({ ...source.figures(), sitesLeftOut: 7 }) });
    expect(sampleOf(text, 'loket_office_series_left_out')).toBe(7);
  });

  it('say that the office has no line to its broker', async () => {
    const text = await textOf(sourceOf(viewOf([], { listeningSince: undefined })));
    expect(sampleOf(text, 'loket_office_listening')).toBe(0);
  });
});

/** Any text, halves of pairs, quotes and line ends among it, and some that differ only at their ends. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(
      fc.constantFrom('"', '\\', '\n', '\r', '{', '}', '\0', '\ud800', '\udc00', '\u2028', 'n', ',', '='),
    )
    .map((chars) => chars.join('')),
  fc.string({ maxLength: 3 }).map((end) => `${'x'.repeat(400)}${end}`),
);

function hostileText(ids: readonly string[]): Promise<string> {
  const sites = ids.map((id) =>
    siteSeen(id, {
      ...{ title: id, region: id, judgement: judged('device'), heardAt: 1 },
      devices: new Map(ids.map((of) => [of, deviceSeen(of, judged('device', { reasons: [{ code: of }] }))])),
    }),
  );
  const incidents = ids.map((id) => incidentOf(id));
  return textOf(sourceOf(viewOf(sites, { incidents: () => incidents })));
}

function incidentOf(key: string): Incident {
  const [cause, at] = [judged('device'), { at: 0, wall: 0 }];
  return {
    ...{ id: key, site: key, openedAt: at, closedAt: undefined, parent: undefined, flaps: 0, isQuiet: false },
    ...{ corrections: [], cause: { ...cause, key, devices: [], isQuiet: false } },
  };
}

describe('the text of the metrics', () => {
  it('is well formed and has each series once, whatever a site calls itself and its devices', async () => {
    const ids = fc.uniqueArray(hostile, { maxLength: 6, minLength: 1 });
    await fc.assert(
      fc.asyncProperty(ids, async (said) => {
        const text = Buffer.from(await hostileText(said)).toString();
        const series = readMetrics(text).map(({ name, labels }) => `${name} ${JSON.stringify(labels)}`);
        expect(new Set(series).size).toBe(series.length);
        expect(labelsOf(text, 'loket_site_verdict')).toHaveLength(said.length);
        expect(labelsOf(text, 'loket_device_unwell')).toHaveLength(said.length ** 2);
        expect(labelsOf(text, 'loket_incident')).toHaveLength(said.length);
        const lengths = readMetrics(text).flatMap(({ labels }) =>
          Object.values(labels).map((one) => one.length),
        );
        expect(Math.max(...lengths)).toBeLessThanOrEqual(metricsLimits.labelCharsMax);
      }),
      { numRuns: 300 },
    );
  });

  it('says an ordinary id as it is', async () => {
    const id = 'mpp "Batam" \\ \u00e9\u{1F3E2}';
    expect(labelsOf(await hostileText([id]), 'loket_site_verdict')[0]?.site).toBe(id);
  });

  it('has a name for each family that ends in its unit, and in no suffix of a sample', () => {
    for (const { name, ...more } of Object.values(metricFamilies)) {
      expect(name).toMatch(/^(loket|process)_[a-z_]+$/);
      expect(name).not.toMatch(/_(total|info|count|sum|bucket|created)$/);
      if ('unit' in more) expect(name.endsWith(`_${more.unit}`), name).toBe(true);
    }
  });

  it('is OpenMetrics, as the reference parser reads it', async ({ skip }) => {
    if (!hasReferenceParser()) skip();
    const texts = [await textOf(sourceOf(viewOf([batam]))), await hostileText(['a"b\\\n', 'c', '\ud800'])];
    for (const text of texts) {
      const { status, stderr } = spawnSync(python, ['-c', referenceParse], {
        input: text,
        encoding: 'utf8',
      });
      expect(stderr).toBe('');
      expect(status).toBe(0);
    }
  });
});

/** Debian's own, which has Debian's packages. */
const python = '/usr/bin/python3';
const referenceParse = `
import sys
from prometheus_client.openmetrics.parser import text_string_to_metric_families
text = sys.stdin.buffer.read().decode()
samples = [s for f in text_string_to_metric_families(text) for s in f.samples]
assert len(samples) > 10
`;

function hasReferenceParser(): boolean {
  if (!has(python)) return false;
  const isThere = spawnSync(python, ['-c', 'import prometheus_client.openmetrics.parser']).status === 0;
  if (!isThere && process.env.LOKET_TEST_REQUIRE === 'all')
    throw new Error('python3-prometheus-client is not installed');
  return isThere;
}
