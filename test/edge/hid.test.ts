import fc from 'fast-check';
import type { Device } from 'node-hid';
import { describe, expect, test } from 'vitest';
import { createHid } from '../../firmware-host/edge/hid.ts';
import { findHid } from '../../firmware-host/edge/hid-place.ts';
import { linkFault } from '../../firmware-host/edge/link-fault.ts';
import { VirtualClock } from '../virtual-clock.ts';

const scanner = { vendorId: 0x05f9, productId: 0x2214 };

function listed(path: string, more: Partial<Device> = {}): Device {
  return { ...scanner, path, interface: 0, release: 0, usagePage: 1, usage: 6, ...more };
}

const fails = (code: string) => expect.objectContaining({ code });

describe('finding a HID device', () => {
  test('takes the only one with its ids', () => {
    const devices = [listed('/dev/hidraw0', { productId: 1 }), listed('/dev/hidraw1')];
    expect(findHid(scanner, devices)).toBe('/dev/hidraw1');
  });

  test('tells two alike apart by serial number, in whatever order they came', () => {
    const devices = [
      listed('/dev/hidraw0', { serialNumber: 'B' }),
      listed('/dev/hidraw1', { serialNumber: 'A' }),
    ];
    expect(findHid({ ...scanner, serial: 'A' }, devices)).toBe('/dev/hidraw1');
  });

  test('finds each device after a storm, by serial number or USB port, whatever numbers they came back with', () => {
    const names = ['A', 'B', 'C', 'port-1', 'port-2', 'port-3'];
    const shuffled = fc.shuffledSubarray(names, { minLength: 0 });
    fc.assert(
      fc.property(shuffled, (back) => {
        const at = (name: string) => `/dev/hidraw${back.indexOf(name)}`;
        const devices = back.map((name) => listed(at(name), name.length === 1 ? { serialNumber: name } : {}));
        for (const name of names) {
          const place = name.length === 1 ? { serial: name } : { path: `/dev/loket/${name}` };
          const find = () =>
            findHid({ ...scanner, ...place }, devices, (path) => {
              const there = path.replace('/dev/loket/', '');
              if (back.includes(there)) return at(there);
              throw linkFault(new Error('ENOENT'), path);
            });
          if (back.includes(name)) expect(find()).toBe(at(name));
          else expect(find).toThrow(fails('link.absent'));
        }
      }),
    );
  });

  test('follows a udev link, and refuses what else is plugged in at that port', () => {
    const devices = [listed('/dev/hidraw3'), listed('/dev/hidraw4', { productId: 1 })];
    const place = { ...scanner, path: '/dev/loket/scanner-1' };
    expect(findHid(place, devices, () => '/dev/hidraw3')).toBe('/dev/hidraw3');
    expect(() => findHid(place, devices, () => '/dev/hidraw4')).toThrow(fails('link.wrong_device'));
  });

  test('is not told of another device when its link was made after the devices were listed', () => {
    const place = { ...scanner, path: '/dev/loket/scanner-1' };
    const others = [listed('/dev/hidraw4', { productId: 1 }), listed('/dev/hidraw5')];
    for (const devices of [[], others]) {
      expect(() => findHid(place, devices, () => '/dev/hidraw3')).toThrow(fails('link.absent'));
    }
  });

  test('refuses to guess between two that look the same', () => {
    const devices = [listed('/dev/hidraw0'), listed('/dev/hidraw1')];
    expect(() => findHid(scanner, devices)).toThrow(fails('link.wrong_device'));
  });

  test('takes the keyboard of a device with several interfaces', () => {
    const devices = [
      listed('/dev/hidraw1', { interface: 1, usagePage: 12, usage: 1 }),
      listed('/dev/hidraw2', { interface: 2 }),
      listed('/dev/hidraw0', { interface: 0 }),
    ];
    expect(findHid(scanner, devices)).toBe('/dev/hidraw0');
  });

  test('takes the scanner and not the keyboard of a device that is asked for as one', () => {
    const keyboard = listed('/dev/hidraw0');
    const pos = listed('/dev/hidraw1', { interface: 1, usagePage: 0x8c, usage: 2 });
    expect(findHid({ ...scanner, use: 'scanner' }, [keyboard, pos])).toBe('/dev/hidraw1');
    expect(findHid(scanner, [keyboard, pos])).toBe('/dev/hidraw0');
    expect(() => findHid({ ...scanner, use: 'scanner' }, [keyboard])).toThrow(fails('link.wrong_device'));
    const path = '/dev/loket/scanner-1';
    expect(findHid({ ...scanner, path, use: 'scanner' }, [keyboard, pos], () => '/dev/hidraw1')).toBe(
      '/dev/hidraw1',
    );
    expect(() =>
      findHid({ ...scanner, path, use: 'scanner' }, [keyboard, pos], () => '/dev/hidraw0'),
    ).toThrow(fails('link.wrong_device'));
  });

  test('is absent when it is not plugged in, by ids and by link', async () => {
    expect(() => findHid(scanner, [])).toThrow(fails('link.absent'));
    expect(() => findHid({ ...scanner, path: '/dev/loket/none' }, [])).toThrow(fails('link.absent'));
    await expect(createHid(new VirtualClock()).open(scanner)).rejects.toMatchObject({ code: 'link.absent' });
  });
});

describe('what the system and the libraries complain about', () => {
  test.each([
    [Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }), 'link.absent'],
    [Object.assign(new Error(''), { code: 'EHOSTUNREACH' }), 'link.absent'],
    [new Error('Error: No such file or directory, cannot open /dev/ttyUSB0'), 'link.absent'],
    [new Error('Error: Permission denied, cannot open /dev/ttyUSB0'), 'link.permission'],
    [new Error('Error Resource temporarily unavailable Cannot lock port'), 'link.busy'],
    [Object.assign(new Error('EBUSY: resource busy or locked, write'), { code: 'EBUSY' }), 'link.busy'],
    [Object.assign(new Error('read ETIMEDOUT'), { code: 'ETIMEDOUT' }), 'link.timeout'],
    ['could not read from HID device', 'link.io_error'],
    [undefined, 'link.io_error'],
  ])('%s is %s', (thrown, code) => {
    expect(linkFault(thrown, 'device')).toMatchObject({ code });
  });
});
