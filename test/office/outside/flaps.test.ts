import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { has } from '../../programs.ts';
import { OfficeOfSites, sourceOf, textOf } from './office-of-sites.ts';
import { labelsOf } from './read-metrics.ts';

const folder = mkdtempSync(join(tmpdir(), 'loket-flaps-'));
afterAll(() => rmSync(folder, { recursive: true }));

const scrapeMs = 5_000;
const hourMs = 3_600_000;
/** The office and the rules keep an incident for ten and two minutes. */
const calmMs = 15 * 60_000;
const flapping = 'mpp-batam';
const others = ['mpp-bali', 'mpp-palu', 'mpp-solo'];

/** What Prometheus would have read of an hour in which a site is lost so often, for so long each time. */
async function incidentsOf(flaps: number, awayMs: number): Promise<ReadonlyMap<string, readonly boolean[]>> {
  let at = 0;
  const office = new OfficeOfSites(() => ({ at, wall: Date.UTC(2026, 8, 20) + at }));
  for (const site of [flapping, ...others]) office.open(site, site, 12);
  const seen = new Map<string, boolean[]>();
  let connection = 1;
  let isAway = false;
  for (let scrape = 0; at < hourMs + calmMs; scrape++) {
    const end = at + scrapeMs;
    for (; at < end; at += 1_000) {
      const isToBeAway = at < hourMs && at % (hourMs / flaps) >= hourMs / flaps - awayMs;
      if (isToBeAway && !isAway) office.will(flapping, connection);
      if (!isToBeAway && isAway) office.online(flapping, ++connection);
      isAway = isToBeAway;
      if (at % 30_000 === 0) for (const site of isAway ? others : [flapping, ...others]) office.health(site);
      office.judge();
    }
    const labels = labelsOf(await textOf(sourceOf(office.view)), 'loket_incident');
    for (const one of labels) {
      const series = Object.entries(one)
        .map(([name, value]) => `${name}="${value}"`)
        .join();
      const values = seen.get(series) ?? [];
      values[scrape] = true;
      seen.set(series, values);
    }
  }
  return seen;
}

/** A series in promtool's words: where it ends Prometheus marks it as stale. */
function inWords(values: readonly boolean[], length: number): string {
  const word = (at: number): string => (values[at] ? '1' : values[at - 1] ? 'stale' : '_');
  return Array.from({ length }, (_, at) => word(at)).join(' ');
}

/** How often an alert begins, and how many of them stand at the end, as Prometheus has it. */
async function expectBegun(flaps: number, awayMs: number, begun: number): Promise<void> {
  const seen = await incidentsOf(flaps, awayMs);
  const scrapes = (hourMs + calmMs) / scrapeMs;
  const firing = 'ALERTS{alertstate="firing"}';
  const test = {
    rule_files: [resolve('config/system/loket-office.rules.yml')],
    evaluation_interval: '5s',
    tests: [
      {
        interval: '5s',
        input_series: [
          { series: 'up{job="loket-office"}', values: `1x${scrapes}` },
          ...[...seen].map(([labels, values]) => ({
            series: `loket_incident{${labels}}`,
            values: inWords(values, scrapes),
          })),
        ],
        promql_expr_test: [
          {
            expr: `sum(sum_over_time((${firing} unless ${firing} offset 5s)[2h:5s]))`,
            eval_time: '75m',
            exp_samples: [{ labels: '{}', value: begun }],
          },
          { expr: firing, eval_time: '75m' },
        ],
      },
    ],
  };
  const path = join(folder, 'flaps.yml');
  writeFileSync(path, stringify(test));
  const { status, stdout, stderr } = spawnSync('promtool', ['test', 'rules', path], { encoding: 'utf8' });
  expect(status, stdout + stderr).toBe(0);
}

describe.skipIf(!has('promtool'))('a site that comes and goes', () => {
  it('60 times in an hour begins one alert, which ends once: two notifications', async () => {
    await expectBegun(60, 30_000, 1);
  });

  it('for a moment each time begins one alert as well', async () => {
    await expectBegun(60, 8_000, 1);
  });

  it('so often that it is called a bad line begins one for each of the two names that it has', async () => {
    await expectBegun(120, 10_000, 2);
  });

  it('every five minutes begins two: the first may have been all there was', async () => {
    await expectBegun(12, 60_000, 2);
  });
});
