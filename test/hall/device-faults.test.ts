import { describe, expect, test } from 'vitest';
import { createDeviceFaults, faultHold } from '../../firmware-host/device-faults.ts';
import { nothingRemembered } from '../../firmware-host/device-memory.ts';
import type { HostEvent } from '../../firmware-host/journal/journal-port.ts';
import { ActiveFaults } from '../../firmware-host/supervise/active-faults.ts';
import type { DeviceStateName } from '../../firmware-host/supervise/device-status.ts';
import { PlayedHall } from './played-hall.ts';

const text = (more = '') => `
version: 1
site: { id: satu-loket, title: Satu Loket, zone: WIB }
services: { a: { title: Paspor, prefix: A } }
counters: { loket-1: { number: 1, serves: [a] } }
devices:
  printer-1: { kind: escpos-printer, address: tcp://10.0.0.9 }${more}
`;
const numpad =
  '\n  angka: { kind: numpad, counter: loket-1, layout: numpad, vendor_id: 0x04d9, product_id: 0xa02a }';

const faults = (hall: PlayedHall) =>
  hall.records.flatMap(({ event }) =>
    event.type === 'device.faulted' || event.type === 'device.cleared'
      ? [`${event.type.slice('device.'.length)} ${event.device} ${event.code}`]
      : [],
  );

describe('a fault that a person has to mend', () => {
  test('is told when it comes and when it is over, with who mends it and how long it lasted', async () => {
    const hall = await PlayedHall.open(text());
    const { printer } = hall.device('printer-1');
    printer?.set({ paper: 'out' });
    await hall.pass(60_000);
    printer?.set({ paper: 'ok' });
    await hall.pass(30_000);
    const [faulted] = hall.events('device.faulted');
    expect(faulted?.payload).toMatchObject({
      subject: 'printer-1',
      data: { device: 'printer-1', code: 'paper.out', severity: 'error', fix: 'clerk' },
    });
    const [cleared] = hall.events('device.cleared');
    expect(cleared?.payload.data).toMatchObject({ device: 'printer-1', code: 'paper.out' });
    expect(cleared?.payload.data.for_s).toBeGreaterThan(58);
    expect(cleared?.payload.data.for_s).toBeLessThan(63);
    expect(faults(hall)).toEqual(['faulted printer-1 paper.out', 'cleared printer-1 paper.out']);
    await hall.stop();
  });

  test('is told beside lost and found, which stay as they are', async () => {
    const hall = await PlayedHall.open(text(numpad));
    hall.device('angka').cable.unplug();
    await hall.pass(5_000);
    hall.device('angka').cable.plug();
    await hall.pass(30_000);
    expect(hall.events('device.lost').map(({ payload }) => payload.data)).toEqual([
      { device: 'angka', code: 'link.io_error' },
    ]);
    expect(hall.events('device.found')).toHaveLength(1);
    expect(faults(hall)).toEqual(['faulted angka link.absent', 'cleared angka link.absent']);
    await hall.stop();
  });

  test('is not told again after a power cut while it stands, and cleared once after it', async () => {
    const before = await PlayedHall.open(text());
    before.device('printer-1').printer?.set({ paper: 'out' });
    await before.pass(90_000);
    const after = await before.powerCut();
    // The new hall is wired to new simulated hardware, whose roll is as empty.
    after.device('printer-1').printer?.set({ paper: 'out' });
    await after.pass(8_000);
    expect(faults(after)).toEqual([]);
    after.device('printer-1').printer?.set({ paper: 'ok' });
    await after.pass(40_000);
    expect(faults(after)).toEqual(['cleared printer-1 paper.out']);
    await after.stop();
  });

  test('of another day is known after a power cut, though the journal of the day does not tell of it', async () => {
    const before = await PlayedHall.open(text(), { at: '2026-11-24T20:00+07:00' });
    before.device('printer-1').printer?.set({ paper: 'out' });
    await before.pass(90_000);
    before.clockSays('2026-11-25T08:00+07:00');
    await before.pass(70_000);
    const tail = await before.journal.tail();
    expect(tail.some(({ event }) => event.type === 'device.faulted')).toBe(false);
    const after = await before.powerCut();
    after.device('printer-1').printer?.set({ paper: 'out' });
    await after.pass(30_000);
    expect(faults(after)).toEqual([]);
    await after.stop();
  });

  test('is known by the journal of the day where nothing else is remembered', async () => {
    const before = await PlayedHall.open(text());
    before.device('printer-1').printer?.set({ paper: 'out' });
    await before.pass(5_000);
    before.memory = nothingRemembered;
    const after = await before.powerCut();
    await after.pass(40_000);
    expect(faults(after)).toEqual(['cleared printer-1 paper.out']);
    await after.stop();
  });

  test.each([
    ['leaves the site file', text(numpad).replace(/\n {2}printer-1.*/, '')],
    ['is switched off there', text(numpad).replace('9 }', '9, enabled: false }')],
  ])('is cleared when the device %s', async (_how, next) => {
    const hall = await PlayedHall.open(text(numpad));
    hall.device('printer-1').printer?.set({ paper: 'out' });
    await hall.pass(10_000);
    hall.siteText = next;
    const reloaded = hall.host.reload();
    await hall.pass(15_000);
    expect(await reloaded).toMatchObject({ ok: true });
    expect(faults(hall)).toEqual(['faulted printer-1 paper.out', 'cleared printer-1 paper.out']);
    await hall.stop();
  });
});

describe('what faults make of the journal', () => {
  /** A device of which a test says what is seen, on a hall's time of its own. */
  function seen(standing: Parameters<typeof createDeviceFaults>[0]['standing'] = []) {
    const hall = { now: 0 };
    const sites = new Set(['p']);
    const faults = createDeviceFaults({ standing, hall: () => hall.now, inSite: (id) => sites.has(id) });
    const events: HostEvent[] = [];
    const look = (state: DeviceStateName, codes: readonly Parameters<ActiveFaults['raise']>[0][]) => {
      const reasons = new ActiveFaults();
      for (const code of codes) reasons.raise(code, '', 0);
      events.push(...faults.see('p', { state, reasons: reasons.list() }));
    };
    const pass = (ms: number) => {
      for (const end = hall.now + ms; hall.now < end; hall.now += 1_000)
        events.push(...faults.check(() => undefined));
    };
    return { hall, sites, events, look, pass };
  }

  test('a paper sensor that flickers ten times a second for an hour is one fault', () => {
    const { hall, events, look, pass } = seen();
    for (let tenth = 0; tenth < 36_000; tenth++) {
      look('degraded', tenth % 2 === 0 ? ['paper.out'] : []);
      hall.now += 100;
      if (tenth % 10 === 0) pass(0);
    }
    look('online', []);
    expect(events.map(({ type }) => type)).toEqual(['device.faulted']);
    pass(faultHold.holdFirstMs + 1_000);
    expect(events.map(({ type }) => type)).toEqual(['device.faulted', 'device.cleared']);
    expect(events.at(-1)).toMatchObject({ for_s: 3_599.9 });
  });

  test('one that comes back whenever it has just been cleared makes two events in ten minutes in the long run', () => {
    const { events, look, pass } = seen();
    const hour = () => {
      const before = events.length;
      for (let second = 0; second < 3_600; second++) {
        const stands = events.at(-1)?.type === 'device.faulted';
        look('degraded', stands ? [] : ['paper.out']);
        pass(1_000);
      }
      return events.length - before;
    };
    expect(hour()).toBeLessThanOrEqual(24);
    expect(hour()).toBeLessThanOrEqual(12);
    expect(hour()).toBeLessThanOrEqual(12);
  });

  test('a fault that comes once in a while is cleared as soon as the first one', () => {
    const { events, look, pass } = seen();
    for (let time = 0; time < 3; time++) {
      look('degraded', ['paper.out']);
      pass(60_000);
      look('online', []);
      pass(faultHold.holdFirstMs + 1_000);
      expect(events).toHaveLength(2 * (time + 1));
      pass(faultHold.calmMs);
    }
  });

  test('nothing is told of what mends itself', () => {
    const { events, look, pass } = seen();
    look('offline', ['link.io_error']);
    look('offline', ['link.timeout']);
    pass(60_000);
    expect(events).toEqual([]);
  });

  test('a printer without paper that is switched off has no paper still, until it is open and says otherwise', () => {
    const { events, look, pass } = seen([{ device: 'p', code: 'paper.out', hall: 0 }]);
    look('starting', []);
    look('offline', ['link.absent']);
    pass(60_000);
    expect(events.map((event) => 'code' in event && `${event.type} ${event.code}`)).toEqual([
      'device.faulted link.absent',
    ]);
    look('online', []);
    pass(60_000);
    expect(events.slice(1)).toMatchObject([
      { type: 'device.cleared', code: 'paper.out' },
      { type: 'device.cleared', code: 'link.absent' },
    ]);
  });

  test('a fault of a device that is no longer there at the start is cleared at once', () => {
    const { sites, events, pass } = seen([{ device: 'p', code: 'paper.out', hall: -5_000 }]);
    sites.delete('p');
    pass(2_000);
    expect(events).toEqual([{ type: 'device.cleared', device: 'p', code: 'paper.out', for_s: 5 }]);
  });
});
