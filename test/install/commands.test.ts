import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSite } from '../../config/load.ts';
import { kinds } from '../../devices/index.ts';
import { carryOut } from '../../firmware-host/cli/install/carry-out.ts';
import {
  installPlan,
  rollbackPlan,
  type Step,
  uninstallPlan,
} from '../../firmware-host/cli/install/install-plan.ts';
import { saidOfLacks } from '../../firmware-host/cli/install/lacks.ts';
import { hallText } from '../config/site-text.ts';

/** Writes down how it was called, and ends as a file beside it says. */
const fake = `#!/bin/sh
dir=$(dirname "$0")
echo "$(basename "$0") $*" >> "$dir/calls"
while IFS='|' read -r call status; do
  [ "$call" = "$(basename "$0") $*" ] || continue
  [ "$status" = hang ] && exec sleep 60
  exit "$status"
done < "$dir/endings"
exit 0
`;
const programs = ['systemctl', 'udevadm', 'systemd-sysusers', 'systemd-tmpfiles'] as const;

const pathBefore = process.env.PATH ?? '';
let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'loket-commands-'));
  for (const name of programs) {
    writeFileSync(join(dir, name), fake);
    chmodSync(join(dir, name), 0o755);
  }
  for (const name of ['calls', 'endings']) writeFileSync(join(dir, name), '');
  process.env.PATH = `${dir}:/usr/bin:/bin`;
});
afterEach(() => {
  process.env.PATH = pathBefore;
  rmSync(dir, { recursive: true });
});

const endings = (...lines: readonly string[]) =>
  writeFileSync(join(dir, 'endings'), lines.map((line) => `${line}\n`).join(''));
const calls = () => readFileSync(join(dir, 'calls'), 'utf8').trim().split('\n');
const isRun = (step: Step) => step.do === 'run';

/** What an installation runs on the machine itself, after all its files are in their places. */
function commandsOfInstall(): readonly Step[] {
  const text = hallText();
  const { site } = loadSite(text, 'site.yaml', kinds);
  if (site === undefined) throw new Error('the site is wrong');
  return installPlan({
    ...{ site, text, folder: '/media/usb', program: '/usr/lib/node_modules/loket', version: '1.2.3' },
    ...{ node: '/usr/bin/node', ports: new Map(), versions: [], current: undefined },
  }).filter(isRun);
}
const commandsOfUninstall = uninstallPlan.filter(isRun);

const lacksOf = (steps: readonly Step[]) => carryOut(steps, '/', () => undefined);
const wordsOf = (steps: readonly Step[]) => saidOfLacks(lacksOf(steps), 'en').join('\n');

describe('the commands of an installation', () => {
  it('lack nothing on a machine where all of them work', () => {
    expect(lacksOf(commandsOfInstall())).toEqual([]);
    expect(calls().at(-1)).toBe('systemctl restart loket');
  });

  it.each([
    ['udevadm control --reload', 'udev'],
    ['systemctl restart systemd-modules-load', 'module'],
    ['systemctl restart systemd-journald', 'log'],
  ])('go on when `%s` fails, and say what was not done and what to do', (command, about) => {
    endings(`${command}|1`);
    const said = wordsOf(commandsOfInstall());
    expect(calls()).toContain(command);
    expect(calls().at(-1)).toBe('systemctl restart loket');
    expect(said).toContain(`${command} ended with 1`);
    expect(said).toMatch(new RegExp(about));
  });

  it('go on where there is no udev at all, and say so once', () => {
    rmSync(join(dir, 'udevadm'));
    process.env.PATH = dir;
    // The fakes need sh and what they call, which this folder has not.
    for (const name of ['systemctl', 'systemd-sysusers', 'systemd-tmpfiles'])
      writeFileSync(join(dir, name), `#!/bin/sh\necho "${name} $*" >> "${dir}/calls"\n`);
    const said = wordsOf(commandsOfInstall());
    expect(calls().at(-1)).toBe('systemctl restart loket');
    expect(said).toContain('there is no program udevadm');
    expect(said.split('\n').filter((line) => line.includes('udevadm trigger'))).toHaveLength(1);
  });

  it('are given a time, after which the next one has its turn', () => {
    endings('udevadm control --reload|hang');
    const hasty = commandsOfInstall().map((step) => (step.do === 'run' ? { ...step, limitS: 1 } : step));
    const said = wordsOf(hasty);
    expect(said).toContain('udevadm control --reload did not end within 1 s');
    expect(calls().at(-1)).toBe('systemctl restart loket');
  });

  it.each([
    'systemctl daemon-reload',
    'systemctl restart loket',
    'systemd-sysusers /etc/sysusers.d/loket.conf',
  ])('end at `%s` when that fails, and say that the same again is safe', (command) => {
    endings(`${command}|1`);
    expect(() => lacksOf(commandsOfInstall())).toThrow(`${command} ended with 1`);
    expect(calls().at(-1)).toBe(command);
    endings();
    expect(lacksOf(commandsOfInstall())).toEqual([]);
  });

  it('say what was not done before, also when a later one ends it all', () => {
    endings('udevadm control --reload|1', 'systemctl restart loket|1');
    const told: string[] = [];
    expect(() => carryOut(commandsOfInstall(), '/', (line) => told.push(line))).toThrow('restart loket');
    expect(told).toContain('not done udevadm control --reload ended with 1');
  });
});

describe('the commands of a removal', () => {
  it('find nothing wrong with a service that is not there', () => {
    endings('systemctl stop loket|5');
    expect(lacksOf(commandsOfUninstall)).toEqual([]);
    expect(calls().at(-1)).toMatch(/^systemctl/);
  });

  it('go on whatever fails: a program that is half removed helps nobody', () => {
    endings('systemctl stop loket|1', 'udevadm control --reload|1', 'systemctl daemon-reload|1');
    const said = wordsOf(commandsOfUninstall);
    for (const command of ['systemctl stop loket', 'udevadm control --reload', 'systemctl daemon-reload'])
      expect(said).toContain(`${command} ended with 1`);
  });
});

describe('the commands of going back', () => {
  it('end with the reason when the version before does not start', () => {
    endings('systemctl restart loket|1');
    expect(() => lacksOf(rollbackPlan('1.1.0', '1.0.0').filter(isRun))).toThrow('restart loket ended with 1');
  });
});
