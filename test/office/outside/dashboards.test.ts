import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { type MetricFamily, metricFamilies } from '../../../office/metrics/metric-families.ts';
import { has } from '../../programs.ts';

interface Dashboard {
  readonly uid: string;
  readonly schemaVersion: number;
  readonly templating: { readonly list: readonly { readonly name: string; readonly query: unknown }[] };
  readonly panels: readonly {
    readonly id: number;
    readonly title: string;
    readonly datasource: { readonly uid: string };
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
    readonly targets: readonly { readonly expr: string; readonly datasource: { readonly uid: string } }[];
  }[];
}

const folder = 'config/system/grafana';
const dashboards = readdirSync(folder).map(
  (name) => [name, JSON.parse(readFileSync(join(folder, name), 'utf8')) as Dashboard] as const,
);
const rulesText = readFileSync('config/system/loket-office.rules.yml', 'utf8');
const rules: readonly { readonly record?: string; readonly expr: string }[] = parse(rulesText).groups.flatMap(
  ({ rules }: { readonly rules: readonly object[] }) => rules,
);

const suffix = { counter: '_total', info: '_info', gauge: '' } as const;
const rendered = Object.values<MetricFamily>(metricFamilies).map(
  ({ name, type }) => `${name}${suffix[type]}`,
);
const recorded = rules.flatMap(({ record }) => record ?? []);

/** The metrics of ours that a query names. Names of labels and jobs stand in quotes or have other beginnings. */
function metricsIn(query: string): readonly string[] {
  return query.replace(/"[^"]*"/g, '').match(/\b(loket|process)[a-z0-9_:]*/g) ?? [];
}

function queriesOf({ panels, templating }: Dashboard): readonly string[] {
  const ofVariables = templating.list.map(({ query }) => JSON.stringify(query).replaceAll('\\"', ''));
  return [...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)), ...ofVariables];
}

it('the rules ask for nothing that the office does not say', () => {
  const asked = rules.flatMap(({ expr }) => metricsIn(expr));
  expect(asked.length).toBeGreaterThan(15);
  expect(asked.filter((name) => ![...rendered, ...recorded].includes(name))).toEqual([]);
});

it('all that the office says is shown or told of', () => {
  const asked = new Set(
    [...rules.map(({ expr }) => expr), ...dashboards.flatMap(([, one]) => queriesOf(one))].flatMap(metricsIn),
  );
  // For people who look into a process by hand.
  const unasked = ['loket_office_build_info', 'process_start_time_seconds'];
  expect(rendered.filter((name) => !asked.has(name))).toEqual(unasked);
});

describe.each(dashboards)('the dashboard %s', (name, dashboard) => {
  it('asks for nothing that the office does not say', () => {
    const asked = queriesOf(dashboard).flatMap(metricsIn);
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((one) => ![...rendered, ...recorded].includes(one))).toEqual([]);
  });

  it('is of Grafana 10, takes its data source from a variable and has its name as its id', () => {
    expect(dashboard.schemaVersion).toBe(38);
    expect(`${dashboard.uid}.json`).toBe(name);
    const sources = dashboard.panels.flatMap(({ datasource, targets }) => [
      datasource.uid,
      ...targets.map((target) => target.datasource.uid),
    ]);
    expect(sources.filter((uid) => !/^\$\{datasource\}$/.test(uid))).toEqual([]);
    expect(dashboard.templating.list.map(({ name }) => name)).toContain('datasource');
  });

  it('uses the variables that it has, and has panels that do not cover each other', () => {
    const used = JSON.stringify(dashboard.panels).match(/\$\{?[a-z]+/g) ?? [];
    const known = dashboard.templating.list.map(({ name }) => name);
    expect(used.map((one) => one.replace(/\W/g, '')).filter((one) => !known.includes(one))).toEqual([]);
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, at) => `${x + (at % w)} ${y + Math.floor(at / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });

  it.skipIf(!has('promtool'))('asks in words that Prometheus understands', () => {
    const exprs = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
    const asRules = exprs.map((expr, at) => ({ record: `query_${at}`, expr }));
    const scratch = mkdtempSync(join(tmpdir(), 'loket-dashboards-'));
    const path = join(scratch, 'queries.yml');
    writeFileSync(path, stringify({ groups: [{ name: 'queries', rules: asRules }] }));
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'rules', path], { encoding: 'utf8' });
    rmSync(scratch, { recursive: true });
    expect(status, stdout + stderr).toBe(0);
  });
});
