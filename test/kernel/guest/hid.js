import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { hidScanner } from '../../../dist/devices/hid-scanner/hid-scanner.js';
import { createArrivals } from '../../../dist/firmware-host/edge/device-arrivals.js';
import { createHid } from '../../../dist/firmware-host/edge/hid.js';
import { systemClock } from '../../../dist/firmware-host/edge/system-clock.js';
import { SimulatedKeypad, SimulatedWedgeScanner } from '../../../dist/simulators/hid-typing.js';
import { plugIn } from './uhid.js';
import { until } from './until.js';

const scanner = { vendor: 0x05f9, product: 0x2214, serial: 'scanner-1' };
const pad = { vendor: 0x04d9, product: 0xa02a, serial: 'pad-1' };
const TIMES = 10;
const SCANS = 10;
/** A scanner may not scan more than five codes a second: that would be a flood. */
const BETWEEN_SCANS_MS = 250;
/** Beyond what the kernel keeps for a reader that is late: 64 reports. */
const AT_ONCE = 48;

const hid = createHid(systemClock);
const placeOf = ({ vendor, product, serial }) => ({ vendorId: vendor, productId: product, serial });

/** Opens a device as soon as it can be: udev and the kernel take a moment each. */
const opened = (of, place = placeOf(of)) =>
  until(
    () => hid.open(place).catch((why) => (why.code === 'link.absent' ? undefined : Promise.reject(why))),
    of.serial,
  );

describe('USB keyboards', () => {
  test('a scanner appears, types and goes, time after time, and its going is told once', async () => {
    await assert.rejects(hid.open(placeOf(scanner)), { code: 'link.absent' });
    let arrivals = 0;
    const unwatch = createArrivals(systemClock).watch(() => arrivals++);
    let offered = 0;
    let seen = 0;
    for (let time = 0; time < TIMES; time++) {
      const device = plugIn(scanner);
      const reports = await opened(scanner);
      const got = [];
      const lost = [];
      reports.onReport((report) => got.push(Buffer.from(report).toString('hex')));
      reports.onLost((why) => lost.push(why.code));
      const sent = Array.from({ length: AT_ONCE }, (_, index) => [
        0,
        0,
        index % 2 === 0 ? 4 + (index % 26) : 0,
        0,
        0,
        0,
        0,
        0,
      ]);
      for (const report of sent) device.report(report);
      await until(
        () => got.length >= sent.length,
        () => `${got.length} of ${sent.length} reports`,
      );
      assert.deepEqual(
        got,
        sent.map((report) => Buffer.from(report).toString('hex')),
      );
      await until(() => arrivals > time, `arrival ${time + 1}`);
      device.unplug();
      await until(() => lost.length > 0, 'the loss to be told');
      await reports.close();
      assert.deepEqual(lost.length, 1);
      assert.match(lost[0], /^link\./);
      offered += device.reports;
      seen += got.length;
    }
    unwatch();
    console.log(
      `hid: ${TIMES} times plugged in, seen and gone; ${offered} reports offered, ${seen} seen; ${arrivals} arrivals`,
    );
  });

  test('a feature report reaches the device as it was sent, and one that it does not take is an error', async () => {
    const device = plugIn(scanner);
    const reports = await opened(scanner);
    const start = Uint8Array.of(254, 1);
    const sent = () =>
      reports.sendFeature(start).then(
        () => true,
        ({ code }) => (code === 'link.timeout' ? undefined : Promise.reject(code)),
      );
    await until(sent, 'the feature report to be taken');
    assert.equal(device.features.at(-1), 'fe01');
    device.takes = false;
    await assert.rejects(reports.sendFeature(start), ({ code }) => code.startsWith('link.'));
    console.log(`hid: ${device.features.length} feature reports taken, one refused`);
    await reports.close();
    device.unplug();
  });

  test('a device that is closed the moment it is open is closed well', async () => {
    const device = plugIn(scanner);
    for (let time = 0; time < TIMES; time++) await (await opened(scanner)).close();
    device.unplug();
  });

  test('codes that a scanner types come out whole, through a link that udev made', async () => {
    const device = plugIn(scanner);
    const link = '/dev/loket/scanner-1';
    const { serial: _, ...place } = placeOf(scanner);
    await (await opened(scanner, { ...place, path: link })).close();
    const codes = [];
    const open = await hidScanner.open({
      options: hidScanner.options.parse({
        vendor_id: scanner.vendor,
        product_id: scanner.product,
        path: link,
      }),
      ports: { clock: systemClock, hid },
      tell: ({ text }) => codes.push(text),
      warn: () => undefined,
      lost: (why) => assert.fail(why),
    });
    const wedge = new SimulatedWedgeScanner(device);
    const expected = [];
    for (let scan = 0; scan < SCANS; scan++) {
      expected.push(`2026-A-${100 + scan}`);
      wedge.scan(expected.at(-1));
      await sleep(BETWEEN_SCANS_MS);
      await until(
        () => codes.length >= expected.length,
        () => `scan ${scan}: ${codes}`,
      );
    }
    assert.deepEqual(codes, expected);
    console.log(`hid: ${SCANS} codes scanned in ${device.reports} reports, ${codes.length} read`);
    await open.close();
    device.unplug();
  });

  test('two number pads that are alike are told apart by serial number', async () => {
    const devices = ['pad-1', 'pad-2'].map((serial) => plugIn({ ...pad, serial }));
    const both = await Promise.all(['pad-1', 'pad-2'].map((serial) => opened({ ...pad, serial })));
    const { serial: _, ...place } = placeOf(pad);
    await assert.rejects(hid.open(place), { code: 'link.wrong_device' });
    const got = both.map((reports) => {
      const mine = [];
      reports.onReport((report) => mine.push(report));
      return mine;
    });
    devices.forEach((device, index) => {
      for (let press = 0; press <= index; press++) new SimulatedKeypad(device, systemClock).press('1', 0);
    });
    await until(
      () => got[0].length >= 3 && got[1].length >= 6,
      () => got.map(({ length }) => length).join(),
    );
    assert.deepEqual(
      got.map(({ length }) => length),
      devices.map(({ reports }) => reports),
    );
    console.log(
      `hid: two pads alike, ${devices.map(({ reports }) => reports).join(' and ')} reports, none astray`,
    );
    for (const device of devices) device.unplug();
    for (const reports of both) await reports.close();
  });
});
