import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../firmware-host/edge/system-clock.ts';
import { SimulatedPrinter } from '../../simulators/escpos-printer/printer.ts';
import { SimulatedFirmataBoard } from '../../simulators/firmata-board/simulated-board.ts';
import { simulatedMax7219 } from '../../simulators/firmata-board/simulated-max7219.ts';
import type { WireHardware } from '../../simulators/hardware.ts';
import { SimulatedSerialScanner } from '../../simulators/serial-scanner-hardware.ts';
import { serveTcp } from '../../simulators/serve.ts';
import { until } from '../real-clock.ts';
import { loket, stopAll } from './loket.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  stopAll();
  for (const close of closing.splice(0)) await close();
});

/** Simulated hardware behind a real socket, as a Wi-Fi board or a serial device server is. */
async function served(hardware: WireHardware): Promise<string> {
  const server = await serveTcp(hardware, { host: '127.0.0.1', port: 0 });
  closing.push(() => server.close());
  return `tcp://127.0.0.1:${server.port}`;
}

describe('loket run', () => {
  it('drives hardware over TCP that it knows nothing of: key, display, printer and scanner', async () => {
    const pins = { data: 11, clock: 13, select: 10 };
    const board = new SimulatedFirmataBoard({ clock: systemClock });
    const chip = simulatedMax7219(pins, 5);
    board.attach(chip);
    const tickets: (string | undefined)[] = [];
    const printer = new SimulatedPrinter({
      clock: systemClock,
      columns: 48,
      onTicket: ({ code }) => tickets.push(code),
    });
    const scanner = new SimulatedSerialScanner();
    const folder = mkdtempSync(join(tmpdir(), 'loket-run-'));
    closing.push(() => rmSync(folder, { recursive: true, force: true }));
    const site = {
      version: 1,
      site: { id: 'uji', title: 'MPP Uji', zone: 'Asia/Jakarta' },
      services: { paspor: { title: 'Paspor', prefix: 'A' } },
      counters: { 'loket-1': { number: 1, serves: ['paspor'] } },
      boards: { papan: { address: await served(board) } },
      devices: {
        tombol: { kind: 'keypad', board: 'papan', counter: 'loket-1', keys: { next: 2 } },
        angka: { kind: 'max7219-display', board: 'papan', counter: 'loket-1', pins, digits: 5 },
        mesin: { kind: 'keypad', board: 'papan', keys: { ambil: 3 }, does: { ambil: 'ticket paspor' } },
        printer: { kind: 'escpos-printer', address: await served(printer) },
        pemindai: { kind: 'serial-scanner', counter: 'loket-1', address: await served(scanner) },
      },
    };
    const file = join(folder, 'site.yaml');
    writeFileSync(file, JSON.stringify(site));

    const run = loket('run', file, '--mqtt-port', '0', '--data', join(folder, 'data'));
    await until(() => /mqtt:\/\/127\.0\.0\.1:\d+/.test(run.seen.out));
    const client = await mqtt.connectAsync(/mqtt:\/\/[\d.:]+/.exec(run.seen.out)?.[0] ?? '');
    closing.push(() => client.endAsync());
    const seen = new Map<string, string>();
    client.on('message', (topic, payload) => seen.set(topic, payload.toString()));
    await client.subscribeAsync('loket/#');
    const state = (address: string) => JSON.parse(seen.get(`loket/v1/uji/${address}/state`) ?? '{}').state;
    for (const id of [...Object.keys(site.devices), 'papan']) {
      await until(() => state(`device/${id}`) === 'online').catch(() => {
        throw new Error(`${id}: ${seen.get(`loket/v1/uji/device/${id}/state`)}\n${run.seen.err}`);
      });
    }

    board.press(3, 100);
    await until(() => tickets.some((code) => code?.startsWith('A-001-')));
    await until(() => seen.has('loket/v1/uji/event/ticket/issued'));
    board.press(2, 100);
    await until(() => chip.text() === 'A-001');
    await until(() => state('counter/loket-1') === 'called');
    scanner.scan(String(tickets[0]));
    await until(() => state('counter/loket-1') === 'serving');

    run.child.kill('SIGUSR2');
    await until(() => run.seen.err.includes('what the process waits for'));
    const said = run.seen.err.split('\n').find((line) => line.includes('what the process waits for')) ?? '';
    const { timers } = JSON.parse(said) as { readonly timers: readonly string[] };
    for (const name of ['loop: tick', 'health: measure', 'device: question'])
      expect(timers.filter((timer) => timer.startsWith(`${name} `)).length, said).toBeGreaterThan(0);
    expect(said).not.toContain('unnamed');

    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(0);
    expect(chip.text().trim()).toBe('');
  }, 60_000);
});
