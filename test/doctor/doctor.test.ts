import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadSite } from '../../config/load.ts';
import type { Site } from '../../config/site.ts';
import { kinds } from '../../devices/index.ts';
import { diagnosed } from '../../firmware-host/cli/doctor/doctor.ts';
import type { Facts } from '../../firmware-host/cli/doctor/facts.ts';
import { reach } from '../../firmware-host/cli/doctor/reach.ts';
import { claimsOf } from '../../firmware-host/cli/install/claims.ts';
import { places } from '../../firmware-host/cli/install/install-paths.ts';
import { udevRules } from '../../firmware-host/cli/install/udev-rules.ts';
import { treeAt } from '../../firmware-host/machine/tree.ts';
import { loket, program, started, stopAll } from '../cli/loket.ts';
import { hallText, type Parts, withDevices } from '../config/site-text.ts';
import { type Files, fakeMachine, piFiles } from '../machine/fake-machine.ts';
import { serial } from '../machine/usb-files.ts';

const roots: string[] = [];
afterEach(() => {
  stopAll();
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});

function siteOf(parts: Parts): Site {
  const { site, problems } = loadSite(hallText(parts), 'site.yaml', kinds);
  if (site === undefined) throw new Error(JSON.stringify(problems));
  return site;
}

/** A healthy machine with the files given, and what doctor says of it: all but what is in order. */
function wrongWith(parts: Parts | undefined, files: Files, more: Partial<Facts> = {}) {
  const root = fakeMachine(files);
  roots.push(root);
  const site = parts === undefined ? undefined : siteOf(parts);
  const facts: Facts = {
    ...{ tree: treeAt(root), node: '20.20.0', broken: new Map(), data: '/var/lib/loket' },
    ...{
      wall: Date.parse('2026-11-24T01:00:00Z'),
      synchronised: true,
      freeMb: 5_000,
      fenced: undefined,
      ports: new Map(),
    },
    ...{ site, claims: site === undefined ? [] : claimsOf(site), reached: new Map(), secrets: [] },
    user: { name: 'loket', uid: 990, groups: [990] },
    ...more,
  };
  return diagnosed(facts)
    .filter(({ verdict }) => verdict === 'fault' || verdict === 'warn')
    .map(({ verdict, text, fix }) => `${verdict}: ${text.en} -> ${fix?.en}`);
}

/** The files of a machine on which `loket install` has been run for this site. */
const installed = (parts: Parts): Files => ({
  [places.rules]: udevRules(claimsOf(siteOf(parts)), new Map()),
  '/dev/ttyACM0': { mode: 0o666 },
});

describe('loket doctor', () => {
  it('has nothing to say of a machine that is in order', () => {
    expect(wrongWith({}, installed({}))).toEqual([]);
  });

  it('warns of a name that adapters share, with the port that tells this one from others', () => {
    const byId = 'usb-1a86_USB_Serial-if00-port0';
    const parts = withDevices(
      `layar: { kind: serial-display, counter: loket-1, address: /dev/serial/by-id/${byId}, bus_address: 1 }`,
    );
    const machine = (ids: { vendor: string; product: string; serial?: string }) => ({
      ...installed(parts),
      ...serial('ttyUSB0', '1-1.2', ids, byId),
      '/dev/ttyUSB0': { mode: 0o666 },
    });
    expect(wrongWith(parts, machine({ vendor: '1a86', product: '7523' }))).toEqual([
      `warn: /dev/serial/by-id/${byId} is the name of any other adapter like it, too: that of the one plugged in last` +
        ' -> write address: /dev/loket/NAME; sudo loket install site.yaml --usb-port NAME=1-1.2',
    ]);
    expect(wrongWith(parts, machine({ vendor: '1a86', product: '7523', serial: '5A' }))).toEqual([]);
  });

  it('names native modules that do not load', () => {
    const broken = new Map([['node-hid', 'Error: no prebuild']]);
    expect(wrongWith(undefined, {}, { broken })).toEqual([
      'fault: the module node-hid does not load: Error: no prebuild -> npm rebuild node-hid',
    ]);
  });

  it('tells a clock that is wrong from one that is not synchronised, and advises a battery where there is none', () => {
    expect(wrongWith(undefined, {}, { wall: 0 })).toEqual([
      expect.stringMatching(/^fault: the clock is wrong/),
    ]);
    expect(wrongWith(undefined, {}, { synchronised: false })).toEqual([
      expect.stringMatching(/^warn: the clock is not synchronised.*battery/),
    ]);
    const rtc = { '/sys/class/rtc/rtc0/name': 'rtc-ds1307' };
    expect(wrongWith(undefined, rtc, { synchronised: false })).toEqual([
      'warn: the clock is not synchronised -> sudo timedatectl set-ntp true',
    ]);
  });

  it('compares the time zone of the system with that of the site', () => {
    const files = {
      ...installed({}),
      '/usr/share/zoneinfo/Etc/UTC': '',
      '/etc/localtime': { to: '../usr/share/zoneinfo/Etc/UTC' },
    };
    expect(wrongWith({}, files)).toEqual([
      expect.stringMatching(
        /^warn: .* Etc\/UTC, .* Asia\/Jakarta.*-> sudo timedatectl set-timezone Asia\/Jakarta/,
      ),
    ]);
  });

  it('sees a full disk, a card that has become read-only, errors of its file system and wear', () => {
    expect(wrongWith(undefined, {}, { freeMb: 40 })).toEqual([expect.stringMatching(/^fault: 40 MB free/)]);
    expect(wrongWith(undefined, {}, { freeMb: 400 })).toEqual([expect.stringMatching(/^warn: 400 MB free/)]);
    const fenced = { backup: '2026-11-23T09:00:00Z', restored: '2026-11-24T09:00:00Z' };
    expect(wrongWith(undefined, {}, { fenced })).toEqual([expect.stringMatching(/^fault: .*2026-11-23T09/)]);
    expect(
      wrongWith(undefined, {
        '/proc/mounts': '/dev/mmcblk0p2 / ext4 ro,noatime 0 0\n/dev/mmcblk0p1 /boot vfat rw 0 0\n',
        '/sys/fs/ext4/mmcblk0p2/errors_count': '3\n',
        '/sys/block/mmcblk0/device/life_time': '0x02 0x0a\n',
      }).map((line) => line.split(' ->')[0]),
    ).toEqual([
      'fault: /var/lib/loket can only be read',
      'fault: the file system on mmcblk0p2 has had errors',
      'fault: mmcblk0 is worn by 100 %',
    ]);
    expect(
      wrongWith(undefined, { '/proc/mounts': '/dev/a / ext4 ro 0 0\n/dev/b /var/lib ext4 rw 0 0\n' }),
    ).toEqual([]);
  });

  it('sees data that a power cut would lose, and a folder on the network; what it cannot see is no fault', () => {
    const on = (...mounts: string[]) =>
      wrongWith(undefined, {
        '/proc/self/mountinfo': ['1 0 179:2 / / rw - ext4 /dev/a rw', ...mounts].join('\n'),
      });
    expect(on()).toEqual([]);
    expect(on('2 1 0:4 / /var rw - tmpfs tmpfs rw')).toEqual([
      expect.stringMatching(
        /^fault: \/var\/lib\/loket does not outlive a power cut: tmpfs.*partition of its own/,
      ),
    ]);
    expect(on('2 1 0:4 / /var rw - overlay o rw,upperdir=/u/o', '3 1 0:5 / /u rw - tmpfs t rw')).toEqual([
      expect.stringMatching(/^fault: .*upper layer is \/u\/o/),
    ]);
    expect(on('2 1 0:4 / /var rw - nfs4 office:/x rw')).toEqual([
      expect.stringMatching(/^warn: .* on the network.*move it to a card/),
    ]);
    expect(on('2 1 0:4 / /var rw - overlay o rw,upperdir=/var/u')).toEqual([]);
  });

  it('sees a supply that sagged', () => {
    const hwmon = {
      '/sys/class/hwmon/hwmon2/name': 'rpi_volt',
      '/sys/class/hwmon/hwmon0/name': 'cpu_thermal',
    };
    const alarm = (is: string) => ({ ...hwmon, '/sys/class/hwmon/hwmon2/in0_lcrit_alarm': is });
    expect(wrongWith(undefined, alarm('0'))).toEqual([]);
    expect(wrongWith(undefined, alarm('1'))).toEqual([
      expect.stringMatching(/supply voltage fell.*official supply/),
    ]);
  });

  it('tells a device that is missing from one that may not be opened, and a group from udev rules that fix it', () => {
    expect(wrongWith({}, { [places.rules]: installed({})[places.rules] ?? '' })).toEqual([
      expect.stringMatching(/^fault: \/dev\/ttyACM0 is not there/),
    ]);
    expect(wrongWith({}, { ...installed({}), '/dev/ttyACM0': { mode: 0o600 } })).toEqual([
      'fault: loket may not open /dev/ttyACM0 -> sudo loket install site.yaml',
    ]);
  });

  it('sees that nothing was installed, and that another site file was', () => {
    expect(wrongWith({}, { '/dev/ttyACM0': { mode: 0o666 } })).toEqual([
      'warn: not installed as a service yet -> sudo loket install site.yaml',
    ]);
    expect(wrongWith({}, { ...installed({}), [places.rules]: '# something else' })).toEqual([
      expect.stringMatching(/^warn: the udev rules are not those of this site file/),
    ]);
  });

  it('sees a number pad that types on the console', () => {
    const parts = withDevices(
      'pad: { kind: numpad, counter: loket-1, layout: numpad, vendor_id: 0x04d9, product_id: 0xa02a }',
    );
    const input = (inhibited: string): Files => ({
      ...piFiles,
      ...installed(parts),
      '/dev/hidraw0': { mode: 0o666 },
      '/sys/class/input/input3/id/vendor': '04d9',
      '/sys/class/input/input3/id/product': 'a02a',
      '/sys/class/input/input3/inhibited': inhibited,
    });
    expect(wrongWith(parts, input('1'))).toEqual([]);
    expect(wrongWith(parts, input('0'))).toEqual([expect.stringMatching(/^fault: HID 04d9:a02a types/)]);
  });

  it('asks for the program that plays, and sees a sound card that is not there, or that may not be opened', () => {
    const byPath = '/dev/snd/by-path/platform-usb-0:1.2:1.0';
    const parts = withDevices(
      `pengeras-1: { kind: alsa-speaker, card: "${byPath}" }`,
      'pengeras-2: { kind: alsa-speaker, card: Headphones }',
    );
    const usb = {
      [byPath]: { to: '../controlC1' },
      '/dev/snd/controlC1': '',
      '/dev/snd/pcmC1D0p': { mode: 0o666 },
      '/sys/class/sound/card1/id': 'Device\n',
    };
    const jack = {
      '/dev/snd/controlC0': '',
      '/dev/snd/pcmC0D0p': { mode: 0o666 },
      '/sys/class/sound/card0/id': 'Headphones\n',
    };
    const player = { '/usr/bin/aplay': '' };
    const all = { ...installed(parts), ...usb, ...jack, ...player };
    expect(wrongWith(parts, all)).toEqual([]);
    expect(wrongWith(parts, { ...installed(parts), ...usb, ...jack })).toEqual([
      'fault: there is no program aplay -> sudo apt install alsa-utils',
    ]);
    expect(wrongWith(parts, { ...installed(parts), ...player, ...jack })).toEqual([
      expect.stringContaining(`fault: ${byPath} is not there`),
    ]);
    expect(wrongWith(parts, { ...all, '/dev/snd/pcmC0D0p': { mode: 0o600 } })).toEqual([
      expect.stringContaining('fault: loket may not open Headphones'),
    ]);
  });

  it('sees that a machine has no GPIO of a Raspberry Pi, and who may use it where there is one', () => {
    const parts = withDevices(
      'b: { kind: call-button, counter: loket-1, layout: one-key, pin: 17, pull: off }',
    );
    expect(wrongWith(parts, installed(parts))).toEqual([expect.stringMatching(/^fault: no GPIO/)]);
    const bare = { ...installed(parts), '/dev/gpiochip0': { mode: 0o666 } };
    expect(wrongWith(parts, bare)).toEqual([expect.stringMatching(/^fault: .*-> sudo apt install gpiod$/)]);
    expect(wrongWith(parts, { ...bare, '/usr/bin/gpiomon': '' })).toEqual([]);
    const files = { ...piFiles, ...installed(parts), '/sys/class/gpio/export': { mode: 0o220 } };
    expect(wrongWith(parts, files)).toEqual([expect.stringMatching(/^fault: loket may not open GPIO/)]);
    const open = { ...files, '/sys/class/gpio/export': { mode: 0o666 } };
    expect(wrongWith(parts, open)).toEqual([]);
  });

  it('takes gpiod for GPIO where onoff was not compiled, and asks for it where neither is there', () => {
    const parts = withDevices(
      'b: { kind: call-button, counter: loket-1, layout: one-key, pin: 17, pull: off }',
    );
    const without = { broken: new Map([['onoff', "Error: Cannot find package 'onoff'"]]) };
    const chip = { ...piFiles, ...installed(parts), '/dev/gpiochip0': { mode: 0o666 } };
    expect(wrongWith(parts, chip, without)).toEqual([
      "fault: the module onoff does not load: Error: Cannot find package 'onoff' -> sudo apt install gpiod",
    ]);
    expect(wrongWith(parts, { ...chip, '/usr/bin/gpiomon': '' }, without)).toEqual([]);
    const closed = { ...chip, '/usr/bin/gpiomon': '', '/dev/gpiochip0': { mode: 0o600 } };
    expect(wrongWith(parts, closed, without)).toEqual([
      expect.stringMatching(/^fault: loket may not open GPIO/),
    ]);
  });

  it('sees another program at the port of the broker, and takes the running hall for itself', () => {
    const socket = ' 0: 00000000:075B 00000000:0000 0A 00000000:00000000 00:00000000 00000000 990 0 4711';
    const files = { ...installed({}), '/proc/net/tcp': `  sl  local_address rem_address st\n${socket}\n` };
    expect(wrongWith({}, files)).toEqual([expect.stringMatching(/^fault: port 1883 is used.*mosquitto/)]);
    const held = (comm: string, unit: string) => ({
      ...files,
      '/proc/812/comm': `${comm}\n`,
      '/proc/812/cgroup': `9:name=systemd:/system.slice/${unit}\n0::/system.slice/${unit}\n`,
      '/proc/812/fd/19': { to: 'socket:[4711]' },
    });
    expect(wrongWith({}, held('node', 'loket.service'))).toEqual([]);
    expect(wrongWith({}, held('mosquitto', 'mosquitto.service'))).toEqual([
      'fault: port 1883 is used by mosquitto (pid 812) -> sudo systemctl disable --now mosquitto',
    ]);
    // Another broker is there although the hall runs too: that used to go unseen.
    const running = { '/sys/fs/cgroup/system.slice/loket.service/pids.max': '64' };
    expect(wrongWith({}, { ...running, ...held('mosquitto', 'mosquitto.service') })).toHaveLength(1);
    const outgoing = { ...files, '/proc/net/tcp': socket.replace('0A', '01') };
    expect(wrongWith({}, outgoing)).toEqual([]);
    // The port of the pages, 8080, counts as well.
    const pages = { hours: 'web: { pages: [status] }' };
    const there = { ...installed(pages), '/proc/net/tcp': files['/proc/net/tcp'].replace('075B', '1F90') };
    expect(wrongWith(pages, there)).toEqual([expect.stringMatching(/^fault: port 8080 is used/)]);
  });

  it('blames the clock before the certificate, and asks for the authority only when it is not known', () => {
    const said = (code: string, synchronised: boolean) =>
      wrongWith(
        undefined,
        {},
        {
          synchronised,
          reached: new Map([['uplink', { url: 'mqtts://office:8883', ok: false, code }]]),
        },
      ).at(-1);
    expect(said('CERT_NOT_YET_VALID', false)).toMatch(/^fault: .*clock of this machine may be wrong/);
    expect(said('CERT_HAS_EXPIRED', true)).toMatch(/ask for a new certificate/);
    expect(said('SELF_SIGNED_CERT_IN_CHAIN', true)).toMatch(/uplink\.ca/);
    expect(said('ECONNREFUSED', true)).toMatch(/^warn: .*counters go on without it/);
  });

  it('reaches a broker that is there and says why not where none is', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const url = `mqtt://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    expect(await reach(url, {})).toEqual({ url, ok: true });
    await new Promise((resolve) => server.close(resolve));
    expect(await reach(url, {})).toEqual({ url, ok: false, code: 'ECONNREFUSED' });
    expect(await reach('mqtts://127.0.0.1:1', { ca: '/nowhere.pem' })).toMatchObject({ code: 'ENOENT' });
  });
});

/** A module that Node loads first, and that lets no import of `pattern` succeed. */
function preload(name: string, pattern: string, more = ''): string {
  const path = join(tmpdir(), `loket-${process.pid}-${name}.mjs`);
  const hook = `export async function resolve(specifier, context, next) {
    if (${pattern}.test(specifier)) throw new Error('broken: ' + specifier);
    return next(specifier, context);
  }`;
  writeFileSync(
    path,
    `import { register } from 'node:module';\nregister('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hook)}));\n${more}`,
  );
  roots.push(path);
  return path;
}

describe('the program', () => {
  it('answers with doctor though no hardware library can be loaded, and names those that the site needs', async () => {
    const root = fakeMachine(installed({}));
    roots.push(root);
    writeFileSync(join(root, 'site.yaml'), hallText());
    chmodSync(root, 0o755);
    const hooks = preload('broken', '/^(onoff|node-hid|@serialport.bindings-cpp)$/');
    const { seen, ended } = started('env', [
      ...['LANG=en', `NODE_OPTIONS=--import=${hooks}`, process.execPath, program],
      ...['doctor', join(root, 'site.yaml'), '--root', root],
    ]);
    expect(await ended, seen.err).toBe(1);
    expect(seen.out).toMatch(
      /FAULT the module @serialport.bindings-cpp does not load: .*broken: @serialport/,
    );
    expect(seen.out).toContain('-> npm rebuild @serialport/bindings-cpp');
    expect(seen.out).not.toContain('module onoff');
  });

  it('says that Node is too old before it loads anything else', async () => {
    const old = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.19.0' } });`;
    const hooks = preload('old', '/^\\.\\/program/', old);
    const { seen, ended } = started(process.execPath, [`--import=${hooks}`, program, 'doctor']);
    expect(await ended).toBe(1);
    expect(seen.err).toMatch(/needs Node 20\.19 or newer; this is 18\.19\.0/);
    expect(seen.err).not.toContain('broken');
  });

  it('ends well on a machine without a fault, with no site file at all', async () => {
    const root = fakeMachine({});
    roots.push(root);
    const { ended, seen } = loket('doctor', '--root', root);
    expect(await ended, seen.out).toBe(0);
  });
});
