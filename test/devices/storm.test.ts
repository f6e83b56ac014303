import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { kinds } from '../../devices/index.ts';
import type { DeviceKind } from '../../devices/kind.ts';
import { createBoards } from '../../firmware-host/edge/boards.ts';
import { createEquipment } from '../../firmware-host/supervise/equipment.ts';
import { seededRandom } from '../../simulators/random.ts';
import { simulatedHall } from '../../simulators/simulated-hall.ts';
import { siteOf } from '../hall/played-hall.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { sampleSlip, supervised } from './sample.ts';

const CYCLES = 100;
/** Longer than every limit of the supervisor, so that what is still there then is there for good. */
const QUIET_MS = 70_000;

/** Cycles before those: until everything is compiled and what keeps the last tickets is full. */
const WARM_CYCLES = 100;
/** What the cycles may add in all: less than a connection each. */
const GROWTH_BYTES = 500_000;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

async function heapBytes(): Promise<number> {
  for (let time = 0; time < 3; time++) {
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
  }
  return process.memoryUsage().heapUsed;
}

type Sample = Awaited<ReturnType<typeof supervised>>;

/** Everything the process holds that can be counted. */
function held({ clock, hall }: Sample) {
  const onProcess = process.eventNames().map((event) => process.listenerCount(event));
  return {
    ...hall.open(),
    timers: clock.waiting,
    processListeners: onProcess.reduce((sum, count) => sum + count, 0),
  };
}

/** Uses the device as the hall does, without waiting for the end. */
function use(kind: DeviceKind, { device, simulated }: Sample): void {
  const [key] = simulated.keys ?? [];
  if (key !== undefined) simulated.press?.(key, 150);
  simulated.scan?.('A-012');
  // The device may be away: that is what this is about.
  if (kind.role === 'display') device.perform({ type: 'show', text: 'A-012' }).catch(() => undefined);
  if (kind.role === 'signal') device.perform({ type: 'signal', state: 'flash' }).catch(() => undefined);
  if (kind.role === 'speaker')
    device.perform({ type: 'say', clips: ['chime', 'id/digit-0'], volume: 80 }).catch(() => undefined);
  if (kind.role === 'printer') device.perform({ type: 'print', content: sampleSlip }).catch(() => undefined);
}

/** How many events the use of a device of each role makes. */
const eventsOf = { keys: 2, rating: 2, scanner: 1, display: 0, printer: 0, board: 0, speaker: 0, signal: 0 };

describe(`unplugging and plugging in ${CYCLES} times`, () => {
  // A television is no device of the controller: it has no cable.
  const cabled = kinds.filter(({ transports }) => !transports.includes('browser'));
  it.each(cabled.map((kind): [string, DeviceKind] => [kind.kind, kind]))(
    'leaves nothing behind: %s',
    async (_, kind) => {
      const sample = await supervised(kind);
      const { clock, device, simulated, told, stop } = sample;
      await clock.advance(QUIET_MS);
      const before = held(sample);
      let warm = 0;
      for (let cycle = 0; cycle < WARM_CYCLES + CYCLES; cycle++) {
        if (cycle === WARM_CYCLES) warm = await heapBytes();
        use(kind, sample);
        // Now and then in the middle of what it does.
        await clock.advance(cycle % 3 === 0 ? 20 : 1_000);
        simulated.cable.unplug();
        use(kind, sample);
        await clock.advance(2_000);
        expect(device.status().usable).toBe(false);
        simulated.cable.plug();
        await clock.advance(8_000);
        expect(device.status().usable, `cycle ${cycle}`).toBe(true);
        told.length = 0;
        use(kind, sample);
        await clock.advance(1_000);
        expect(told).toHaveLength(eventsOf[kind.role]);
        // A minute without trouble makes the next trouble a first one. Of what nothing announces, such as a printer on
        // the network, the return is else seen half a minute later.
        await clock.advance(60_000);
      }
      // A lamp that flashes has a timer.
      if (kind.role === 'signal') await device.perform({ type: 'signal', state: 'off' });
      await clock.advance(QUIET_MS);
      expect(held(sample)).toEqual(before);
      expect((await heapBytes()) - warm).toBeLessThan(GROWTH_BYTES);
      await Promise.all([stop(), clock.advance(QUIET_MS)]);
      expect(held(sample)).toMatchObject({
        wires: 0,
        lines: 0,
        hid: 0,
        cards: 0,
        listeners: 0,
        things: 0,
        timers: 0,
      });
    },
  );
});

describe('a storm over a whole counter', () => {
  const hid = { vendor_id: 0x04d9, product_id: 0xa02a };
  const devices = {
    'pad-1': { kind: 'numpad', counter: 'loket-1', ...hid, path: '/dev/loket/keypad-1' },
    'pad-2': { kind: 'numpad', counter: 'loket-1', ...hid, path: '/dev/loket/keypad-2' },
    'scan-1': { kind: 'hid-scanner', counter: 'loket-1', ...hid, serial: 'S1' },
    'scan-2': { kind: 'hid-scanner', counter: 'loket-1', ...hid, serial: 'S2', mode: 'pos' },
    'com-1': { kind: 'serial-scanner', counter: 'loket-1', address: '/dev/serial/by-id/usb-1' },
    'show-1': { kind: 'modbus-display', counter: 'loket-1', address: '/dev/serial/by-id/usb-2' },
    'print-1': { kind: 'escpos-printer', address: '/dev/loket/printer-1' },
  };

  it('H1: ends with every device where it belongs within two seconds, whatever order they came back in', async () => {
    const site = siteOf(
      JSON.stringify({
        version: 1,
        site: { id: 'uji', title: 'Uji', zone: 'Asia/Jakarta', language: 'id' },
        services: { paspor: { title: 'Paspor', prefix: 'A' } },
        counters: { 'loket-1': { title: 'Loket 1', number: 1, serves: ['paspor'] } },
        devices,
      }),
    );
    const clock = new VirtualClock();
    const random = seededRandom(11);
    const hall = await simulatedHall({
      site,
      clock,
      seed: 1,
      openBoards: createBoards,
      printed: () => undefined,
    });
    const told: string[] = [];
    const all = createEquipment({
      ...{ devices: site.devices, ports: hall.ports, random },
      events: { key: ({ id }) => void told.push(id), scan: ({ id }) => void told.push(id) },
      onStatus: () => undefined,
    });
    all.start();
    await clock.advance(5_000);
    for (let storm = 0; storm < 20; storm++) {
      const order = Object.keys(devices)
        .map((id) => [random(), id] as const)
        .sort(([one], [other]) => one - other)
        .map(([, id]) => hall.devices.get(id)?.cable);
      for (const cable of order) cable?.unplug();
      await clock.advance(random() * 5_000);
      for (const cable of order.reverse()) {
        cable?.plug();
        await clock.advance(random() * 300);
      }
      await clock.advance(2_000);
      expect(all.all().map(([, one]) => one.status().usable)).toEqual(Object.keys(devices).map(() => true));
      for (const [id, device] of hall.devices) {
        told.length = 0;
        device.press?.('1', 50);
        device.scan?.('A-012');
        await clock.advance(1_000);
        const keys = device.keys === undefined ? [] : [id, id];
        expect(told).toEqual(device.scan === undefined ? keys : [id]);
      }
    }
    await Promise.all([all.stop(), clock.advance(10_000)]);
  });
});
