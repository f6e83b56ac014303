import { describe, expect, test } from 'vitest';
import { hearing, wall0 } from './told-office.ts';

const board = { parent: { kind: 'board', id: 'board-1' } };

describe('a device', () => {
  test('that is not there is told with what hangs on it not being asked', () => {
    const office = hearing('batam').device('batam', 'printer-1', 'offline').to(13);
    expect(office.says('batam', 'printer-1')).toMatchObject({ verdict: 'device', fix: 'technician' });
    expect(office.verdict('batam')).toBe('device');
  });

  test('without paper is the work of the clerk', () => {
    const reasons = [{ code: 'paper.out', severity: 'error', fix: 'clerk' }];
    const office = hearing('batam').device('batam', 'printer-1', 'online', { usable: false, reasons }).to(13);
    expect(office.says('batam', 'printer-1')).toMatchObject({
      verdict: 'device',
      fix: 'clerk',
      reasons: [{ code: 'paper.out' }],
    });
  });

  test('that only warns is well, and one that is just opening is not known', () => {
    const reasons = [{ code: 'paper.low', severity: 'warn', fix: 'clerk' }];
    const office = hearing('batam')
      .device('batam', 'printer-1', 'online', { reasons })
      .device('batam', 'x', 'starting')
      .to(13);
    expect(office.verdict('batam', 'printer-1')).toBe('well');
    expect(office.verdict('batam', 'x')).toBe('unknown');
    expect(office.verdict('batam')).toBe('well');
  });

  test('is one incident while the code of its lost link changes', () => {
    const office = hearing('batam').device('batam', 'printer-1', 'offline').to(20);
    office.device('batam', 'printer-1', 'offline', {
      reasons: [{ code: 'link.io_error', severity: 'error', fix: 'auto' }],
    });
    expect(office.to(30).keys()).toEqual(['site/batam/device/printer-1/link']);
  });

  test('of a site that cannot be reached is not judged, and its incident is not closed', () => {
    const office = hearing('batam').device('batam', 'printer-1', 'offline').to(20).will('batam').to(40);
    expect(office.verdict('batam', 'printer-1')).toBeUndefined();
    expect(office.open().map(({ cause, parent }) => [cause.key, parent === undefined])).toEqual([
      ['site/batam/device/printer-1/link', false],
      ['site/batam', true],
    ]);
  });
});

describe('a hub', () => {
  test('is one cause with all that hangs on it, however the parent comes later', () => {
    const office = hearing('batam');
    for (const id of ['keypad-1', 'keypad-2']) office.info('batam', id, board).device('batam', id, 'offline');
    office
      .info('batam', 'board-1', { role: 'board', parent: null })
      .device('batam', 'board-1', 'offline')
      .to(14);
    for (const id of ['board-1', 'keypad-1', 'keypad-2']) expect(office.verdict('batam', id)).toBe('hub');
    expect(office.keys()).toEqual(['site/batam/hub/board-1']);
  });

  test('that is seen long after its devices takes their incidents over', () => {
    const office = hearing('batam')
      .info('batam', 'keypad-1', board)
      .device('batam', 'keypad-1', 'offline')
      .to(20);
    office
      .info('batam', 'board-1', { role: 'board', parent: null })
      .device('batam', 'board-1', 'offline')
      .to(30);
    const hub = office.open().find(({ cause }) => cause.verdict === 'hub');
    const child = office.open().find(({ cause }) => cause.key.endsWith('keypad-1/link'));
    expect(child?.parent).toBe(hub?.id);
    // A child that is mended while its parent stands is mended.
    office.device('batam', 'keypad-1', 'online').to(40);
    expect(office.keys()).toEqual(['site/batam/hub/board-1']);
  });

  test('is known at sites without parents by a place that names a board, and by no other text', () => {
    const office = hearing('lama').info('lama', 'board-1', { role: 'board', place: 'tcp://10.0.0.9:1' });
    office
      .info('lama', 'keypad-1', { place: 'board-1 2, board-1 3' })
      .info('lama', 'keypad-2', { place: 'board-9 2' });
    for (const id of ['board-1', 'keypad-1', 'keypad-2']) office.device('lama', id, 'offline');
    office.to(14);
    expect(office.verdict('lama', 'keypad-1')).toBe('hub');
    expect(office.verdict('lama', 'keypad-2')).toBe('device');
  });

  test('that is no device is known by all of its devices going within 5 s', () => {
    const usb = { parent: { kind: 'usb', id: '1-1' } };
    const office = hearing('batam').info('batam', 'a', usb).info('batam', 'b', usb);
    office
      .device('batam', 'a', 'offline')
      .device('batam', 'b', 'offline', { since: office.iso(14) })
      .to(14);
    expect(office.verdict('batam', 'b')).toBe('hub');
    const apart = hearing('bogor').info('bogor', 'a', usb).info('bogor', 'b', usb);
    apart
      .device('bogor', 'a', 'offline')
      .device('bogor', 'b', 'offline', { since: office.iso(16) })
      .to(14);
    expect(apart.verdict('bogor', 'b')).toBe('device');
  });
});

describe('maintenance', () => {
  test('of a device is measured and never alarmed', () => {
    const office = hearing('batam').device('batam', 'printer-1', 'offline', { admin: 'maintenance' }).to(20);
    expect(office.verdict('batam', 'printer-1')).toBe('maintenance');
    expect(office.verdict('batam')).toBe('well');
    expect(office.incidents).toEqual([]);
  });

  test('by a window says what is measured, alarms nothing, and alarms what stands at its end', () => {
    const office = hearing('batam')
      .windows([{ site: 'batam', from: wall0 + 5_000, to: wall0 + 60_000 }])
      .will('batam')
      .to(50);
    expect(office.says('batam')).toMatchObject({ verdict: 'maintenance', measured: 'site-unreachable' });
    expect(office.keys()).toEqual([]);
    expect(office.to(61).verdict('batam')).toBe('site-unreachable');
    expect(office.keys()).toEqual(['site/batam']);
  });

  test('does not say again after its end what was said before it', () => {
    const office = hearing('batam')
      .will('batam')
      .to(20)
      .windows([{ region: 'batam', from: wall0, to: wall0 + 60_000 }])
      .to(100);
    expect(office.incidents.map(({ change }) => change)).toEqual(['opened', 'updated', 'updated']);
  });

  test('of one device by a window leaves the rest of the site as it is', () => {
    const office = hearing('batam').windows([
      { site: 'batam', device: 'printer-1', from: wall0, to: wall0 + 60_000 },
    ]);
    office.device('batam', 'printer-1', 'offline').to(20);
    expect(office.says('batam', 'printer-1')).toMatchObject({ verdict: 'maintenance', measured: 'device' });
    expect(office.verdict('batam')).toBe('well');
    expect(office.keys()).toEqual([]);
    office.device('batam', 'printer-2', 'offline').to(30);
    expect(office.verdict('batam')).toBe('device');
  });
});
