import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMetricsHandler } from '../../../office/metrics/metrics-handler.ts';
import { openProcessFigures } from '../../../office/metrics/office-figures.ts';
import { has } from '../../programs.ts';
import { until } from '../../real-clock.ts';
import { freePort, type Notification, startAlertmanager, startPrometheus } from './monitoring-programs.ts';
import { OfficeOfSites, sourceOf } from './office-of-sites.ts';

/** Five regions are lost; they are less than 80 % of all sites, which would be the broker. */
const lost = ['aceh', 'bali', 'jambi', 'kepri', 'riau'];
const spared = ['papua', 'sulteng'];
const [sitesOfRegion, sitesOfSpared, devices] = [100, 70, 12];
const withinMs = 60_000;
const judgeEveryMs = 200;
const healthEveryMs = 20_000;

const sitesOf = (region: string): readonly string[] =>
  Array.from({ length: lost.includes(region) ? sitesOfRegion : sitesOfSpared }, (_, at) => `${region}-${at}`);
const paper = { site: 'kepri-7', device: 'd3', key: 'site/kepri-7/device/d3/paper.out' };

describe.skipIf(!has('prometheus') || !has('prometheus-alertmanager'))(
  '500 sites and 6,000 devices that are lost together, through the real Prometheus and Alertmanager',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'loket-outside-'));
    const told: Notification[] = [];
    const ends: (() => unknown)[] = [];
    const office = new OfficeOfSites(() => ({ at: performance.now(), wall: Date.now() }));
    const asked = new Set<string>();
    let connection = 1;

    beforeAll(async () => {
      for (const region of [...lost, ...spared])
        for (const site of sitesOf(region)) office.open(site, region, devices);
      const judging = setInterval(() => office.judge(), judgeEveryMs);
      let isLost = false;
      const saysHealth = setInterval(() => {
        for (const region of isLost ? spared : [...lost, ...spared])
          for (const site of sitesOf(region)) office.health(site);
      }, healthEveryMs);
      ends.push(
        () => clearInterval(judging),
        () => clearInterval(saysHealth),
      );
      lose = (regions) => {
        isLost = true;
        for (const region of regions) for (const site of sitesOf(region)) office.will(site, connection);
      };
      bringBack = (regions) => {
        isLost = false;
        connection++;
        for (const region of regions) for (const site of sitesOf(region)) office.online(site, connection);
      };
      const figures = openProcessFigures();
      const source = sourceOf(office.view, { process: () => figures.read(), wall: () => Date.now() });
      const handle = createMetricsHandler({ source: () => source, token: undefined, failed: console.error });
      const metrics = createServer((request, response) => {
        asked.add(request.headers.accept?.split(';')[0] ?? '');
        void handle(request, response);
      });
      const webhook = createServer((request, response) => {
        let text = '';
        request.setEncoding('utf8').on('data', (piece: string) => {
          text += piece;
        });
        request.on('end', () => {
          told.push({ ...JSON.parse(text), at: performance.now() });
          response.end();
        });
      });
      ends.push(
        () => metrics.close(),
        () => webhook.close(),
        () => figures.close(),
      );
      const [officePort, webhookPort] = [await listening(metrics), await listening(webhook)];
      const alertmanager = await freePort();
      ends.push(await startAlertmanager(folder, alertmanager, `http://127.0.0.1:${webhookPort}/`));
      ends.push(await startPrometheus(folder, await freePort(), { office: officePort, alertmanager }));
    });

    let lose: (regions: readonly string[]) => void;
    let bringBack: (regions: readonly string[]) => void;

    afterAll(async () => {
      for (const end of ends.reverse()) await end();
      rmSync(folder, { recursive: true, force: true });
    });

    const keysTold = (status: 'firing' | 'resolved'): readonly (string | undefined)[] =>
      told.flatMap(({ alerts }) =>
        alerts.filter((one) => one.status === status).map(({ labels }) => labels.key),
      );
    const regionsTold = (status: 'firing' | 'resolved') =>
      lost.filter((region) => keysTold(status).includes(`region/${region}`));

    it('make one notification for each region, and one resolved for each when they are back', async () => {
      office.device(paper.site, paper.device, ['paper.out']);
      await until(() => keysTold('firing').includes(paper.key), 30_000);

      const lostAt = performance.now();
      lose(lost);
      await until(() => regionsTold('firing').length === lost.length, withinMs);
      const tookS = (performance.now() - lostAt) / 1_000;
      const firing = told.filter(({ at }) => at > lostAt);
      console.log(`${firing.length} notifications, the last ${tookS.toFixed(0)} s after the loss`);
      expect(
        firing.map(({ groupLabels, receiver }) => [groupLabels.region, groupLabels.verdict, receiver]).sort(),
      ).toEqual(lost.map((region) => [region, 'region', 'network']));

      bringBack(lost);
      await until(() => regionsTold('resolved').length === lost.length, 40_000);
      // A printer without paper is no news when its region comes and goes, and is over when somebody has mended it.
      expect(keysTold('resolved')).not.toContain(paper.key);
      office.device(paper.site, paper.device, []);
      await until(() => keysTold('resolved').includes(paper.key), 40_000);
      expectPairs(told);
      expect(asked).toEqual(new Set(['application/openmetrics-text']));
      const aboutSites = told.flatMap(({ alerts }) => alerts.map(({ labels }) => labels.site));
      expect(new Set(aboutSites.filter((site) => site !== undefined))).toEqual(new Set([paper.site]));
    }, 180_000);

    it('make one notification for all of them together when no region is spared', async () => {
      told.length = 0;
      lose([...lost, ...spared]);
      await until(() => keysTold('firing').includes('fleet'), withinMs);
      bringBack([...lost, ...spared]);
      await until(() => keysTold('resolved').includes('fleet'), 40_000);
      expect(told.map(({ status, groupLabels }) => [status, groupLabels.verdict])).toEqual([
        ['firing', 'broker'],
        ['resolved', 'broker'],
      ]);
    }, 120_000);
  },
);

/** Each alert was told to be there once and to be over once, in this order. */
function expectPairs(told: readonly Notification[]): void {
  const statuses = new Map<string, string[]>();
  for (const { alerts } of told)
    for (const { labels, status } of alerts) {
      const name = JSON.stringify(labels);
      statuses.set(name, [...(statuses.get(name) ?? []), status]);
    }
  expect([...statuses.values()]).toEqual([...statuses].map(() => ['firing', 'resolved']));
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
