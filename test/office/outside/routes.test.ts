import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { has } from '../../programs.ts';
import { until } from '../../real-clock.ts';
import { freePort, startAlertmanager } from './monitoring-programs.ts';

const settings = 'config/system/alertmanager.yml';

function amtool(...args: readonly string[]): { readonly status: number | null; readonly said: string } {
  const { status, stdout, stderr } = spawnSync('amtool', args, { encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

/** Who is told of an alert with these labels. */
function toldTo(labels: Readonly<Record<string, string>>): string {
  const matchers = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  const { stdout } = spawnSync(
    'amtool',
    ['config', 'routes', 'test', `--config.file=${settings}`, ...matchers],
    {
      encoding: 'utf8',
    },
  );
  return stdout.trim();
}

describe.skipIf(!has('amtool'))('Alertmanager', () => {
  it('finds nothing wrong with its settings', () => {
    const { status, said } = amtool('check-config', settings);
    expect(status, said).toBe(0);
  });

  it.each([
    [{ fix: 'clerk', region: 'bali', severity: 'warning' }, 'clerk'],
    [{ fix: 'clerk', region: 'kepri', severity: 'warning' }, 'clerk-kepri'],
    [{ fix: 'technician', region: 'bali', severity: 'warning' }, 'technician'],
    [{ fix: 'technician', region: 'kepri', severity: 'warning' }, 'technician-kepri'],
    [{ fix: 'technician', severity: 'critical' }, 'technician'],
    [{ fix: 'network', region: 'kepri', severity: 'critical' }, 'network'],
    [{ fix: 'vendor', region: 'kepri', severity: 'warning' }, 'vendor'],
    [{ fix: 'nobody', region: 'kepri', severity: 'warning' }, 'nobody'],
    [{ severity: 'none' }, 'nobody'],
    // An alert that somebody adds and gives no `fix`.
    [{ severity: 'critical' }, 'technician'],
  ])('tells of %j to %s', (labels, receiver) => {
    expect(toldTo(labels)).toBe(receiver);
  });
});

it.skipIf(!has('prometheus-alertmanager'))(
  'Alertmanager is silent about an incident that the office hides, and about nothing else of that region',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'loket-routes-'));
    const port = await freePort();
    const end = await startAlertmanager(folder, port, 'http://127.0.0.1:9/');
    try {
      const url = `http://127.0.0.1:${port}/api/v2/alerts`;
      const [region, verdict] = ['kepri', 'site-unreachable'];
      const of = {
        region,
        verdict,
        fix: 'technician',
        severity: 'warning',
        alertname: 'LoketSiteUnreachable',
      };
      const alerts = [
        { ...of, site: 'batam', key: 'site/batam' },
        { ...of, site: 'bintan', key: 'site/bintan' },
        { alertname: 'LoketHidden', key: 'site/batam', verdict, by: 'parent', severity: 'none' },
        { ...of, alertname: 'LoketRegion', key: 'region/kepri', verdict: 'region', severity: 'critical' },
      ];
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify(alerts.map((labels) => ({ labels })));
      expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(200);
      const silenced = async () => {
        const all = (await (await fetch(url)).json()) as readonly Told[];
        return all.filter(({ status }) => status.state === 'suppressed').map(({ labels }) => labels.key);
      };
      await until(async () => (await silenced()).length > 0);
      expect(await silenced()).toEqual(['site/batam']);
    } finally {
      await end();
      rmSync(folder, { recursive: true });
    }
  },
);

interface Told {
  readonly labels: { readonly key?: string };
  readonly status: { readonly state: string };
}
