import { rmSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { loadSite } from '../../config/load.ts';
import { kinds } from '../../devices/index.ts';
import { discovered } from '../../firmware-host/cli/discover/discover.ts';
import { findHardware } from '../../firmware-host/cli/discover/find.ts';
import { numbering, snippetFor } from '../../firmware-host/cli/discover/snippet.ts';
import type { User } from '../../firmware-host/machine/permission.ts';
import { type MachineTree, treeAt } from '../../firmware-host/machine/tree.ts';
import { type Files, fakeMachine } from './fake-machine.ts';
import { type Ids, idFiles, serial } from './usb-files.ts';

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true });
});
const technician: User = { name: 'root', uid: 0, groups: [0] };
const soc = '/sys/devices/platform/soc/usb1/1-1';

const printer = (number: number, port: string, ids: Ids): Files => ({
  [`${soc}/${port}/${port}:1.0/usbmisc/lp${number}/dev`]: '180:0',
  [`/sys/class/usbmisc/lp${number}/device`]: {
    to: `../../../devices/platform/soc/usb1/1-1/${port}/${port}:1.0`,
  },
  [`/dev/usb/lp${number}`]: { mode: 0o660 },
  ...idFiles(port, ids),
});

const keyboardReports = Uint8Array.of(0x05, 0x01, 0x09, 0x06, 0xa1, 0x01);
const posReports = Uint8Array.of(0x05, 0x8c, 0x09, 0x02, 0xa1, 0x01);
const mouseReports = Uint8Array.of(0x05, 0x01, 0x09, 0x02, 0xa1, 0x01);

function hid(number: number, port: string, ids: string, name: string, reports: Uint8Array): Files {
  const device = `${soc}/${port}/${port}:1.${number}/0003:0000:0000.${number}`;
  return {
    [`${device}/uevent`]: `HID_ID=0003:${ids}\nHID_NAME=${name}\nHID_UNIQ=\n`,
    [`${device}/report_descriptor`]: reports,
    [`/sys/class/hidraw/hidraw${number}/device`]: { to: `../../..${device.slice('/sys'.length)}` },
    [`/dev/hidraw${number}`]: { mode: 0o600 },
  };
}

function machine(files: Files): MachineTree {
  roots.push(fakeMachine(files));
  return treeAt(roots.at(-1) ?? '');
}

/** The pieces that are offered for what is plugged in, each with all that it may be instead. */
function pieces(tree: MachineTree) {
  const found = findHardware(tree);
  const numbers = numbering(found);
  return found.flatMap((one) => snippetFor(one, numbers) ?? []);
}

/** What `loket check` says of a site file with these pieces. */
function checked(offered: readonly { readonly below: string; readonly lines: readonly string[] }[]) {
  const below = (part: string) => [
    `${part}:`,
    ...offered.filter((one) => one.below === part).flatMap(({ lines }) => lines.map((line) => `  ${line}`)),
  ];
  const text = [
    'version: 1',
    'site: { id: mpp, title: MPP, zone: WIB }',
    'services: { paspor: { title: Paspor, prefix: A } }',
    'counters: { loket-1: { number: 1, serves: [paspor] } }',
    ...[...below('boards'), ...below('devices')].filter(
      (line, at, all) => !/^\w+:$/.test(line) || /^ /.test(all[at + 1] ?? ''),
    ),
  ].join('\n');
  return loadSite(text, 'site.yaml', kinds).problems.filter(({ severity }) => severity === 'error');
}

const ch340: Ids = { vendor: '1a86', product: '7523' };

describe('loket discover', () => {
  it('tells adapters without a serial number by their USB ports, and warns', () => {
    const tree = machine({
      ...serial('ttyUSB0', '1-1.2', ch340),
      ...serial('ttyUSB1', '1-1.3', ch340, 'usb-1a86_USB_Serial-if00-port0'),
    });
    expect(pieces(tree).map(({ lines, usbPort }) => [...lines, usbPort])).toEqual([
      ['papan-1: { address: /dev/loket/papan-1 }', 'papan-1=1-1.2'],
      ['papan-2: { address: /dev/loket/papan-2 }', 'papan-2=1-1.3'],
    ]);
    const said = discovered(tree, technician, 'en').join('\n');
    expect(said).toContain('port 1-1.2  1a86:7523 CH340');
    expect(said.match(/no serial number of its own/g)).toHaveLength(2);
    expect(said).toContain('loket install site.yaml --usb-port papan-1=1-1.2 --usb-port papan-2=1-1.3');
    expect(discovered(tree, technician, 'id').join('\n')).toContain('tanpa nomor seri sendiri');
  });

  it.each([
    ['a serial number', { vendor: '0403', product: '6001', serial: 'A5028' }, undefined],
    ['no serial number', { vendor: '0403', product: '6001' }, 'papan-angka-1=1-1.2'],
    [
      'the number that its maker gives to all',
      { vendor: '10c4', product: 'ea60', serial: '0001' },
      'papan-angka-1=1-1.2',
    ],
    ['a number of its own', { vendor: '10c4', product: 'ea60', serial: '0002' }, undefined],
  ])('tells one adapter with %s by what tells it', (_name, ids, usbPort) => {
    const byId = 'usb-Adapter-if00-port0';
    const [piece] = pieces(machine(serial('ttyUSB0', '1-1.2', ids, byId)));
    expect(piece?.usbPort).toBe(usbPort);
    expect(piece?.lines[0]).toContain(usbPort ? '/dev/loket/papan-angka-1' : `/dev/serial/by-id/${byId}`);
  });

  it('tells two with one serial number by their ports', () => {
    const ids = { vendor: '0403', product: '6001', serial: 'A1' };
    const tree = machine({ ...serial('ttyUSB0', '1-1.2', ids), ...serial('ttyUSB1', '1-1.3', ids) });
    expect(pieces(tree).map(({ usbPort }) => usbPort)).toEqual([
      'papan-angka-1=1-1.2',
      'papan-angka-2=1-1.3',
    ]);
    expect(discovered(tree, technician, 'en').join('\n')).toContain('there is another one like it');
  });

  it('offers what else may be at a serial line as comments, each of them right by itself', () => {
    const tree = machine(
      serial('ttyUSB0', '1-1.2', { vendor: '0403', product: '6001', serial: 'A1' }, 'usb-A1'),
    );
    const [piece] = pieces(tree);
    const others =
      piece?.others.flatMap(({ below, lines }) => lines.map((line) => ({ below, lines: [line] }))) ?? [];
    const offered = (kind: string) => others.some(({ lines }) => lines[0]?.includes(`kind: ${kind},`));
    const those = kinds.filter(({ role, transports }) => role !== 'board' && transports.includes('serial'));
    expect(
      those.map(({ kind }) => kind).filter((kind) => kind !== 'serial-display' && !offered(kind)),
    ).toEqual([]);
    expect(others.at(-1)).toEqual({
      below: 'boards',
      lines: ['papan-1: { address: /dev/serial/by-id/usb-A1 }'],
    });
    for (const other of others) expect(checked([other])).toEqual([]);
    expect(discovered(tree, technician, 'en')).toContain('      # or one of these, below boards:');
  });

  it('recognises an Arduino, and offers only what its sketch may be', () => {
    const [piece] = pieces(
      machine(serial('ttyACM0', '1-1.2', { vendor: '2341', product: '0043', serial: '7' })),
    );
    expect(piece?.below).toBe('boards');
    const kindsOffered = piece?.others
      .flatMap(({ lines }) => lines)
      .map((line) => /kind: ([\w-]+)/.exec(line)?.[1]);
    expect(kindsOffered).toEqual(['p10-display', 'text-display']);
  });

  it('recognises scanners by their ids and their reports, whatever they are called', () => {
    const tree = machine({
      ...serial('ttyACM0', '1-1.2', { vendor: '0c2e', product: '0b6a', serial: '1' }, 'usb-Something_1'),
      ...hid(0, '1-1.3', '00000C2E:00000B81', 'Voyager', posReports),
      ...hid(1, '1-1.4', '00001234:00000001', 'HID Device', posReports),
      ...hid(2, '1-1.5', '000005E0:00001200', 'USB Keyboard', keyboardReports),
    });
    expect(pieces(tree).map(({ lines }) => lines[0])).toEqual([
      'pemindai-1: { kind: serial-scanner, counter: loket-1, address: /dev/serial/by-id/usb-Something_1 }',
      'pemindai-2: { kind: hid-scanner, counter: loket-1, mode: pos, vendor_id: 0x0c2e, product_id: 0x0b81 }',
      'pemindai-3: { kind: hid-scanner, counter: loket-1, mode: pos, vendor_id: 0x1234, product_id: 0x0001 }',
      'pemindai-4: { kind: hid-scanner, counter: loket-1, vendor_id: 0x05e0, product_id: 0x1200 }',
    ]);
    expect(checked(pieces(tree))).toEqual([]);
  });

  it('says that a USB pad may be for numbers or for ratings, and that a reader of cards is one', () => {
    const tree = machine({
      ...hid(0, '1-1.3', '000004D9:0000A02A', 'Numeric Keypad', keyboardReports),
      ...hid(
        1,
        '1-1.4',
        '0000FFFF:00000035',
        'Sycreader RFID Technology Co., Ltd SYC ID&IC USB Reader',
        keyboardReports,
      ),
      ...hid(2, '1-1.5', '0000ABCD:00000001', 'USB Device', keyboardReports),
    });
    const [numpad, reader, unknown] = pieces(tree);
    expect(numpad?.lines[0]).toContain('kind: numpad');
    expect(numpad?.others[0]?.lines.map((line) => /kind: ([\w-]+)/.exec(line)?.[1])).toEqual([
      'rating-pad',
      'card-reader',
      'hid-scanner',
    ]);
    expect(reader?.lines[0]).toBe('kartu-2: { kind: card-reader, vendor_id: 0xffff, product_id: 0x0035 }');
    expect(unknown?.others[0]?.lines.map((line) => /kind: ([\w-]+)/.exec(line)?.[1])).toEqual([
      'numpad',
      'rating-pad',
      'card-reader',
    ]);
    for (const piece of [numpad, reader, unknown]) {
      if (piece) expect(checked([piece])).toEqual([]);
      for (const lines of piece?.others.flatMap((other) => other.lines) ?? [])
        expect(checked([{ below: 'devices', lines: [lines] }])).toEqual([]);
    }
  });

  it('leaves out mice, and takes the keyboard of a device whose first interface is something else', () => {
    const tree = machine({
      ...hid(0, '1-1.3', '0000046D:0000C077', 'USB Mouse', mouseReports),
      ...hid(1, '1-1.4', '000005F9:00002214', 'PSC Scanning, Inc.', mouseReports),
      ...hid(2, '1-1.4', '000005F9:00002214', 'PSC Scanning, Inc.', keyboardReports),
    });
    expect(findHardware(tree).map(({ node }) => node)).toEqual(['/dev/hidraw2']);
  });

  it('tells two printers by their ports, and says whose language may be another one', () => {
    const one = machine(printer(0, '1-1.2', { vendor: '04b8', product: '0e03' }));
    expect(pieces(one)[0]).toMatchObject({
      lines: ['printer-1: { kind: escpos-printer, address: /dev/usb/lp0, columns: 48 }'],
      usbPort: undefined,
    });
    const two = machine({
      ...printer(0, '1-1.2', { vendor: '04b8', product: '0e03' }),
      ...printer(1, '1-1.3', { vendor: '0519', product: '0003' }),
    });
    expect(pieces(two).map(({ usbPort }) => usbPort)).toEqual(['printer-1=1-1.2', 'printer-2=1-1.3']);
    const [, star] = pieces(two);
    expect([star?.lines, star?.others[0]?.lines].flat()).toEqual([
      'printer-2: { kind: star-printer, address: /dev/loket/printer-2, columns: 48 }',
      'printer-2: { kind: star-printer, address: /dev/loket/printer-2, language: graphic, columns: 48 }',
      'printer-2: { kind: escpos-printer, address: /dev/loket/printer-2, columns: 48 }',
    ]);
    for (const other of star?.others[0]?.lines ?? [])
      expect(checked([{ below: 'devices', lines: [other] }])).toEqual([]);
    expect(checked(pieces(two))).toEqual([]);
    const said = discovered(two, technician, 'en');
    expect(said.filter((line) => line.includes('may not be ESC/POS'))).toHaveLength(1);
    expect(said.find((line) => line.includes('0519:0003'))).toContain('Star');
  });
});
