import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { SimulatedPrinter } from '../../simulators/escpos-printer/printer.ts';
import type { PrintedTicket } from '../../simulators/escpos-printer/ticket.ts';
import { has } from '../programs.ts';
import { realClock } from '../real-clock.ts';
import { loket, stopAll } from './loket.ts';
import { running } from './small-hall.ts';

let folder = '';
const at = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loket-labels-'));
});
afterEach(() => {
  stopAll();
  rmSync(folder, { recursive: true });
});

const scanner = 'usb-Honeywell_Imaging___Mobility_1900_area-imaging_scanner_15168B3A2C-if00';
const siteText = (port = 9_100, web = 'web: { host: 0.0.0.0, port: 8080, pages: [status] }') => `version: 1
site: { id: mpp-batam, title: Mal Pelayanan Publik Kota Batam, zone: WIB, language: en }
services: { a: { title: Paspor, prefix: A } }
counters: { loket-1: { number: 1, title: Paspor dan izin tinggal, serves: [a] } }
mqtt: { users: [{ name: tv, role: view, password: { file: tv.hash } }] }
${web}
devices:
  loket-1-numpad: { kind: numpad, counter: loket-1, layout: numpad, vendor_id: 0x04d9, product_id: 0xa02a, serial: SN-7 }
  pemindai-panjang-di-mesin-tiket-utara: { kind: serial-scanner, counter: loket-1, address: /dev/serial/by-id/${scanner} }
  lampu: { kind: signal-lamp, counter: loket-1, pin: 17 }
  printer-1: { kind: escpos-printer, address: "tcp://127.0.0.1:${port}", columns: 48 }
  printer-2: { kind: escpos-printer, address: /dev/usb/lp0, columns: 32 }
`;

async function labels(site: string, ...options: readonly string[]) {
  writeFileSync(at('site.yaml'), site);
  const run = loket('--lang', 'en', 'labels', at('site.yaml'), '--data', at('data'), ...options);
  return { code: await run.ended, ...run.seen };
}

const read = (file: string) =>
  execFileSync('zbarimg', ['-q', '--nodbus', '--raw', file], { encoding: 'utf8' }).trim();

describe('a label', () => {
  it.skipIf(!has('zbarimg')).each([
    ['80 mm', 'printer-1', 576],
    ['58 mm', 'printer-2', 384],
  ])('of every device is drawn for %s, and a phone reads its page from it', async (_, printer, dots) => {
    const { code, out, err } = await labels(siteText(), '--png', at('png'), '--printer', printer);
    expect({ code, err: err.replaceAll(/^.*warning.*$/gm, '').trim() }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`${dots} dots wide`);
    const devices = [
      'lampu',
      'loket-1-numpad',
      'pemindai-panjang-di-mesin-tiket-utara',
      'printer-1',
      'printer-2',
    ];
    expect(readdirSync(at('png'))).toEqual(devices.map((device) => `${device}.png`));
    for (const device of devices)
      expect(read(at(`png/${device}.png`))).toBe(`http://${hostname()}.local:8080/status#${device}`);
  });

  it.skipIf(!has('zbarimg'))(
    'has the address that a person gives, or names alone where there is no page',
    async () => {
      const one = ['lampu', '--png', at('png')] as const;
      const given = await labels(siteText(), ...one, '--address', 'https://antrean.batam.go.id/');
      expect(given.out).toContain('https://antrean.batam.go.id/status#DEVICE');
      expect(read(at('png/lampu.png'))).toBe('https://antrean.batam.go.id/status#lampu');
      const none = await labels(siteText(9_100, ''), ...one);
      expect(none.out).toContain('has the names of site and device');
      expect(read(at('png/lampu.png'))).toBe('mpp-batam/lampu');
    },
  );

  it.each([
    [['lampu', 'lampu-9'], "no device 'lampu-9'; there is: loket-1-numpad"],
    [['--printer', 'lampu'], "no printer 'lampu'"],
    [['--address', 'batam'], "'batam' is no address"],
    [['--address', `http://${'x'.repeat(180)}`], 'longer than 180'],
    [[], 'add --yes'],
  ])('is refused for %j with what there is', async (options, said) => {
    const { code, err } = await labels(siteText(), ...options);
    expect([code, err]).toEqual([1, expect.stringContaining(said)]);
  });
});

/** A printer on the network that prints what it is sent, until the paper is out after `most`. */
async function printer(most = Number.POSITIVE_INFINITY) {
  const tickets: PrintedTicket[] = [];
  const out = new SimulatedPrinter({
    ...{ clock: realClock, columns: 48, cutter: true },
    onTicket(ticket) {
      tickets.push(ticket);
      if (tickets.length === most) out.set({ paper: 'out' });
    },
  });
  const server = createServer((socket) => {
    const line = out.connect((bytes) => socket.write(bytes));
    socket.on('data', (bytes) => line.receive(bytes));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { tickets, port: (server.address() as { port: number }).port };
}

describe('labels on paper', { timeout: 60_000 }, () => {
  it('come out one by one, with name, kind, counter and serial number', async () => {
    const { tickets, port } = await printer();
    const { code, out, err } = await labels(siteText(port), '--yes');
    expect(code, err).toBe(0);
    expect(out).toMatch(/5 labels on printer-1, about \d+ cm/);
    expect(out).toContain('1/5 loket-1-numpad: printed');
    expect(out).toContain('5 labels are done.');
    expect(tickets).toHaveLength(5);
    const first = tickets[0]?.text.map((line) => line.trim()).join('\n');
    expect(first).toContain('loket-1-numpad\n');
    expect(first).toContain('USB number pad\nPaspor dan izin tinggal\nSerial number: SN-7');
    expect(tickets[2]?.text.join('\n')).toContain('Plugged in at: gpio 17');
    // A serial number longer than the paper goes on in the next line.
    expect(tickets[1]?.text.map((line) => line.trim()).join('')).toContain(scanner);
  });

  it('say which are left when the paper ends, with the one that may not be whole', async () => {
    const { tickets, port } = await printer(2);
    const { code, err } = await labels(siteText(port), '--yes');
    expect(code).toBe(1);
    expect(tickets).toHaveLength(2);
    expect(err).toMatch(
      /Stopped at pemindai-\S+[\s\S]*loket labels .*site\.yaml pemindai-\S+ lampu printer-1 printer-2/,
    );
  });

  it('wait for a hall that uses the printer', async () => {
    const hall = running(folder, { broker: 'embedded' }, '--mqtt-port', '0');
    await expect.poll(() => hall.seen.out, { timeout: 20_000 }).toMatch(/mqtt:\/\//);
    const { code, err } = await labels(siteText(), 'lampu', '--yes');
    expect([code, err]).toEqual([1, expect.stringContaining('sudo systemctl stop loket')]);
    hall.child.kill('SIGTERM');
    await hall.ended;
  });
});
