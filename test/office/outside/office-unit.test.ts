import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { unitText } from '../../../firmware-host/cli/install/unit.ts';
import { has } from '../../programs.ts';

const unit = readFileSync('config/system/loket-office.service', 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'loket-office-unit-'));
const path = join(folder, 'loket-office.service');
writeFileSync(path, unit.replace('/usr/bin/node', process.execPath));
afterAll(() => rmSync(folder, { recursive: true }));

/** A hall may have 2.5. */
const exposureMax = 1.8;

/** The settings of a unit: name -> all its values. */
function settingsOf(text: string): ReadonlyMap<string, readonly string[]> {
  const settings = new Map<string, string[]>();
  for (const [, name = '', value = ''] of text.matchAll(/^([A-Za-z]+)=(.*)$/gm))
    settings.set(name, [...(settings.get(name) ?? []), value]);
  return settings;
}

describe('the service of the office', () => {
  it.skipIf(!has('systemd-analyze'))('has a unit that systemd finds nothing wrong with', () => {
    const { stderr, status } = spawnSync('systemd-analyze', ['verify', '--man=no', path], {
      encoding: 'utf8',
    });
    const ours = stderr.split('\n').filter((line) => line.includes('loket-office.service'));
    expect({ status, ours }).toEqual({ status: 0, ours: [] });
  });

  it.skipIf(!has('systemd-analyze'))(
    'is less exposed than a hall, as systemd reckons it: it has no devices',
    () => {
      const { stdout } = spawnSync('systemd-analyze', ['security', '--offline=true', '--no-pager', path], {
        encoding: 'utf8',
      });
      const exposure = Number(/exposure level for loket-office\.service: ([\d.]+)/.exec(stdout)?.[1]);
      expect(exposure).toBeLessThanOrEqual(exposureMax);
    },
  );

  it('is confined as a hall is', () => {
    const access = { devices: [], groups: [], modules: [], writesSysfs: false };
    const of = { title: 'x', node: '/usr/bin/node', access, credentials: [] };
    const [hall, office] = [settingsOf(unitText(of)), settingsOf(unit)];
    const confining =
      /^(No|Protect|Private|Restrict|System|Lock|Remove|Capability|Ambient|Device|UMask|OOMPolicy)/;
    const looser = [...hall].filter(
      ([name, values]) =>
        confining.test(name) && values.some((value) => !(office.get(name) ?? []).includes(value)),
    );
    expect(looser).toEqual([]);
    expect([...hall.keys()].filter((name) => confining.test(name)).length).toBeGreaterThan(15);
  });
});
