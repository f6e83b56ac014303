import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../firmware-host/edge/system-clock.ts';
import { isUsbPrinter, openUsbPrinter } from '../../firmware-host/edge/usb-printer.ts';
import { SimulatedPrinter } from '../../simulators/escpos-printer/printer.ts';
import type { PrintedTicket } from '../../simulators/escpos-printer/ticket.ts';
import { serveTcp } from '../../simulators/serve.ts';
import { ending, openPrinter, ticket } from '../devices/printer-bench.ts';
import { has } from '../programs.ts';
import { bytes, eventually, watch } from './wire-watch.ts';

const open = (path: string) => openUsbPrinter(path, systemClock);

describe('a USB printer', () => {
  const device = (major: number, minor: number, character = true) => ({
    rdev: major * 256 + minor,
    isCharacterDevice: () => character,
  });

  test('is told from a serial line by what is at its path, whatever the path is called', async () => {
    expect(isUsbPrinter(device(180, 0))).toBe(true);
    expect(isUsbPrinter(device(180, 15))).toBe(true);
    // A USB serial adapter, a terminal, a disk that has the same number among the disks.
    expect([device(188, 0), device(136, 180), device(180, 0, false)].map(isUsbPrinter)).toEqual([
      false,
      false,
      false,
    ]);
    expect(isUsbPrinter(await stat('/dev/null'))).toBe(false);
  });

  test('is absent when nothing is at its path', async () => {
    await expect(open('/dev/usb/loket-none')).rejects.toMatchObject({ code: 'link.absent' });
  });
});

/**
 * The same code on a pseudo-terminal: like a printer it takes part of a write, then nothing (EAGAIN), until the other
 * end has read.
 */
describe.skipIf(!has('socat'))('the device of a USB printer', () => {
  let folder = '';
  let path = '';
  let cable: ChildProcess | undefined;

  async function plug(other: string): Promise<void> {
    cable = spawn('socat', [`pty,raw,echo=0,link=${path}`, other]);
    await eventually(() => expect(existsSync(path)).toBe(true));
  }

  async function unplug(): Promise<void> {
    const gone = new Promise((resolve) => cable?.once('exit', resolve));
    cable?.kill('SIGKILL');
    await gone;
    cable = undefined;
    rmSync(path, { force: true });
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'loket-lp-'));
    path = join(folder, 'lp0');
  });
  afterEach(async () => {
    if (cable !== undefined) await unplug();
    rmSync(folder, { recursive: true });
  });

  const openFiles = () => readdirSync('/proc/self/fd').length;

  test('takes what is written bit by bit, also more than it has room for, and all of it before it closes', async () => {
    const out = join(folder, 'out');
    await plug(`OPEN:${out},creat,append`);
    const wire = await open(path);
    const seen = watch(wire);
    cable?.kill('SIGSTOP');
    const job = wire.write(bytes('t'.repeat(200_000)));
    const closing = wire.close();
    cable?.kill('SIGCONT');
    await Promise.all([job, closing]);
    await eventually(async () => expect((await stat(out)).size).toBe(200_000));
    expect(seen.lost).toEqual([]);
  });

  test('that takes nothing keeps no thread: files are read meanwhile, and closing has a limit', async () => {
    await plug('EXEC:cat');
    const wires = await Promise.all([1, 2, 3, 4, 5, 6].map(() => open(path)));
    cable?.kill('SIGSTOP');
    const jobs = wires.map((wire) => wire.write(bytes('t'.repeat(60_000))));
    const ends = Promise.allSettled(jobs);
    for (let turn = 0; turn < 20; turn++) await stat(folder);
    await expect(wires[0]?.write(bytes('t'.repeat(60_000)))).rejects.toMatchObject({ code: 'link.timeout' });
    await Promise.all(wires.map((wire) => wire.close()));
    expect((await ends).map(({ status }) => status)).toEqual(Array(6).fill('rejected'));
    cable?.kill('SIGCONT');
  });

  test('tells once that it was unplugged, also in the middle of a write, and leaves no file open', async () => {
    const before = openFiles();
    for (const busy of [false, true, false, true]) {
      await plug('EXEC:cat');
      const wire = await open(path);
      const seen = watch(wire);
      cable?.kill('SIGSTOP');
      const job = busy ? wire.write(bytes('t'.repeat(60_000))) : Promise.reject(new Error('no job'));
      const end = Promise.allSettled([job]);
      await unplug();
      await eventually(() => expect(seen.lost).toHaveLength(1));
      expect(await end).toMatchObject([{ status: 'rejected' }]);
      await expect(wire.write(bytes('late'))).rejects.toThrow();
      await wire.close();
      await wire.close();
      expect(seen.lost).toHaveLength(1);
    }
    await eventually(() => expect(openFiles()).toBeLessThanOrEqual(before));
  });

  test('prints tickets and answers for them', async () => {
    const tickets: PrintedTicket[] = [];
    const printer = new SimulatedPrinter({
      clock: systemClock,
      columns: 48,
      onTicket: (one) => void tickets.push(one),
    });
    const server = await serveTcp(printer, { host: '127.0.0.1', port: 0 });
    await plug(`TCP:127.0.0.1:${server.port}`);
    const { device, lost } = await openPrinter(systemClock, { open }, { address: path });
    expect(await ending(device.perform(ticket('A-001')))).toBe('acknowledged');
    printer.set({ paper: 'out' });
    expect(await ending(device.perform(ticket('A-002')))).toBe('paper.out');
    printer.set({ paper: 'ok' });
    expect(await ending(device.perform(ticket('A-003')))).toBe('acknowledged');
    expect(tickets.map(({ complete }) => complete)).toEqual([true, true]);
    await unplug();
    await eventually(() => expect(lost).toHaveLength(1));
    await device.close();
    await server.close();
  });
});
