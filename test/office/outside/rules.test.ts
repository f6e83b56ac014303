import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Verdict } from '../../../office/verdict/verdict-types.ts';
import { has } from '../../programs.ts';
import { deviceSeen, judged, serviceSeen, siteSeen, sourceOf, textOf, viewOf } from './office-of-sites.ts';

const rulesFile = 'config/system/loket-office.rules.yml';
const folder = mkdtempSync(join(tmpdir(), 'loket-rules-'));
afterAll(() => rmSync(folder, { recursive: true }));

function promtool(
  args: readonly string[],
  input = '',
): { readonly status: number | null; readonly said: string } {
  const { status, stdout, stderr } = spawnSync('promtool', args, { encoding: 'utf8', input });
  return { status, said: stdout + stderr };
}

describe.skipIf(!has('promtool'))('Prometheus', () => {
  it('finds nothing wrong with the rules', () => {
    const { status, said } = promtool(['check', 'rules', '--lint-fatal', rulesFile]);
    expect(said).toMatch(/SUCCESS/);
    expect(status, said).toBe(0);
  });

  it.each(readdirSync('test/office/outside/rules'))('does what its rules are to do: %s', (name) => {
    const { status, said } = promtool(['test', 'rules', `test/office/outside/rules/${name}`]);
    expect(status, said).toBe(0);
  });

  it('finds nothing wrong with the example of its settings', () => {
    const path = join(folder, 'prometheus.yml');
    const settings = readFileSync('config/system/prometheus.yml', 'utf8');
    writeFileSync(path, settings.replaceAll('/etc/prometheus/', `${process.cwd()}/config/system/`));
    const { status, said } = promtool(['check', 'config', path]);
    expect(status, said).toBe(0);
  });

  it('finds nothing wrong with the metrics', async () => {
    const site = siteSeen('mpp-batam', {
      ...{ region: 'kepri', heardAt: 1, judgement: judged('device') },
      devices: new Map([['p', deviceSeen('p', judged('device'))]]),
      services: new Map([['a', serviceSeen('a', { waiting: 1, longestWaitSeconds: 5, isOpen: true })]]),
    });
    const { status, said } = promtool(
      ['check', 'metrics'],
      await textOf(sourceOf(viewOf([site])), 'prometheus'),
    );
    expect(said).toBe('');
    expect(status).toBe(0);
  });
});

interface Rule {
  readonly alert?: string;
  readonly expr: string;
  readonly keep_firing_for?: string;
  readonly labels?: { readonly severity: string };
  readonly annotations?: Readonly<Record<string, string>>;
}

describe('the alerting rules', () => {
  const { groups } = parse(readFileSync(rulesFile, 'utf8')) as {
    readonly groups: readonly { readonly name: string; readonly rules: readonly Rule[] }[];
  };
  const alerts = groups.flatMap(({ rules }) => rules.filter(({ alert }) => alert !== undefined));

  it('have an alert for each verdict that an incident can have', () => {
    /** What is said only of the past, of what is well, or of what nobody is to be told of, opens no incident. */
    const canBeTold: Readonly<Record<Verdict, boolean>> = {
      ...{ well: false, hung: false, maintenance: false },
      ...{ device: true, hub: true, 'power-or-process': true, network: true, 'site-unreachable': true },
      ...{ region: true, broker: true, office: true, clock: true, unknown: true },
    };
    const told = alerts.flatMap(({ expr }) => /told\{verdict="([a-z-]+)"\}/.exec(expr)?.[1] ?? []);
    const verdicts = Object.entries(canBeTold).flatMap(([verdict, is]) => (is ? [verdict] : []));
    expect(told.toSorted()).toEqual(verdicts.toSorted());
  });

  it('say what is wrong and what to do, in Indonesian and in English, and how bad it is', () => {
    for (const { alert, labels, annotations = {} } of alerts) {
      if (labels?.severity === 'none') continue;
      expect(Object.keys(annotations).toSorted(), alert).toEqual([
        ...['action', 'action_en', 'summary', 'summary_en'],
      ]);
      expect(['critical', 'warning'], alert).toContain(labels?.severity);
    }
  });

  it('keep an alert for longer than Alertmanager waits, so that none is over of which nobody was told', () => {
    const { route } = parse(readFileSync('config/system/alertmanager.yml', 'utf8'));
    const waits = seconds(route.group_interval) + seconds(route.group_wait);
    const short = alerts.filter(({ keep_firing_for: keep = '0s' }) => seconds(keep) <= waits);
    // It is alone in its group, and gives way to the alert that knows better.
    expect(short.map(({ alert }) => alert)).toEqual(['LoketNothingKnown']);
  });

  it('come to those who are told within a minute, however long the office waits for other sites', () => {
    const { route } = parse(readFileSync('config/system/alertmanager.yml', 'utf8'));
    const { global, scrape_configs: jobs } = parse(readFileSync('config/system/prometheus.yml', 'utf8'));
    /** verdictLimits: togetherMs and settleMs run side by side. */
    const office = 35;
    const on = [jobs[0].scrape_interval, global.evaluation_interval, route.group_wait].map(seconds);
    expect(on.reduce((sum, one) => sum + one, office)).toBeLessThanOrEqual(60);
  });
});

function seconds(text: string): number {
  const [, count = '', unit = ''] = /^(\d+)(s|m|h)$/.exec(text) ?? [];
  return Number(count) * ({ s: 1, m: 60, h: 3_600 }[unit] ?? Number.NaN);
}
