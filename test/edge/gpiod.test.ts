import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InputLine, LineOptions } from '../../devices/ports.ts';
import { createGpio } from '../../firmware-host/edge/gpio.ts';
import { piGpio } from '../../firmware-host/edge/gpio-chip.ts';
import { argumentsFor, gpiodSyntaxes } from '../../firmware-host/edge/gpiod-syntax.ts';
import { kernelTime, systemClock } from '../../firmware-host/edge/system-clock.ts';
import { has } from '../programs.ts';
import { eventually } from './wire-watch.ts';

/** Stands for the programs of gpiod: answers from files, writes down its arguments, and replays what a test writes. */
const fake = `#!/bin/sh
dir=$(dirname "$0")
name=$(basename "$0")
for part in "$name" "$@"; do printf '%s|' "$part"; done >> "$dir/calls"
echo >> "$dir/calls"
[ "$1" = --version ] && exec cat "$dir/version"
[ "$name" != gpiomon ] && { cat "$dir/complaint" >&2; cat "$dir/$name.says"; exit "$(cat "$dir/$name.status")"; }
echo $$ > "$dir/pid"
cat "$dir/banner"
exec cat "$dir/events"
`;

const pathBefore = process.env.PATH ?? '';
const opened: InputLine[] = [];
let dir = '';
let events = -1;
let used: string[] = [];

const file = (name: string, text: string) => writeFileSync(join(dir, name), text);
const calls = () =>
  readFileSync(join(dir, 'calls'), 'utf8')
    .split('\n')
    .map((line) => line.slice(0, -1).split('|'));
const say = (text: string) => writeSync(events, text);
const gone = (pid: number) => {
  // A zombie that nobody has waited for is as gone as can be.
  const state = /^State:\s*(\S)/m.exec(readIf(`/proc/${pid}/status`))?.[1];
  return state === undefined || state === 'Z';
};
const monitorPid = () => Number(readIf(join(dir, 'pid')));

function readIf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function install(version: string, banner = ''): void {
  file('version', `gpiomon (libgpiod) v${version}\nCopyright (C) 2017-2023\n`);
  file('banner', banner);
}

const open = async (pin: number, options: LineOptions) => {
  const files = { ...piGpio, root: join(dir, 'none') };
  const line = await createGpio(systemClock, files, (way) => used.push(way)).input(pin, options);
  opened.push(line);
  return line;
};

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'loket-gpiod-'));
  used = [];
  for (const name of ['gpiomon', 'gpioget', 'gpiodetect']) {
    file(name, fake);
    chmodSync(join(dir, name), 0o755);
    file(`${name}.status`, '0');
  }
  file(
    'gpiodetect.says',
    'gpiochip0 [raspberrypi-exp-gpio] (8 lines)\ngpiochip3 [pinctrl-bcm2711] (58 lines)\n',
  );
  file('gpioget.says', '1\n');
  file('complaint', '');
  spawnSync('mkfifo', [join(dir, 'events')]);
  // Open for both, so that neither end waits for the other.
  events = openSync(join(dir, 'events'), 'r+');
  process.env.PATH = `${dir}:${pathBefore}`;
});

afterEach(async () => {
  for (const line of opened.splice(0)) await line.close();
  process.env.PATH = pathBefore;
  closeSync(events);
  rmSync(dir, { recursive: true });
});

const generations = {
  'version 1.6': {
    version: '1.6.3',
    banner: '',
    rising: '1',
    falling: '0',
    second: (at: string) => `${at.split('.')[0]} ${Number(at.split('.')[1])}`,
    get: (pull: readonly string[]) => ['gpioget', ...pull, 'gpiochip3', '17'],
    monitor: (pull: readonly string[]) => [
      'gpiomon',
      ...pull,
      '--line-buffered',
      '--format=edge %o %e %s %n',
      'gpiochip3',
      '17',
    ],
  },
  'version 2': {
    version: '2.2.1',
    banner: "Monitoring line '17'...\n",
    rising: '1',
    falling: '2',
    second: (at: string) => at,
    get: (pull: readonly string[]) => ['gpioget', ...pull, '--numeric', '--chip=gpiochip3', '17'],
    monitor: (pull: readonly string[]) => [
      'gpiomon',
      ...pull,
      '--edges=both',
      '--event-clock=monotonic',
      '--banner',
      '--format=edge %o %e %S',
      '--chip=gpiochip3',
      '17',
    ],
  },
};

describe.each(Object.entries(generations))('GPIO through gpiod, %s', (_name, generation) => {
  beforeEach(() => install(generation.version, generation.banner));

  it('finds the chip by its label, reads the level, and tells every edge', async () => {
    const line = await open(17, { pull: 'up' });
    expect(line.read()).toBe(1);
    const levels: number[] = [];
    line.onEdge((level) => levels.push(level));
    say(`edge 17 ${generation.falling}\nedge 17 ${generation.rising}\nedge 17 `);
    say(`${generation.falling}\n`);
    await eventually(() => expect(levels).toEqual([0, 1, 0]));
    expect(line.read()).toBe(0);
    expect(used).toEqual([expect.stringMatching(`^through gpiomon ${generation.version}: .* is missing$`)]);
  });

  it('tells when each edge was, also of those that are read together', async () => {
    const line = await open(17, { pull: 'up' });
    const times: number[] = [];
    line.onEdge((_level, at) => times.push(at));
    const { falling, rising, second } = generation;
    const stamp = (msAgo: number) => second(((kernelTime() - msAgo) / 1_000).toFixed(9));
    // A process that was held up finds both in its pipe.
    say(`edge 17 ${falling} ${stamp(80)}\nedge 17 ${rising} ${stamp(50)}\n`);
    await eventually(() => expect(times).toHaveLength(2));
    const [down = 0, up = 0] = times;
    expect(up - down).toBeCloseTo(30, 0);
    expect(up).toBeLessThanOrEqual(systemClock.now());
  });

  it.each([
    ['up', ['--bias=pull-up']],
    ['down', ['--bias=pull-down']],
    // What the boot settings have switched on stays on, as with the kernel's files.
    ['off', []],
  ] as const)('with pull: %s says %j of it', async (pull, says) => {
    await open(17, { pull });
    await eventually(() =>
      expect(calls()).toEqual(expect.arrayContaining([generation.get(says), generation.monitor(says)])),
    );
  });

  it('ends gpiomon with the line, and has let go of it when closing is done', async () => {
    const lost: Error[] = [];
    const line = await open(17, { pull: 'up', lost: (why) => lost.push(why) });
    await eventually(() => expect(monitorPid()).toBeGreaterThan(0));
    await line.close();
    expect(gone(monitorPid())).toBe(true);
    await line.close();
    expect(lost).toEqual([]);
  });

  it('is lost, once, when gpiomon dies', async () => {
    const lost: Error[] = [];
    await open(17, { pull: 'up', lost: (why) => lost.push(why) });
    await eventually(() => expect(monitorPid()).toBeGreaterThan(0));
    process.kill(monitorPid(), 'SIGKILL');
    await eventually(() => expect(lost).toMatchObject([{ code: 'link.io_error' }]));
    expect(lost[0]?.message).toContain('SIGKILL');
  });

  it.each(['event:  RISING EDGE offset: 17', 'edge 18 1', 'edge 17 7', 'a line far too long '.repeat(15)])(
    'is lost, and ends gpiomon, when that prints what it should not: %s',
    async (garbage) => {
      const lost: Error[] = [];
      await open(17, { pull: 'up', lost: (why) => lost.push(why) });
      await eventually(() => expect(monitorPid()).toBeGreaterThan(0));
      say(`${garbage}\n`);
      await eventually(() => expect(lost).toMatchObject([{ code: 'link.io_error' }]));
      await eventually(() => expect(gone(monitorPid())).toBe(true));
      expect(lost).toHaveLength(1);
    },
  );

  it.each([
    ['error reading GPIO values: Permission denied', 'link.permission', 'group'],
    ['unable to request lines: Device or resource busy', 'link.busy', 'gpioinfo'],
  ])('says what to do when gpioget complains: %s', async (complaint, code, hint) => {
    file('complaint', `gpioget: ${complaint}\n`);
    file('gpioget.status', '1');
    await expect(open(17, { pull: 'up' })).rejects.toMatchObject({
      code,
      hint: expect.stringContaining(hint),
      message: expect.stringContaining('GPIO 17'),
    });
  });
});

describe('GPIO through gpiod', () => {
  it('is the way where onoff is not installed, though the kernel has its files; it says why', async () => {
    install('2.2', 'Monitoring line 17\n');
    const chip = join(dir, 'sysfs', 'gpiochip512');
    mkdirSync(chip, { recursive: true });
    for (const [name, text] of [
      ['label', 'pinctrl-bcm2711'],
      ['base', '512'],
      ['ngpio', '58'],
    ] as const)
      writeFileSync(join(chip, name), `${text}\n`);
    file('sysfs/export', '');
    const missing = () => Promise.reject(new Error("Cannot find package 'onoff'\nRequire stack:"));
    const gpio = createGpio(
      systemClock,
      { ...piGpio, root: join(dir, 'sysfs') },
      (way) => used.push(way),
      undefined,
      missing,
    );
    opened.push(await gpio.input(17, { pull: 'up' }));
    expect(used).toEqual([
      "through gpiomon 2.2: the package onoff does not load (it is compiled when Loket is installed): Error: Cannot find package 'onoff'",
    ]);
    for (const name of ['gpiomon', 'gpioget', 'gpiodetect']) rmSync(join(dir, name));
    process.env.PATH = dir;
    await expect(gpio.input(18, { pull: 'up' })).rejects.toMatchObject({
      code: 'link.absent',
      hint: expect.stringContaining('apt install gpiod'),
    });
  });

  it('is absent where there is no chip of a Pi, or no such line on it', async () => {
    install('1.6.3');
    await expect(open(58, { pull: 'up' })).rejects.toMatchObject({ code: 'link.absent' });
    file('gpiodetect.says', 'gpiochip0 [INT34C6:00] (392 lines)\n');
    await expect(open(17, { pull: 'up' })).rejects.toMatchObject({ code: 'link.absent' });
  });

  it('says which package to install where it is not there', async () => {
    process.env.PATH = join(dir, 'nowhere');
    await expect(open(17, { pull: 'up' })).rejects.toMatchObject({
      code: 'link.absent',
      hint: expect.stringContaining('apt install gpiod'),
    });
  });

  it('fails to open when gpiomon of version 2 dies before it watches', async () => {
    install('2.2.1', '');
    closeSync(events);
    file('events.gone', '');
    rmSync(join(dir, 'events'));
    events = openSync(join(dir, 'events.gone'), 'r');
    await expect(open(17, { pull: 'up' })).rejects.toMatchObject({ code: 'link.absent' });
  });

  it('leaves no gpiomon behind when the host is killed', async () => {
    install('1.6.3');
    const host = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { createGpio } from '${join(process.cwd(), 'dist/firmware-host/edge/gpio.js')}';
         const clock = { now: () => 0, after: (ms, run) => { const t = setTimeout(run, ms); return () => clearTimeout(t); } };
         await createGpio(clock, { root: '${join(dir, 'none')}', labels: ['pinctrl-bcm2711'] }).input(17, { pull: 'up' });
         console.log('open');
         setInterval(() => undefined, 1000);`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await new Promise((resolve) => host.stdout.once('data', resolve));
    await eventually(() => expect(monitorPid()).toBeGreaterThan(0));
    expect(gone(monitorPid())).toBe(false);
    host.kill('SIGKILL');
    await eventually(() => expect(gone(monitorPid())).toBe(true));
  });

  it.skipIf(!has('gpiomon'))('writes options that the gpiomon of this machine understands', () => {
    const version = spawnSync('gpiomon', ['--version'], {
      encoding: 'utf8',
      env: { PATH: pathBefore },
    }).stdout;
    const syntax = gpiodSyntaxes[/ v1\./.test(version) ? 1 : 2];
    for (const [program, which] of [
      ['gpioget', 'get'],
      ['gpiomon', 'monitor'],
    ] as const) {
      for (const pull of ['up', 'down', 'off'] as const) {
        const args = argumentsFor(syntax, which, { chip: 'no-such-chip', pin: 17, pull });
        const { stderr, status } = spawnSync(program, args, { encoding: 'utf8', env: { PATH: pathBefore } });
        // It gets as far as looking for the chip.
        expect(status).not.toBe(0);
        expect(stderr).toMatch(/No such file or directory|cannot find GPIO chip/);
      }
    }
  });
});
