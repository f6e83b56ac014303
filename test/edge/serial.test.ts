import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../firmware-host/edge/system-clock.ts';
import { createWires } from '../../firmware-host/edge/wires.ts';
import { has } from '../programs.ts';
import { bytes, eventually, watch } from './wire-watch.ts';

const wires = createWires(systemClock);
const speed = { baudRate: 9_600 };

describe.skipIf(!has('socat'))('a serial line', () => {
  let folder = '';
  let cable: ChildProcess;
  let host = '';
  let device = '';

  async function plug(): Promise<void> {
    const end = (path: string) => `pty,raw,echo=0,link=${path}`;
    cable = spawn('socat', [end(host), end(device)]);
    await eventually(() => expect(existsSync(host) && existsSync(device)).toBe(true));
  }

  async function unplug(): Promise<void> {
    const gone = new Promise((resolve) => cable.once('exit', resolve));
    cable.kill('SIGKILL');
    await gone;
    rmSync(host, { force: true });
    rmSync(device, { force: true });
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'loket-serial-'));
    host = join(folder, 'host');
    device = join(folder, 'device');
    await plug();
  });
  afterEach(async () => {
    if (cable.exitCode === null && cable.signalCode === null) await unplug();
    rmSync(folder, { recursive: true });
  });

  test('carries bytes both ways', async () => {
    const [near, far] = await Promise.all([wires.open(host, speed), wires.open(device, speed)]);
    const [atNear, atFar] = [watch(near), watch(far)];
    await near.write(bytes('A-001'));
    await far.write(bytes('\x06'));
    await eventually(() => expect([atFar.text, atNear.text]).toEqual(['A-001', '\x06']));
    await Promise.all([near.close(), far.close()]);
    expect([...atNear.lost, ...atFar.lost]).toEqual([]);
  });

  test('sends what was written before it closes', async () => {
    const [near, far] = await Promise.all([wires.open(host, speed), wires.open(device, speed)]);
    const atFar = watch(far);
    const written = near.write(bytes('x'.repeat(3_000)));
    await near.close();
    await written;
    await eventually(() => expect(atFar.text).toHaveLength(3_000));
    await far.close();
  });

  test('tells once that it was unplugged, and refuses to write from then on', async () => {
    const wire = await wires.open(host, speed);
    const seen = watch(wire);
    await unplug();
    await eventually(() => expect(seen.lost).toHaveLength(1));
    await expect(wire.write(bytes('late'))).rejects.toMatchObject({ code: 'link.io_error' });
    await wire.close();
    await wire.close();
    expect(seen.lost).toHaveLength(1);
  });

  test('tells a listener that comes too late', async () => {
    const wire = await wires.open(host, speed);
    const early = watch(wire);
    await unplug();
    await eventually(() => expect(early.lost).toHaveLength(1));
    expect(watch(wire).lost).toHaveLength(1);
    await wire.close();
  });

  test('a new connection sends nothing that was written for the old one', async () => {
    const old = await wires.open(host, speed);
    const seen = watch(old);
    await unplug();
    await eventually(() => expect(seen.lost).toHaveLength(1));
    await expect(old.write(bytes('STALE'))).rejects.toThrow();
    await old.close();
    await plug();
    const far = await wires.open(device, speed);
    const atFar = watch(far);
    const near = await wires.open(host, speed);
    await near.write(bytes('fresh'));
    await eventually(() => expect(atFar.text).toBe('fresh'));
    await Promise.all([near.close(), far.close()]);
  });

  test('notices every unplugging, also in the middle of a read, and leaves nothing behind', async () => {
    const files = () => readdirSync('/proc/self/fd').length;
    const before = files();
    for (let cycle = 0; cycle < 30; cycle++) {
      const wire = await wires.open(host, speed);
      const seen = watch(wire);
      await unplug();
      await eventually(() => expect(seen.lost).toHaveLength(1));
      await wire.close();
      await plug();
    }
    await eventually(() => expect(files()).toBeLessThanOrEqual(before));
  });

  test('is busy for a second one', async () => {
    const wire = await wires.open(host, speed);
    await expect(wires.open(host, speed)).rejects.toMatchObject({ code: 'link.busy' });
    await wire.close();
    await (await wires.open(host, speed)).close();
  });

  test('closes in limited time, and fails what was not sent, when the device takes nothing', async () => {
    const wire = await wires.open(host, speed);
    cable.kill('SIGSTOP');
    const writes = [1, 2, 3].map(() => wire.write(new Uint8Array(20_000)));
    const outcome = Promise.allSettled(writes);
    await wire.close();
    expect((await outcome).filter(({ status }) => status === 'rejected')).not.toEqual([]);
    cable.kill('SIGCONT');
  });

  test('refuses more than a bounded queue while the device takes nothing', async () => {
    const wire = await wires.open(host, speed);
    cable.kill('SIGSTOP');
    const fillings = [1, 2, 3].map(() => wire.write(new Uint8Array(20_000)));
    const outcome = Promise.allSettled(fillings);
    await expect(wire.write(new Uint8Array(20_000))).rejects.toMatchObject({ code: 'link.timeout' });
    await wire.close();
    await outcome;
    cable.kill('SIGCONT');
  });
});

describe('a serial line that cannot be opened', () => {
  test('is absent when there is no such file', async () => {
    await expect(wires.open('/dev/loket-none', speed)).rejects.toMatchObject({ code: 'link.absent' });
  });

  test('is the wrong device when the file is no serial line', async () => {
    await expect(wires.open('/dev/null', speed)).rejects.toMatchObject({ code: 'link.wrong_device' });
    await expect(wires.open(tmpdir(), speed)).rejects.toMatchObject({ code: 'link.wrong_device' });
  });
});
