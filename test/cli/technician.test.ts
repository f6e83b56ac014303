import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../real-clock.ts';
import { program, started, stopAll } from './loket.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loket-technician-'));
});
afterEach(stopAll);
afterAll(() => rmSync(folder, { recursive: true }));

/** The commands of the README's way to a running hall, as a shell takes them. */
function readmeCommands(): readonly string[] {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const block = /```\n(loket init [\s\S]*?)```/.exec(readme)?.[1] ?? '';
  return block
    .trim()
    .split('\n')
    .map((line) => line.split(/ {3,}/)[0] ?? '');
}

const shell = (line: string) =>
  started('sh', [
    '-c',
    `cd '${folder}'; loket() { '${process.execPath}' '${program}' "$@"; }; LANG=en; export LANG; ${line}`,
  ]);

describe('the way of the README', () => {
  it('leads from nothing to a simulated hall, as it stands there', async () => {
    const commands = readmeCommands();
    expect(commands.map((line) => line.split(' ')[1])).toEqual([
      ...['init', 'check', 'discover', 'test-device', 'install', 'simulate'],
    ]);
    const said = new Map<string, string>();
    for (const line of commands.slice(0, -1)) {
      const { seen, ended } = shell(line);
      expect(await ended, `${line}\n${seen.out}${seen.err}`).toBe(0);
      said.set(line.split(' ')[1] ?? '', seen.out);
    }
    expect(said.get('check')).toContain('Ready to run.');
    expect(said.get('test-device')).not.toMatch(/FAULT|NOT SURE/);
    expect(said.get('install')).toMatch(
      /write {4}\/etc\/systemd\/system\/loket\.service[\s\S]*Nothing was changed/,
    );

    const hall = shell(`${commands.at(-1)} --mqtt-port 0`);
    await until(() => hall.seen.out.includes('with every device simulated')).catch(() => {
      throw new Error(hall.seen.err);
    });
    hall.type('show');
    await until(() => hall.seen.out.includes('display loket-1-display'));
    hall.type('quit');
    expect(await hall.ended).toBe(0);
  });

  it('never writes a site file over one that is there', async () => {
    const file = join(folder, 'mine.yaml');
    writeFileSync(file, 'mine');
    const { seen, ended } = shell('loket init mine.yaml');
    expect(await ended).toBe(1);
    expect(seen.err).toContain('mine.yaml is there already and is not overwritten');
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('shows what it would do, and says what is wrong with how it was asked', async () => {
    const root = join(folder, 'image');
    const options = `--root '${root}' --usb-port pad-1=1-1.3`;
    await shell('loket init small.yaml --keys none --display none --machine none --printer none').ended;
    const install = shell(`loket install small.yaml --dry-run ${options}`);
    expect(await install.ended, install.seen.err).toBe(0);
    expect(install.seen.out).toContain('    pad-1 1-1.3');
    const wrong = shell('loket install small.yaml --dry-run --usb-port pad-1=3');
    expect(await wrong.ended).toBe(1);
    expect(wrong.seen.err).toContain("'pad-1=3' is not NAME=PORT");
    const back = shell(`loket install --rollback --root '${root}'`);
    expect(await back.ended).toBe(1);
    expect(back.seen.err).toContain('there is no previous version');
    const off = shell(`loket uninstall --dry-run --root '${root}'`);
    expect(await off.ended).toBe(0);
    expect(off.seen.out).toContain('remove   /etc/udev/rules.d/70-loket.rules');
  });
});
