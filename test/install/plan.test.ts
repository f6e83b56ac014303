import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSite } from '../../config/load.ts';
import type { Site } from '../../config/site.ts';
import { kinds } from '../../devices/index.ts';
import type { Claim } from '../../devices/kind.ts';
import { carryOut, said } from '../../firmware-host/cli/install/carry-out.ts';
import { unplacedLinks } from '../../firmware-host/cli/install/claims.ts';
import { accessFor } from '../../firmware-host/cli/install/device-access.ts';
import { current, places, previous } from '../../firmware-host/cli/install/install-paths.ts';
import {
  type Installing,
  installPlan,
  rollbackPlan,
  type Step,
  uninstallPlan,
} from '../../firmware-host/cli/install/install-plan.ts';
import { installedAt } from '../../firmware-host/cli/install/installed.ts';
import { udevRules } from '../../firmware-host/cli/install/udev-rules.ts';
import { hallText } from '../config/site-text.ts';
import { has } from '../programs.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loket-install-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const example = (name: string) =>
  readFileSync(new URL(`../../config/examples/${name}.yaml`, import.meta.url), 'utf8');

function siteOf(text: string): Site {
  const { site, problems } = loadSite(text, 'site.yaml', kinds);
  if (site === undefined) throw new Error(JSON.stringify(problems));
  return site;
}

const planOf = (text: string, more: Partial<Installing> = {}): readonly Step[] =>
  installPlan({
    ...{ site: siteOf(text), text, folder: '/media/usb', program: '/usr/lib/node_modules/loket' },
    ...{ version: '1.2.3', node: '/usr/bin/node', ports: new Map(), versions: [], current: undefined },
    ...more,
  });

const written = (steps: readonly Step[], path: string): string => {
  const step = steps.find((one) => one.do === 'write' && one.path === path);
  if (step?.do !== 'write') throw new Error(`${path} is not written`);
  return step.text;
};

const hid = (more: Partial<Extract<Claim, { on: 'hid' }>> = {}): Claim => ({
  ...{ on: 'hid', vendorId: 0x04d9, productId: 0xa02a, serial: undefined, path: undefined, setting: 'path' },
  ...more,
});
const wire = (address: string): Claim => ({ on: 'wire', address, share: undefined, setting: 'address' });

describe('the plan of an installation', () => {
  it.each(['mpp-banyuwangi', 'mpp-batam', 'simulated-hall'])('of %s is this', async (name) => {
    const plan = planOf(example(name));
    const text = plan.map((step) =>
      step.do === 'write' && step.path !== places.site ? `${said(step)}\n${step.text}` : said(step),
    );
    await expect(`${text.join('\n')}\n`).toMatchFileSnapshot(`golden/${name}.plan`);
  });

  it('opens /dev/snd to the service only where a site has a speaker on a sound card', () => {
    const card = { on: 'sound', card: '/dev/loket/speaker-1', setting: 'card' } as const;
    expect(accessFor([card])).toMatchObject({ devices: ['char-alsa'], groups: ['audio'], modules: ['snd'] });
    const unit = (text: string) => written(planOf(text), places.unit);
    expect(unit(hallText())).not.toContain('alsa');
    expect(unit(example('simulated-hall'))).toContain('\nDeviceAllow=char-alsa rw\n');
    expect(unplacedLinks([card], new Map())).toEqual(['speaker-1']);
    expect(udevRules([card], new Map([['speaker-1', '1-1.4']]))).toContain(
      '\nSUBSYSTEM=="sound", KERNEL=="controlC[0-9]*", KERNELS=="1-1.4", SYMLINK+="loket/speaker-1"\n',
    );
  });

  it('hands secrets over as credentials of systemd, and lets the group read the other files that are named', () => {
    const plan = planOf(
      hallText({
        hours: [
          'mqtt:',
          '  users: [{ name: tv, role: view, password: { file: tv.hash } }]',
          '  tls: { cert: { file: tls/hall.pem }, key: { file: tls/hall.key } }',
        ].join('\n'),
      }),
    );
    expect(written(plan, places.unit)).toContain('\nLoadCredential=tv.hash:/etc/loket/tv.hash\n');
    expect(plan.map(said).filter((line) => /copy|tmpfiles/.test(line))).toEqual([
      'copy     /media/usb/tv.hash -> /etc/loket/tv.hash (0600)',
      'copy     /media/usb/tls/hall.pem -> /etc/loket/tls/hall.pem (0640)',
      'copy     /media/usb/tls/hall.key -> /etc/loket/tls/hall.key (0640)',
      'write    /etc/tmpfiles.d/loket.conf (0644)',
      'run      systemd-tmpfiles --create /etc/tmpfiles.d/loket.conf',
    ]);
    expect(written(plan, places.owners)).toContain('z "/etc/loket/tls/hall.key" 0640 root loket -\n');
  });

  it.each(['../../etc/cron.d/evil', 'x\nExecStartPre=+touch pwned', 'a b', '/etc/../x'])(
    'is not made for a file called %j, whoever has read the site file',
    (name) => {
      const read = siteOf(hallText());
      const file = { ...read, checkIn: { file: name, keyFile: 'k', earlyMinutes: 1, lateMinutes: 1 } };
      const key = { ...file, checkIn: { ...file.checkIn, file: 'f', keyFile: name } };
      for (const site of [file, key])
        expect(() => planOf(hallText(), { site })).toThrow(/cannot be the name of a file/);
    },
  );

  it('keeps the version that runs to go back to, and removes those before it', () => {
    const plan = planOf(hallText(), { versions: ['1.1.0', '1.2.2'], current: '1.2.2' });
    expect(plan.map(said).filter((line) => /\/opt\/loket/.test(line))).toEqual([
      'version  /usr/lib/node_modules/loket -> /opt/loket/versions/1.2.3',
      'link     /opt/loket/previous -> versions/1.2.2',
      'link     /opt/loket/current -> versions/1.2.3',
      'remove   /opt/loket/versions/1.1.0',
    ]);
  });

  it('uses the program of a package where it is, and takes away an older command that would stand before it', () => {
    const of = { program: places.packaged, packaged: true, node: `${places.packaged}/bin/node` };
    const about = (plan: readonly Step[]) =>
      plan.map(said).filter((line) => /\/opt\/loket|\/bin\/loket/.test(line));
    expect(about(planOf(hallText(), of))).toEqual([
      'link     /opt/loket/current -> /usr/lib/loket',
      'remove   /usr/local/bin/loket',
    ]);
    expect(about(planOf(hallText(), { ...of, versions: ['1.1.0', '1.2.2'], current: '1.2.2' }))).toEqual([
      'link     /opt/loket/previous -> versions/1.2.2',
      'link     /opt/loket/current -> /usr/lib/loket',
      'remove   /opt/loket/versions/1.1.0',
      'remove   /usr/local/bin/loket',
    ]);
    // A newer package under the same name: there is nothing of the old one to go back to.
    const again = planOf(hallText(), { ...of, versions: ['1.2.2'], current: places.packaged });
    expect(about(again)).toEqual([
      'link     /opt/loket/current -> /usr/lib/loket',
      'remove   /usr/local/bin/loket',
    ]);
  });

  it('goes from a package back to the version before it, and to the package again', () => {
    const root = join(folder, 'from-package');
    mkdirSync(join(root, places.program, 'versions/1.2.2'), { recursive: true });
    symlinkSync('versions/1.2.2', join(root, current));
    const of = { program: places.packaged, packaged: true };
    carryOut(planOf(hallText(), { ...of, ...installedAt(root) }), root, () => undefined);
    expect(installedAt(root)).toMatchObject({ current: places.packaged, previous: '1.2.2' });
    carryOut(rollbackPlan(places.packaged, '1.2.2'), root, () => undefined);
    expect(readlinkSync(join(root, current))).toBe('versions/1.2.2');
    expect(readlinkSync(join(root, previous))).toBe('/usr/lib/loket');
    carryOut(planOf(hallText(), { ...of, ...installedAt(root) }), root, () => undefined);
    expect(installedAt(root)).toMatchObject({ current: places.packaged, previous: '1.2.2' });
  });

  it('writes a unit that systemd finds nothing wrong with', ({ skip }) => {
    if (!has('systemd-analyze')) skip();
    const path = join(folder, 'loket.service');
    writeFileSync(path, written(planOf(example('mpp-batam'), { node: process.execPath }), places.unit));
    const { stderr, status } = spawnSync('systemd-analyze', ['verify', '--man=no', path], {
      encoding: 'utf8',
    });
    const ours = stderr.split('\n').filter((line) => line.includes('loket.service'));
    expect({ status, ours }).toEqual({ status: 0, ours: [] });
  });

  it('has a crashed hall started again within a fraction of the 2 s that keys may be dead, however often it was', () => {
    const unit = written(planOf(example('mpp-batam')), places.unit);
    const [, waitMs] = /^RestartSec=(\d+)ms$/m.exec(unit) ?? [];
    expect(Number(waitMs)).toBeLessThanOrEqual(200);
    expect(unit).toContain('\nStartLimitIntervalSec=0\n');
    expect(unit).not.toContain('RestartSteps');
  });

  it('writes a unit that needs no program but Node and a shell: a small Debian has no /bin/kill', () => {
    const programs = written(planOf(example('mpp-batam')), places.unit).matchAll(/^Exec\w+=(\S+)/gm);
    expect(new Set([...programs].map(([, program]) => program))).toEqual(
      new Set(['/usr/bin/node', '/bin/sh']),
    );
  });

  it('writes a unit whose reload sends SIGHUP to the hall, and nothing else', async () => {
    const line = /^ExecReload=(.*)$/m.exec(written(planOf(example('mpp-batam')), places.unit))?.[1] ?? '';
    // As systemd runs it: split at blanks outside quotes, $$ for $, MAINPID in the environment.
    const [program = '', ...args] = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) =>
      (quoted ?? bare ?? '').replaceAll('$$', '$'),
    );
    const hall = spawn('sleep', ['30']);
    const ended = new Promise((resolve) => hall.once('exit', (_status, signal) => resolve(signal)));
    const { status } = spawnSync(program, args, { env: { MAINPID: String(hall.pid), PATH: '/nowhere' } });
    expect(status).toBe(0);
    expect(await ended).toBe('SIGHUP');
  });

  it('writes a unit that is little exposed, as systemd reckons it', ({ skip }) => {
    if (!has('systemd-analyze')) skip();
    const path = join(folder, 'loket.service');
    writeFileSync(path, written(planOf(example('simulated-hall')), places.unit));
    const { stdout } = spawnSync('systemd-analyze', ['security', '--offline=true', '--no-pager', path], {
      encoding: 'utf8',
    });
    const exposure = Number(/exposure level for loket\.service: ([\d.]+)/.exec(stdout)?.[1]);
    expect(exposure).toBeLessThanOrEqual(2.5);
  });

  it('writes udev rules that udev can read', ({ skip }) => {
    // Only since systemd 254, so that its absence says nothing about this machine.
    if (spawnSync('udevadm', ['verify', '--help']).status !== 0) skip();
    const path = join(folder, '70-loket.rules');
    writeFileSync(path, written(planOf(example('simulated-hall')), places.rules));
    const { status, stdout, stderr } = spawnSync('udevadm', ['verify', path], { encoding: 'utf8' });
    expect(status, stdout + stderr).toBe(0);
  });
});

describe('udev rules', () => {
  it('make no two links for number pads that are alike without knowing their ports', () => {
    const claims = [hid({ path: '/dev/loket/pad-1' }), hid({ path: '/dev/loket/pad-2' })];
    expect(unplacedLinks(claims, new Map([['pad-1', '1-1.2']]))).toEqual(['pad-2']);
    const ports = new Map([
      ['pad-1', '1-1.2'],
      ['pad-2', '1-1.3'],
    ]);
    expect(unplacedLinks(claims, ports)).toEqual([]);
    const links = udevRules(claims, ports)
      .split('\n')
      .filter((line) => line.includes('SYMLINK+='));
    expect(links).toHaveLength(2);
    expect(links[1]).toContain('KERNELS=="1-1.3", ATTRS{idVendor}=="04d9"');
  });

  it('need no port for the only number pad of its kind, nor for two with serial numbers', () => {
    expect(unplacedLinks([hid({ path: '/dev/loket/pad-1' })], new Map())).toEqual([]);
    const told = ['a', 'b'].map((serial) => hid({ serial, path: `/dev/loket/${serial}` }));
    expect(unplacedLinks(told, new Map())).toEqual([]);
  });

  it('keep every HID device from typing on the console', () => {
    expect(udevRules([hid({ serial: 'A"*1' })], new Map())).toContain(
      'SUBSYSTEM=="input", KERNEL=="input[0-9]*", ATTRS{idVendor}=="04d9", ATTRS{idProduct}=="a02a",' +
        ' ATTRS{serial}=="A??1", ATTR{inhibited}="1"',
    );
  });

  it('tell a link by USB port on a wire where to go, be it a serial line or a printer', () => {
    expect(unplacedLinks([wire('/dev/loket/printer-1')], new Map())).toEqual(['printer-1']);
    expect(udevRules([wire('/dev/loket/printer-1')], new Map([['printer-1', '1-1.4']]))).toContain(
      'SUBSYSTEM=="tty|usbmisc", KERNELS=="1-1.4", ENV{ID_MM_DEVICE_IGNORE}="1", SYMLINK+="loket/printer-1"',
    );
  });
});

describe('what the service may open', () => {
  it('is the bus and not its single lines, for chips on the Pi itself', () => {
    const claims: readonly Claim[] = [
      wire('/dev/i2c-1'),
      { on: 'gpio', line: 2, bus: '/dev/i2c-1', setting: 'bus' },
    ];
    expect(accessFor(claims)).toEqual({
      ...{ devices: ['char-i2c'], groups: ['i2c'], modules: ['i2c-dev'], writesSysfs: false },
    });
    expect(udevRules(claims, new Map())).toContain(
      'SUBSYSTEM=="i2c-dev", KERNEL=="i2c-1", GROUP="i2c", MODE="0660"\n',
    );
  });

  it('is nothing for devices on the network and on boards', () => {
    const board: Claim = { on: 'board', board: 'b', pin: 2, setting: 'pin' };
    expect(accessFor([wire('tcp://10.0.0.1:9100'), board])).toEqual({
      ...{ devices: [], groups: [], modules: [], writesSysfs: false },
    });
  });

  it('is each class once, a path nobody knows by itself', () => {
    const gpio: Claim = { on: 'gpio', line: 17, setting: 'pin' };
    const { devices, groups } = accessFor([
      ...[gpio, gpio, wire('/dev/usb/lp0'), wire('/dev/ttyAMA0'), wire('/dev/rfcomm0'), hid()],
    ]);
    expect(devices).toEqual(['/dev/rfcomm0', 'char-gpiochip', 'char-hidraw', 'char-ttyAMA', 'char-usb']);
    expect(groups).toEqual(['dialout', 'gpio', 'lp']);
  });
});

describe('carrying it out in a folder', () => {
  function packageFolder(version: string): string {
    const program = join(folder, `package-${version}`);
    mkdirSync(join(program, 'dist'), { recursive: true });
    writeFileSync(join(program, 'package.json'), version);
    return program;
  }

  it('installs, installs a newer version, goes back, and leaves settings and data when it is taken off', () => {
    const root = join(folder, 'image');
    const install = (version: string, text = hallText()) => {
      const there = installedAt(root);
      const ports = new Map([['pad-1', '1-1.3']]);
      carryOut(
        planOf(text, { ...there, ports, version, program: packageFolder(version), folder }),
        root,
        () => undefined,
      );
    };
    const at = (path: string) => join(root, path);

    install('1.0.0');
    expect(readlinkSync(at(places.enabled))).toBe(places.unit);
    expect(statSync(at(places.command)).mode & 0o777).toBe(0o755);
    install('1.1.0', `${hallText()}\n# edited\n`);
    expect(readFileSync(at('/opt/loket/current/package.json'), 'utf8')).toBe('1.1.0');
    expect(readFileSync(at(`${places.site}.old`), 'utf8')).toBe(hallText());
    expect(installedAt(root)).toMatchObject({ current: '1.1.0', previous: '1.0.0' });
    expect(installedAt(root).ports.get('pad-1')).toBe('1-1.3');

    carryOut(rollbackPlan('1.1.0', '1.0.0'), root, () => undefined);
    expect(installedAt(root)).toMatchObject({ current: '1.0.0', previous: '1.1.0' });
    expect(readFileSync(at('/opt/loket/current/package.json'), 'utf8')).toBe('1.0.0');

    carryOut(uninstallPlan, root, () => undefined);
    expect([places.program, places.unit, places.rules].map((path) => existsSync(at(path)))).toEqual([
      ...[false, false, false],
    ]);
    expect(existsSync(at(places.site))).toBe(true);
  });

  it('leaves a secret that is there already as it is', () => {
    const root = join(folder, 'again');
    mkdirSync(join(root, places.settings), { recursive: true });
    writeFileSync(join(root, places.settings, 'tv.hash'), 'theirs');
    writeFileSync(join(folder, 'tv.hash'), 'ours');
    const text = hallText({
      hours: 'mqtt: { users: [{ name: tv, role: view, password: { file: tv.hash } }] }',
    });
    carryOut(planOf(text, { program: packageFolder('1.0.0'), folder }), root, () => undefined);
    expect(readFileSync(join(root, places.settings, 'tv.hash'), 'utf8')).toBe('theirs');
  });
});
