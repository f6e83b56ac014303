import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../firmware-host/edge/system-clock.ts';
import { createWires } from '../../firmware-host/edge/wires.ts';
import { SimulatedPrinter } from '../../simulators/escpos-printer/printer.ts';
import type { PrintedTicket } from '../../simulators/escpos-printer/ticket.ts';
import { serveTcp } from '../../simulators/serve.ts';
import { eventually } from '../edge/wire-watch.ts';
import { has } from '../programs.ts';
import { ending, openPrinter, ticket } from './printer-bench.ts';

describe.skipIf(!has('socat'))('a printer on a serial line', () => {
  const tickets: PrintedTicket[] = [];
  let printer: SimulatedPrinter;
  let server: { readonly port: number; close(): Promise<void> };
  let cable: ChildProcess;
  let folder = '';
  let line = '';

  beforeEach(async () => {
    tickets.length = 0;
    folder = mkdtempSync(join(tmpdir(), 'loket-serial-printer-'));
    line = join(folder, 'line');
    const onTicket = (one: PrintedTicket) => void tickets.push(one);
    printer = new SimulatedPrinter({ clock: systemClock, columns: 32, onTicket });
    server = await serveTcp(printer, { host: '127.0.0.1', port: 0 });
    cable = spawn('socat', [`pty,raw,echo=0,link=${line}`, `TCP:127.0.0.1:${server.port}`]);
    await eventually(() => expect(existsSync(line)).toBe(true));
  });
  afterEach(async () => {
    await unplug();
    await server.close();
    rmSync(folder, { recursive: true });
  });

  async function unplug(): Promise<void> {
    if (cable.exitCode !== null || cable.signalCode !== null) return;
    const gone = new Promise((resolve) => cable.once('exit', resolve));
    cable.kill('SIGKILL');
    await gone;
  }

  test('prints and acknowledges tickets, says that paper is out, and is lost when it is unplugged', async () => {
    const settings = { address: line, baud_rate: 19_200, columns: 32 };
    const { device, warnings, lost } = await openPrinter(systemClock, createWires(systemClock), settings);
    for (const number of ['A-001', 'A-002'])
      expect(await ending(device.perform(ticket(number)))).toBe('acknowledged');
    printer.set({ paper: 'out' });
    await device.probe?.();
    expect([...warnings.keys()]).toEqual(['paper.out']);
    expect(await ending(device.perform(ticket('A-003')))).toBe('paper.out');
    expect(tickets.map(({ complete }) => complete)).toEqual([true, true]);
    await unplug();
    await eventually(() => expect(lost).toHaveLength(1));
    await device.close();
  });
});
