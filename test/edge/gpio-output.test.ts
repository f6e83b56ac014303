import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Level, OutputLine } from '../../devices/ports.ts';
import { createGpio } from '../../firmware-host/edge/gpio.ts';
import type { Onoff } from '../../firmware-host/edge/gpio-sysfs.ts';
import { argumentsFor, gpiodSyntaxes } from '../../firmware-host/edge/gpiod-syntax.ts';
import { systemClock } from '../../firmware-host/edge/system-clock.ts';
import { has } from '../programs.ts';
import { eventually } from './wire-watch.ts';

/**
 * Stands for the programs of gpiod. `gpioset` writes down each level that it sets before it ends, and refuses a line
 * that another one holds, as the kernel does; the line keeps its level when it ends. It may be slow.
 */
const fake = `#!/bin/sh
dir=$(dirname "$0")
[ "$1" = --version ] && { echo 'gpiomon (libgpiod) v'"$(cat "$dir/version")"; exit; }
case $(basename "$0") in
gpiodetect) echo 'gpiochip3 [pinctrl-bcm2711] (58 lines)'; exit ;;
esac
echo "$*" >> "$dir/calls"
[ -e "$dir/complaint" ] && { cat "$dir/complaint" >&2; exit 1; }
owner=$(cat "$dir/owner" 2> /dev/null)
[ -n "$owner" ] && [ -d "/proc/$owner" ] && ! grep -q '^State:.Z' "/proc/$owner/status" && {
  echo 'gpioset: error setting the GPIO line values: Device or resource busy' >&2
  exit 1
}
for last in "$@"; do :; done
case $1 in
--mode=exit | --toggle=0) [ -e "$dir/slow" ] && sleep 0.3; echo "\${last#*=}" >> "$dir/levels" ;;
*) echo $$ > "$dir/owner"; exec sleep 60 ;;
esac
`;

const pathBefore = process.env.PATH ?? '';
const opened: OutputLine[] = [];
let dir = '';
const file = (name: string, text: string) => writeFileSync(join(dir, name), text);
const read = (name: string): string => {
  try {
    return readFileSync(join(dir, name), 'utf8');
  } catch {
    return '';
  }
};
const lines = (name: string) => read(name).trim().split('\n').filter(Boolean);

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'loket-gpio-output-'));
});
afterEach(async () => {
  for (const line of opened.splice(0)) await line.close();
  process.env.PATH = pathBefore;
  rmSync(dir, { recursive: true });
});

/** The code under test for a process of its own: Node 20 runs no TypeScript. */
const program = mkdtempSync(join(tmpdir(), 'loket-gpio-program-'));
beforeAll(async () => {
  await build({
    entryPoints: ['firmware-host/edge/gpio.ts'],
    outfile: join(program, 'gpio.mjs'),
    ...{ bundle: true, platform: 'node', format: 'esm', external: ['onoff'], logLevel: 'error' },
  });
});
afterAll(() => rmSync(program, { recursive: true }));

const labels = ['pinctrl-bcm2711'];

function installGpiod(version: string): void {
  for (const name of ['gpiomon', 'gpioget', 'gpioset', 'gpiodetect']) {
    file(name, fake);
    chmodSync(join(dir, name), 0o755);
  }
  file('version', version);
  process.env.PATH = `${dir}:${pathBefore}`;
}

async function throughGpiod(rest: Level, lost: Error[] = []): Promise<OutputLine> {
  const gpio = createGpio(systemClock, { root: join(dir, 'none'), labels });
  const line = await gpio.output(17, { rest, lost: (why) => lost.push(why) });
  opened.push(line);
  return line;
}

/** A process that switches line 17 on and waits. */
async function processThatSwitchesOn(): Promise<ReturnType<typeof spawn>> {
  const host = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { createGpio } from '${join(program, 'gpio.mjs')}';
       const clock = { now: () => 0, after: (ms, run) => { const t = setTimeout(run, ms); return () => clearTimeout(t); } };
       const gpio = createGpio(clock, { root: '${join(dir, 'none')}', labels: ['pinctrl-bcm2711'] });
       const line = await gpio.output(17, { rest: 0 });
       await line.write(1);
       console.log('on');
       setInterval(() => undefined, 1000);`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], detached: true },
  );
  await new Promise((resolve) => host.stdout?.once('data', resolve));
  return host;
}

/** Whether the last program still has the line. */
function isHeld(): boolean {
  const state = /^State:\s*(\S)/m.exec(statusOf(read('owner').trim()))?.[1];
  return state !== undefined && state !== 'Z';
}

function statusOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}

describe.each([
  ['1.6.3', ['--mode=exit gpiochip3 17=1', '--mode=signal gpiochip3 17=1']],
  ['2.2.1', ['--toggle=0 --chip=gpiochip3 17=1', '--chip=gpiochip3 17=1']],
] as const)('an output through gpiod %s', (version, calls) => {
  beforeEach(() => installGpiod(version));

  it('rests from its opening on, takes each level, and is held until it is closed at rest', async () => {
    const line = await throughGpiod(0);
    expect(lines('levels')).toEqual(['0']);
    await line.write(1);
    expect(lines('levels')).toEqual(['0', '1']);
    await eventually(() => expect(isHeld()).toBe(true));
    expect(lines('calls').filter((call) => call.endsWith('=1'))).toEqual(calls);
    await line.write(0);
    await line.write(1);
    await line.close();
    await line.close();
    expect(lines('levels')).toEqual(['0', '1', '0', '1', '0']);
    expect(isHeld()).toBe(false);
    await expect(line.write(1)).rejects.toMatchObject({ code: 'link.absent' });
  });

  it('that rests high is high when nobody has it', async () => {
    const line = await throughGpiod(1);
    await line.write(0);
    await line.close();
    expect(lines('levels')).toEqual(['1', '0', '1']);
  });

  it.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
    'goes back to rest when the process ends by %s, also when the whole service is told to end',
    async (signal) => {
      const { pid } = await processThatSwitchesOn();
      if (pid === undefined) throw new Error('it was not started');
      expect(lines('levels')).toEqual(['0', '1']);
      // To the whole group of processes, as systemd and a terminal send it; a kill hits the process alone.
      process.kill(signal === 'SIGKILL' ? pid : -pid, signal);
      await eventually(() => expect(lines('levels')).toEqual(['0', '1', '0']));
      await eventually(() => expect(isHeld()).toBe(false));
    },
  );

  it('is set when a write is done, and at rest when it is closed, however slow the programs are', async () => {
    const line = await throughGpiod(0);
    file('slow', '');
    await line.write(1);
    expect(lines('levels')).toEqual(['0', '1']);
    await line.close();
    expect(lines('levels')).toEqual(['0', '1', '0']);
  });

  it('is lost, once, when another program has taken the line in between', async () => {
    const lost: Error[] = [];
    const line = await throughGpiod(0, lost);
    await eventually(() => expect(isHeld()).toBe(true));
    process.kill(Number(read('owner')), 'SIGKILL');
    file('owner', String(process.pid));
    await expect(line.write(1)).rejects.toMatchObject({ code: 'link.busy' });
    await eventually(() => expect(lost).toMatchObject([{ code: 'link.busy' }]));
    await line.close();
    expect(lost).toHaveLength(1);
  });

  it.each([
    ['Device or resource busy', 'link.busy', 'gpioinfo'],
    ['Permission denied', 'link.permission', 'group'],
  ])('is not opened, with a hint, when gpioset complains: %s', async (complaint, code, hint) => {
    file('complaint', `gpioset: error setting the GPIO line values: ${complaint}\n`);
    const lost: Error[] = [];
    await expect(throughGpiod(0, lost)).rejects.toMatchObject({ code, hint: expect.stringContaining(hint) });
    expect(lost).toEqual([]);
  });
});

describe('an output through the kernel’s files', () => {
  /** Lines as files: what onoff does with them, and no kernel behind them. */
  function sysfs() {
    const root = join(dir, 'sysfs');
    mkdirSync(join(root, 'gpiochip512'), { recursive: true });
    for (const [name, text] of Object.entries({ label: 'pinctrl-bcm2711', base: 512, ngpio: 58 }))
      writeFileSync(join(root, 'gpiochip512', name), `${text}\n`);
    writeFileSync(join(root, 'export'), '');
    const did: string[] = [];
    class Gpio {
      constructor(line: number, direction: string) {
        did.push(`export ${line} ${direction}`);
        mkdirSync(join(root, `gpio${line}`), { recursive: true });
        writeFileSync(join(root, `gpio${line}`, 'value'), direction === 'high' ? '1\n' : '0\n');
      }
      direction = () => 'out';
      unexport = () => void did.push(`unexport ${read('sysfs/gpio529/value').trim()}`);
    }
    const gpio = createGpio(systemClock, { root, labels }, undefined, undefined, async () => {
      return { Gpio } as unknown as Onoff;
    });
    return { root, did, gpio };
  }
  const value = () => read('sysfs/gpio529/value').trim();

  it('has its rest with its direction, takes each level, and rests when it is given back', async () => {
    const { did, gpio } = sysfs();
    const line = await gpio.output(17, { rest: 1 });
    opened.push(line);
    expect([did, value()]).toEqual([['export 529 high'], '1']);
    await line.write(0);
    expect(value()).toBe('0');
    await line.close();
    await line.close();
    expect(did).toEqual(['export 529 high', 'unexport 1']);
  });

  it('is lost when its file can no longer be written', async () => {
    const { root, gpio } = sysfs();
    const lost: Error[] = [];
    const line = await gpio.output(17, { rest: 0, lost: (why) => lost.push(why) });
    opened.push(line);
    rmSync(join(root, 'gpio529'), { recursive: true });
    // Each shell has its own words for it.
    await expect(line.write(1)).rejects.toMatchObject({ code: expect.stringMatching(/^link\./) });
    expect(lost).toHaveLength(1);
  });
});

describe('the programs of this machine', () => {
  it.skipIf(!has('gpioset'))('understand how gpioset is called', () => {
    const env = { PATH: pathBefore };
    const version = spawnSync('gpioset', ['--version'], { encoding: 'utf8', env }).stdout;
    const syntax = gpiodSyntaxes[/ v1\./.test(version) ? 1 : 2];
    for (const which of ['set', 'hold'] as const) {
      const args = [...argumentsFor(syntax, which, { chip: 'no-such-chip', pin: 17 }), '17=1'];
      const { stderr, status } = spawnSync('gpioset', args, { encoding: 'utf8', env });
      // It gets as far as looking for the chip.
      expect(status).not.toBe(0);
      expect(stderr).toMatch(/No such file or directory|cannot find GPIO chip/);
    }
  });
});
