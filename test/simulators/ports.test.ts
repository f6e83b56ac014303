import { describe, expect, test } from 'vitest';
import { SimulatedPrinter } from '../../simulators/escpos-printer/printer.ts';
import { seededRandom } from '../../simulators/random.ts';
import { SimulatedGpio } from '../../simulators/simulated-gpio.ts';
import { SimulatedHid } from '../../simulators/simulated-hid.ts';
import { Switchboard } from '../../simulators/switchboard.ts';
import { VirtualClock } from '../virtual-clock.ts';

/** Hardware that remembers what it received, and lets a test send. */
function hardware() {
  const seen = { received: '', hangUps: 0, send: (_bytes: Uint8Array) => {} };
  const connect = (send: (bytes: Uint8Array) => void) => {
    seen.send = send;
    return {
      receive: (bytes: Uint8Array) => {
        seen.received += Buffer.from(bytes).toString();
      },
      hangUp: () => {
        seen.hangUps++;
      },
    };
  };
  return { seen, connect };
}

describe('the switchboard', () => {
  async function open() {
    const clock = new VirtualClock();
    const wires = new Switchboard(clock);
    const far = hardware();
    wires.plugIn('/dev/a', far);
    const wire = await wires.open('/dev/a');
    const near = { received: '', lost: 0 };
    wire.onBytes((bytes) => {
      near.received += Buffer.from(bytes).toString();
    });
    wire.onLost(() => {
      near.lost++;
    });
    return { clock, wires, wire, near, far: far.seen };
  }

  test('carries bytes in order, and never within the call that sent them', async () => {
    const { clock, wire, near, far } = await open();
    for (const text of ['a', 'b', 'c']) far.send(Buffer.from(text));
    const writes = ['1', '2', '3'].map((text) => wire.write(Buffer.from(text)));
    expect([near.received, far.received]).toEqual(['', '']);
    await Promise.all(writes);
    await clock.advance(0);
    expect([near.received, far.received]).toEqual(['abc', '123']);
  });

  test('lets a write arrive that was begun before the close', async () => {
    const { wire, near, far } = await open();
    const written = wire.write(Buffer.from('last'));
    await Promise.all([wire.close(), wire.close()]);
    await written;
    expect([far.received, far.hangUps, near.lost]).toEqual(['last', 1, 0]);
    await expect(wire.write(Buffer.from('late'))).rejects.toMatchObject({ code: 'link.absent' });
  });

  test('loses a wire once when its cable is pulled, with what was under way', async () => {
    const { clock, wires, wire, near, far } = await open();
    far.send(Buffer.from('x'));
    const written = wire.write(Buffer.from('y'));
    wires.unplug('/dev/a');
    wires.unplug('/dev/a');
    await expect(written).rejects.toMatchObject({ code: 'link.io_error' });
    await clock.advance(0);
    await wire.close();
    expect([near.received, near.lost, far.received, far.hangUps]).toEqual(['', 1, '', 1]);
  });

  test.each(['by itself', 'by hand'])(
    'tells an orderly end as TCP does, and takes the next one: %s',
    async (how) => {
      const clock = new VirtualClock();
      const wires = new Switchboard(clock);
      const printer = new SimulatedPrinter({ clock, columns: 42 });
      wires.plugIn('tcp://192.0.2.9:9100', printer);
      const wire = await wires.open('tcp://192.0.2.9:9100');
      const lost: unknown[] = [];
      wire.onLost((why) => lost.push(why));
      const closed = how === 'by itself' ? printer.closeConnection() : wires.hangUp('tcp://192.0.2.9:9100');
      await clock.advance(0);
      expect([closed, wires.hangUp('tcp://192.0.2.9:9100')]).toEqual([true, false]);
      expect(lost).toMatchObject([{ code: 'link.closed' }]);
      await wires.open('tcp://192.0.2.9:9100');
      expect(wires.openWires).toBe(1);
      wires.hangUp('tcp://192.0.2.9:9100', 300);
      await clock.advance(299);
      await expect(wires.open('tcp://192.0.2.9:9100')).rejects.toMatchObject({ code: 'link.absent' });
      await clock.advance(1);
      await wires.open('tcp://192.0.2.9:9100');
    },
  );

  test('opens only what is plugged in, and only once', async () => {
    const { wires, wire } = await open();
    await expect(wires.open('/dev/b')).rejects.toMatchObject({ code: 'link.absent' });
    await expect(wires.open('/dev/a')).rejects.toMatchObject({ code: 'link.busy' });
    await wire.close();
    wires.unplug('/dev/a');
    await expect(wires.open('/dev/a')).rejects.toMatchObject({ code: 'link.absent' });
    wires.plug('/dev/a');
    await expect(wires.open('/dev/a')).resolves.toBeDefined();
  });
});

describe('simulated GPIO', () => {
  test('rests at the level of its pull and changes when the key is pressed', async () => {
    const clock = new VirtualClock();
    const gpio = new SimulatedGpio(clock);
    const [up, down] = [await gpio.input(17, { pull: 'up' }), await gpio.input(27, { pull: 'down' })];
    const edges: string[] = [];
    up.onEdge((level, at) => void edges.push(`17=${level}@${at}`));
    down.onEdge((level, at) => void edges.push(`27=${level}@${at}`));
    expect([up.read(), down.read()]).toEqual([1, 0]);
    gpio.press(17, 50);
    gpio.press(27, 60);
    await clock.advance(100);
    expect(edges).toEqual(['17=0@0', '27=1@0', '17=1@50', '27=0@60']);
  });

  test('shows a key that is already down when its line is opened, and serves one host', async () => {
    const gpio = new SimulatedGpio(new VirtualClock());
    gpio.hold(17);
    const line = await gpio.input(17, { pull: 'up' });
    expect(line.read()).toBe(0);
    await expect(gpio.input(17, { pull: 'up' })).rejects.toMatchObject({ code: 'link.busy' });
    await line.close();
    await expect(gpio.input(17, { pull: 'up' })).resolves.toBeDefined();
  });

  test('bounces, the same for the same seed, and comes to rest where the key is', async () => {
    const trace = async (seed: number) => {
      const clock = new VirtualClock();
      const gpio = new SimulatedGpio(clock, { mostMs: 20, changes: 9, random: seededRandom(seed) });
      const line = await gpio.input(17, { pull: 'up' });
      const edges: string[] = [];
      line.onEdge((level, at) => void edges.push(`${level}@${at}`));
      for (let press = 0; press < 20; press++) {
        gpio.press(17, 10);
        await clock.advance(100);
        expect(line.read()).toBe(1);
      }
      return edges;
    };
    const edges = await trace(1);
    expect(edges.length).toBeGreaterThan(40);
    expect(await trace(1)).toEqual(edges);
    expect(await trace(2)).not.toEqual(edges);
  });
});

describe('a simulated contact', () => {
  test('that is let go once more does not move, and does not bounce', async () => {
    const clock = new VirtualClock();
    const gpio = new SimulatedGpio(clock, { mostMs: 20, changes: 9, random: seededRandom(1) });
    const line = await gpio.input(17, { pull: 'up' });
    gpio.press(17, 10);
    await clock.advance(100);
    let edges = 0;
    line.onEdge(() => edges++);
    for (let time = 0; time < 20; time++) gpio.release(17);
    await clock.advance(100);
    expect(edges).toBe(0);
  });
});

describe('simulated HID', () => {
  test('has devices by ids and serial number, or by path', async () => {
    const hid = new SimulatedHid(new VirtualClock());
    const ids = { vendorId: 1, productId: 2 };
    hid.plugIn({ ...ids, serial: 'A' });
    hid.plugIn({ ...ids, path: '/dev/loket/keypad-1' });
    await expect(hid.open({ ...ids, serial: 'A' })).resolves.toBeDefined();
    await expect(hid.open({ ...ids, path: '/dev/loket/keypad-1' })).resolves.toBeDefined();
    await expect(hid.open({ ...ids, serial: 'A' })).rejects.toMatchObject({ code: 'link.busy' });
    await expect(hid.open(ids)).rejects.toMatchObject({ code: 'link.absent' });
  });

  test('is lost once when unplugged, and opens again when plugged in', async () => {
    const hid = new SimulatedHid(new VirtualClock());
    const place = { vendorId: 1, productId: 2 };
    const device = hid.plugIn(place);
    const lost: Error[] = [];
    const reports = await hid.open(place);
    reports.onLost((why) => void lost.push(why));
    device.unplug();
    device.unplug();
    expect(lost).toMatchObject([{ code: 'link.io_error' }]);
    await expect(hid.open(place)).rejects.toMatchObject({ code: 'link.absent' });
    device.plug();
    await expect(hid.open(place)).resolves.toBeDefined();
  });
});
