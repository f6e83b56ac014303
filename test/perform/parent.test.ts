import { expect, test } from 'vitest';
import type { Device } from '../../config/site.ts';
import { deviceInfo as schema } from '../../firmware-host/mqtt/messages/device-messages.ts';
import { deviceInfo } from '../../firmware-host/perform/infos.ts';
import { parentOf } from '../../firmware-host/perform/parent.ts';
import { exampleText, siteOf } from '../hall/played-hall.ts';

const site = siteOf(exampleText('simulated-hall'));

/** A device of that kind of the simulated hall, with other settings. */
function like(kind: string, options: Readonly<Record<string, unknown>> = {}): Device {
  const one = site.devices.find((device) => device.kind.kind === kind);
  if (one === undefined) throw new Error(`the simulated hall has no ${kind}`);
  return { ...one, options: { ...one.options, ...options } };
}

const byPath = (ports: string) =>
  `/dev/serial/by-path/platform-fd500000.pcie-pci-0000:01:00.0-usb-0:${ports}:1.0-port0`;
const bus = 'platform-fd500000.pcie-pci-0000:01:00.0-usb-0';

test('every device of the simulated hall that hangs on a board names a board of that hall', () => {
  const ids = new Set(site.devices.map(({ id }) => id));
  const boards = site.devices.map(parentOf).filter((parent) => parent?.kind === 'board');
  expect(boards.length).toBeGreaterThan(2);
  for (const parent of boards) expect(ids).toContain(parent?.id);
});

test('a network device hangs on its host, whatever its port and its spelling', () => {
  expect(parentOf(like('escpos-printer', { address: 'tcp://Printer.Hall:9100' }))).toEqual({
    kind: 'network',
    id: 'printer.hall',
  });
  expect(parentOf(like('serial-display', { address: 'tcp://[fe80::1]:4001' }))).toEqual({
    kind: 'network',
    id: 'fe80::1',
  });
});

test('displays that share a serial line hang on that line, wherever it is plugged in', () => {
  const shared = { address: byPath('1.2'), bus_address: 3 };
  expect(parentOf(like('modbus-display', shared))).toEqual({ kind: 'serial', id: byPath('1.2') });
  expect(parentOf(like('serial-scanner', { address: '/dev/serial/by-id/usb-Scanner_1' }))).toEqual({
    kind: 'serial',
    id: '/dev/serial/by-id/usb-Scanner_1',
  });
});

test('a device that is named by its USB port hangs on the hub of that port, as its neighbours do', () => {
  const scanner = parentOf(like('serial-scanner', { address: byPath('1.4.2') }));
  expect(scanner).toEqual({ kind: 'usb', id: `${bus}:1.4` });
  expect(parentOf(like('serial-scanner', { address: byPath('1.4.3') }))).toEqual(scanner);
  expect(parentOf(like('serial-scanner', { address: byPath('2') }))).toEqual({ kind: 'usb', id: bus });
});

test('nothing is said of what the settings do not tell', () => {
  expect(parentOf(like('escpos-printer', { address: '/dev/usb/lp0' }))).toBeNull();
  expect(parentOf(like('escpos-printer', { address: '/dev/loket/printer-1' }))).toBeNull();
  expect(parentOf(like('numpad', { path: undefined }))).toBeNull();
});

test('what is wired to the controller itself has no parent', () => {
  const onPi = site.devices.filter(({ kind, options }) =>
    kind.claims(options).every(({ on }) => on === 'gpio'),
  );
  expect(onPi.length).toBeGreaterThan(0);
  for (const device of onPi) expect(parentOf(device)).toBeNull();
});

test('it is told in the information of the device, which older controllers tell without it', () => {
  for (const device of site.devices) {
    const info = deviceInfo(site, device, undefined);
    expect(schema.parse(info)).toEqual(info);
    const { parent: _, ...old } = info;
    expect(schema.parse(old)).toEqual(old);
  }
});
