import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { loadSite } from '../../config/load.ts';
import type { Site } from '../../config/site.ts';
import { kinds } from '../../devices/index.ts';
import { carryOut } from '../../firmware-host/cli/install/carry-out.ts';
import { places } from '../../firmware-host/cli/install/install-paths.ts';
import { replaceIn, type Workshop } from '../../firmware-host/cli/replace/replace-command.ts';
import { simulatedPerson } from '../../firmware-host/cli/try-device/person.ts';
import { openBench } from '../../firmware-host/cli/try-device/try-device.ts';
import { tryWords } from '../../firmware-host/cli/try-device/try-words.ts';
import { createBoards } from '../../firmware-host/edge/boards.ts';
import { openJournal } from '../../firmware-host/journal/sqlite/open.ts';
import { treeAt } from '../../firmware-host/machine/tree.ts';
import { simulatedHall } from '../../simulators/simulated-hall.ts';
import { type Files, fakeMachine } from '../machine/fake-machine.ts';
import { embedded } from '../mqtt/brokers.ts';
import { realHall } from '../mqtt/real-hall.ts';
import { realClock } from '../real-clock.ts';

const text = `# Situs uji
version: 1
site: { id: uji, title: MPP Uji, zone: WIB }
services: { a: { title: Paspor, prefix: A } }
counters: { loket-1: { number: 1, serves: [a] }, loket-2: { number: 2, serves: [a] } }
boards:
  papan-1: { address: /dev/serial/by-id/usb-Arduino__www.arduino.cc__0043_75834-if00 }   # di bawah meja
devices:
  tombol-1: { kind: keypad, board: papan-1, counter: loket-1, keys: { next: 2 } }
  pemindai-1: { kind: hid-scanner, counter: loket-1, vendor_id: 0x05f9, product_id: 0x2214, serial: 'S/N 7' }
  numpad-1: { kind: numpad, counter: loket-1, layout: numpad, vendor_id: 0x04d9, product_id: 0xa02a, path: /dev/loket/numpad-1 }
  numpad-2: { kind: numpad, counter: loket-2, layout: numpad, vendor_id: 0x04d9, product_id: 0xa02a, path: /dev/loket/numpad-2 }
  angka-1: { kind: serial-display, counter: loket-1, address: /dev/serial/by-id/usb-FTDI_UART_A1-if00-port0, bus_address: 1 }
  angka-2: { kind: serial-display, counter: loket-2, address: /dev/serial/by-id/usb-FTDI_UART_A1-if00-port0, bus_address: 2 }
  printer-1: { kind: escpos-printer, address: "tcp://192.168.1.51:9100" }
  printer-2: { kind: escpos-printer, address: /dev/usb/lp0 }
  tombol-3: { kind: call-button, counter: loket-2, layout: one-key, pin: 17, pull: off }
`;

/** A USB device in /sys, with a HID or a serial interface. */
function usb(port: string, told: { readonly [file: string]: string }): Files {
  return Object.fromEntries(
    Object.entries(told).map(([file, is]) => [`/sys/bus/usb/devices/${port}/${file}`, is]),
  );
}
function hid(number: number, port: string, ids: string, name: string, serial: string): Files {
  const device = `/sys/devices/usb1/1-1/${port}/${port}:1.0/0003:0.${number}`;
  return {
    [`${device}/uevent`]: `HID_ID=0003:${ids}\nHID_NAME=${name}\nHID_UNIQ=${serial}\n`,
    [`/sys/class/hidraw/hidraw${number}/device`]: { to: `../../..${device.slice('/sys'.length)}` },
  };
}
function line(node: string, port: string, name: string, serial: string): Files {
  const device = `/sys/devices/usb1/1-1/${port}/${port}:1.0`;
  return {
    [`${device}/tty/${node}/dev`]: '',
    [`/sys/class/tty/${node}/device`]: { to: `../../..${device.slice('/sys'.length)}` },
    [`/dev/${node}`]: { mode: 0o660 },
    [`/dev/serial/by-id/${name}`]: { to: `../../${node}` },
    ...usb(port, serial === '' ? {} : { serial }),
  };
}

const scanner = (number: number, port: string, serial: string) =>
  hid(number, port, '000005F9:00002214', 'PSC Scanning', serial);
const pad = (number: number, port: string) => hid(number, port, '000004D9:0000A02A', 'Numeric Keypad', '');

const spoken = process.env.LANG;
afterEach(() => {
  process.env.LANG = spoken;
  process.exitCode = undefined;
  vi.restoreAllMocks();
});

/** A machine on which the site is installed, with these things plugged in. */
function machine(plugged: Files, site = text) {
  process.env.LANG = 'en';
  const root = fakeMachine({
    '/etc/loket/site.yaml': site,
    '/etc/loket/usb-ports': 'numpad-1 1-1.3\nnumpad-2 1-1.4\n',
    ...plugged,
  });
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const data = join(root, 'data');
  mkdirSync(data);
  const said: string[] = [];
  vi.spyOn(console, 'error').mockImplementation((line) => void said.push(String(line)));
  const shop: Workshop = {
    ...{ tree: treeAt(root), clock: realClock, tell: (line) => void said.push(line) },
    try: async () => ({ verdict: 'ok', note: 'it was seen' }),
    carryOut: (steps) => carryOut(steps, root, () => undefined),
    agree: async () => undefined,
  };
  const replace = async (device: string, options: object = {}, changes: Partial<Workshop> = {}) => {
    said.length = 0;
    process.exitCode = undefined;
    await replaceIn(device, { data, root, ...options }, { ...shop, ...changes });
    return { code: process.exitCode ?? 0, said: said.join('\n') };
  };
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  return { root, data, replace, read };
}

const siteOf = (of: string): Site => {
  const { site } = loadSite(of, 'site.yaml', kinds);
  if (site === undefined) throw new Error('the site is wrong');
  return site;
};

describe('loket replace', () => {
  it.each([
    ['pemindai-1', { ...scanner(0, '1-1.5', 'S/N 8') }, "serial: 'S/N 8'"],
    [
      'papan-1',
      line('ttyACM0', '1-1.1', 'usb-Arduino__www.arduino.cc__0043_9X_2-if00', '9X 2'),
      '0043_9X_2-if00',
    ],
    ['angka-2', line('ttyUSB0', '1-1.2', 'usb-FTDI_UART_B7-if00-port0', 'B7'), 'usb-FTDI_UART_B7-if00-port0'],
  ])(
    'finds the spare of %s, and shows what it would write before anything is written',
    async (device, plugged, written) => {
      const { replace, read } = machine(plugged);
      const { code, said } = await replace(device, { dryRun: true });
      expect([code, said]).toEqual([0, expect.stringContaining(written)]);
      expect(said).toMatch(/^\+.*/m);
      expect(said).toContain('udevadm control --reload');
      expect(said).toContain('systemctl reload loket');
      expect(read(places.site)).toBe(text);
      // Both displays hang on that line.
      if (device === 'angka-2') expect(said).toContain('on the same line: angka-1');
    },
  );

  it('gives a device that is known by its USB port the port of the spare', async () => {
    const { replace } = machine({ ...pad(0, '1-1.4'), ...pad(1, '1-1.6') });
    const { said } = await replace('numpad-1', { dryRun: true });
    expect(said).toContain('USB port 1-1.6');
    expect(said).toContain('/etc/loket/usb-ports');
    // The site file names a link, which stays.
    expect(said).not.toContain(places.site);
  });

  it.each([
    ['no spare is plugged in', 'pemindai-1', {}, 'no spare for pemindai-1 is plugged in'],
    ['it is of another model', 'pemindai-1', pad(0, '1-1.6'), 'not fitting:\n  Numeric Keypad, 04d9:a02a'],
    [
      'a line is of another model',
      'papan-1',
      line('ttyACM0', '1-1.1', 'usb-Other_1-if00', '1'),
      'not fitting',
    ],
    ['the old one is there', 'pemindai-1', scanner(0, '1-1.5', 'S/N 7'), 'there is still: PSC Scanning'],
    ['it is at the old port', 'numpad-1', pad(0, '1-1.3'), 'nothing has to be written'],
    ['it has no serial number', 'pemindai-1', scanner(0, '1-1.5', ''), 'without a serial number'],
    [
      'its line has no serial number',
      'angka-1',
      line('ttyUSB0', '1-1.2', 'usb-FTDI_UART-if00-port0', ''),
      'without a serial number',
    ],
    ['it is another device of the site', 'numpad-1', pad(0, '1-1.4'), 'no spare for numpad-1'],
    ['it is wired to pins', 'tombol-3', {}, 'wired to pins'],
    ['it hangs on a board', 'tombol-1', {}, 'sudo loket replace papan-1'],
    ['it has a network address', 'printer-1', {}, 'tcp://192.168.1.51:9100'],
    ['its place is fixed', 'printer-2', {}, 'known by /dev/usb/lp0'],
    ['it is not in the site', 'pemindai-9', {}, "no device 'pemindai-9'; there is: papan-1"],
  ])('says what to do where %s', async (_, device, plugged, words) => {
    const { replace, read } = machine(plugged);
    const { code, said } = await replace(device, { yes: true });
    expect([code, said]).toEqual([1, expect.stringContaining(words)]);
    expect(read(places.site)).toBe(text);
  });

  it('lists two spares, and takes the one that is named', async () => {
    const { replace } = machine({ ...scanner(0, '1-1.5', 'S/N 8'), ...scanner(1, '1-1.6', 'S/N 9') });
    const { code, said } = await replace('pemindai-1', { dryRun: true });
    expect(code).toBe(1);
    expect(said).toMatch(/several spares[\s\S]*S\/N 8[\s\S]*S\/N 9[\s\S]*--serial NUMBER/);
    const chosen = (serial: string) => replace('pemindai-1', { dryRun: true, serial });
    expect((await chosen('S/N 9')).said).toContain("serial: 'S/N 9'");
    expect((await chosen('1-1.5')).said).toContain("serial: 'S/N 8'");
    expect((await chosen('S/N 1')).said).toContain("serial number or USB port 'S/N 1'");
  });

  it('refuses without a running hall, without an answer, and where the file would not last', async () => {
    const spare = scanner(0, '1-1.5', 'S/N 8');
    const { root, replace, read } = machine(spare);
    expect((await replace('pemindai-1', { yes: true })).said).toContain('no hall runs with its data');
    mkdirSync(join(root, 'proc/self'), { recursive: true });
    writeFileSync(
      join(root, 'proc/self/mountinfo'),
      '21 1 0:20 / / rw - overlay overlay rw,upperdir=/m\n22 1 0:21 / /m rw - tmpfs tmpfs rw\n',
    );
    expect((await replace('pemindai-1', { yes: true })).said).toContain(
      'would be lost when the machine restarts',
    );
    expect(read(places.site)).toBe(text);
  });

  it('says so where the change would reach another device too', async () => {
    const shared = text
      .replace("'S/N 7'", "&nomor 'S/N 7'")
      .replace(
        '  numpad-1:',
        '  pemindai-2: { kind: hid-scanner, vendor_id: 1, product_id: 2, serial: *nomor }\n  numpad-1:',
      );
    const { replace } = machine(scanner(0, '1-1.5', 'S/N 8'), shared);
    const { code, said } = await replace('pemindai-1', { dryRun: true });
    expect([code, said]).toEqual([1, expect.stringMatching(/change it yourself/)]);
  });
});

/** The hall at work, with the old scanner gone and the spare plugged in. */
async function atWork() {
  const made = machine(scanner(0, '1-1.5', 'S/N 8'));
  const site = siteOf(text);
  const plugged = siteOf(text.replace('S/N 7', 'S/N 8'));
  const { port, connection, close } = await embedded(0, { site: site.id });
  expect(port).toBeGreaterThan(0);
  onTestFinished(close);
  const journal = await openJournal({ dir: made.data, site: site.id, clock: realClock });
  const { host } = await realHall({
    ...{ site, plugged, journal, connection: connection(), boot: 'b' },
    readSite: async () => loadSite(made.read(places.site), 'site.yaml', kinds),
  });
  onTestFinished(() => journal.close());
  await vi.waitUntil(() => host.status('pemindai-1')?.state === 'offline', { timeout: 20_000 });
  const carried: Partial<Workshop> = {
    carryOut(steps) {
      const lacks = carryOut(steps, made.root, () => undefined);
      void host.reload();
      return lacks;
    },
  };
  return { ...made, host, carried };
}

/** The spare on the bench, with somebody who scans. */
async function onBench(site: Site, device: string) {
  const hall = await simulatedHall({
    site,
    clock: realClock,
    seed: 1,
    openBoards: createBoards,
    printed: () => undefined,
  });
  const devices = site.devices.filter(({ id }) => id === device);
  const bench = openBench({
    ...{
      site,
      devices,
      ports: hall.ports,
      say: tryWords.en,
      language: 'en',
      wall: Date.now,
      random: () => 0.5,
    },
    person: simulatedPerson(hall.devices, realClock, () => undefined),
  });
  try {
    return await bench.try(devices[0] as (typeof devices)[number]);
  } finally {
    await bench.close();
  }
}

it('a spare that was tried takes its place in a running hall, which records it and serves on', async () => {
  const { root, replace, read, host, carried } = await atWork();
  const asked: string[] = [];
  const agree: Workshop['agree'] = async (question, wanted) => {
    asked.push(question);
    return wanted === 'pemindai-1';
  };
  const { code, said } = await replace('pemindai-1', {}, { ...carried, agree, try: onBench });
  expect([code, said]).toEqual([0, expect.stringContaining('pemindai-1 works again')]);
  expect(asked).toEqual(['Replace it? Type pemindai-1: ']);
  expect(read(places.site)).toBe(text.replace('S/N 7', 'S/N 8'));
  expect(read(`${places.site}.old`)).toBe(text);
  expect(read(places.rules)).toContain('ATTRS{serial}=="S/N?8"');
  expect(host.status('pemindai-1')?.state).toBe('online');
  expect(root).not.toBe('/');
});

it('nothing is changed where the spare does not work, nobody agrees, or nobody can be asked', async () => {
  const { replace, read, carried } = await atWork();
  const broken: Workshop['try'] = async () => ({ verdict: 'fault', note: 'nothing was scanned' });
  expect(await replace('pemindai-1', { yes: true }, { ...carried, try: broken })).toMatchObject({
    code: 1,
    said: expect.stringContaining('nothing was changed: nothing was scanned'),
  });
  expect((await replace('pemindai-1', {}, carried)).said).toContain('add --yes');
  expect((await replace('pemindai-1', {}, { ...carried, agree: async () => false })).code).toBe(1);
  expect(read(places.site)).toBe(text);
});
