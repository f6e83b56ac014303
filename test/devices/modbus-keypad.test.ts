import { describe, expect, it } from 'vitest';
import type { DeviceKind } from '../../devices/kind.ts';
import { modbusDisplay } from '../../devices/modbus-display/modbus-display.ts';
import { modbusKeypad } from '../../devices/modbus-keypad/modbus-keypad.ts';
import { seededRandom } from '../../simulators/random.ts';
import { complaints, withDevices } from '../config/site-text.ts';
import { modbusBench } from './modbus-bench.ts';

const display = modbusDisplay as unknown as DeviceKind;
const keypad = modbusKeypad as unknown as DeviceKind;
const keys = { next: 0, recall: 1, end: 3 };
const show = (text: string) => ({ type: 'show', text }) as const;

const both = (key: string) => [`pressed ${key}`, `released ${key}`];

describe('a Modbus keypad', () => {
  it.each([
    ['inputs', { read: 'inputs', holds: 'bits' }],
    ['coils', { read: 'coils', holds: 'bits' }],
    ['holding-bits', { read: 'holding', holds: 'bits' }],
    ['input-bits', { read: 'input', holds: 'bits' }],
    ['counters', { read: 'input', holds: 'counters' }],
    ['sfar-8di', { read: 'holding', holds: 'counters', first: 52, words: 2, lowFirst: true }],
    ['gauger', { read: 'holding', holds: 'counters', first: 5_300 }],
    ['et-2260', { read: 'inputs', holds: 'latches', first: 32, clear: 32 }],
  ] as const)('of the model %s tells each press once, and its release', async (model, face) => {
    const on = modbusBench();
    const pad = on.keypad(11, face);
    const { device, told } = on.supervise(keypad, { bus_address: 11, model, keys });
    await on.clock.advance(1_000);
    for (const number of [0, 3, 1, 1]) {
      pad.press(number, 120);
      await on.clock.advance(300);
    }
    expect(told).toEqual([both('next'), both('end'), both('recall'), both('recall')].flat());
    expect(device.status()).toMatchObject({ state: 'online', evidence: 'poll' });
    await device.stop();
  });

  it.each(['holding', 'input'] as const)(
    'that gives codes in its %s registers tells the release of a key before the press of the next',
    async (read) => {
      const on = modbusBench();
      const pad = on.keypad(11, { read, holds: 'code' });
      const codes = { next: 1, end: 3 };
      const { device, told } = on.supervise(keypad, { bus_address: 11, model: `${read}-code`, keys: codes });
      await on.clock.advance(1_000);
      pad.hold(1);
      await on.clock.advance(200);
      pad.hold(3);
      pad.release(1);
      await on.clock.advance(200);
      pad.release(3);
      await on.clock.advance(200);
      expect(told).toEqual([...both('next'), ...both('end')]);
      await device.stop();
    },
  );

  it('tells a key that was down before it was opened as held, and its release', async () => {
    const on = modbusBench();
    const pad = on.keypad(11);
    pad.hold(0);
    const { device, told } = on.supervise(keypad, { bus_address: 11, keys });
    await on.clock.advance(1_000);
    pad.release(0);
    await on.clock.advance(200);
    expect(told).toEqual(['held next', 'released next']);
    await device.stop();
  });

  it('that counts loses no press between two readings, however short, nor where its counter starts again', async () => {
    const on = modbusBench();
    const pad = on.keypad(11, { read: 'input', holds: 'counters' });
    pad.counted(0, 65_534);
    const settings = { bus_address: 11, model: 'counters', keys, poll_ms: 1_000 };
    const { device, told } = on.supervise(keypad, settings);
    await on.clock.advance(1_500);
    expect(told).toEqual([]);
    for (let press = 0; press < 3; press++) pad.press(0, 5 + press);
    for (let press = 0; press < 3; press++) {
      await on.clock.advance(10);
      pad.press(0, 5);
    }
    await on.clock.advance(2_500);
    expect(told).toEqual([both('next'), both('next'), both('next'), both('next')].flat());
    await device.stop();
  });

  it('whose counters are at 0 after its power was off, or ran while nobody read them, has no press of that', async () => {
    const on = modbusBench();
    const pad = on.keypad(11, { read: 'input', holds: 'counters' });
    pad.counted(0, 5_000);
    const { device, told } = on.supervise(keypad, { bus_address: 11, model: 'counters', keys });
    await on.clock.advance(1_000);
    on.line.power(11, false);
    await on.clock.advance(100);
    on.line.power(11, true);
    await on.clock.advance(1_000);
    on.wires.unplug(on.address);
    pad.press(0, 100);
    await on.clock.advance(1_000);
    on.wires.plug(on.address);
    await on.clock.advance(5_000);
    expect(told).toEqual([]);
    pad.press(0, 100);
    await on.clock.advance(200);
    expect(told).toEqual(both('next'));
    await device.stop();
  });

  it('that latches keeps a press until it is read, and has none of before it was opened', async () => {
    const on = modbusBench();
    const pad = on.keypad(11, { holds: 'latches', first: 32, clear: 32 });
    pad.press(3, 5);
    const { device, told } = on.supervise(keypad, { bus_address: 11, model: 'et-2260', keys, poll_ms: 500 });
    await on.clock.advance(1_200);
    expect(told).toEqual([]);
    pad.press(0, 5);
    await on.clock.advance(2_000);
    expect(told).toEqual(both('next'));
    await device.stop();
  });

  it.each([false, true])(
    'that latches tells a key that is held down once (latches what is down again: %s)',
    async (latchesLevels) => {
      const on = modbusBench();
      const pad = on.keypad(11, { holds: 'latches', first: 32, clear: 32, latchesLevels });
      const { device, told } = on.supervise(keypad, { bus_address: 11, model: 'et-2260', keys });
      await on.clock.advance(1_000);
      for (const number of [0, 3, 0]) {
        pad.press(number, 1_500);
        await on.clock.advance(2_000);
      }
      expect(told).toEqual([both('next'), both('end'), both('next')].flat());
      await device.stop();
    },
  );

  it('tells nothing that is not so when a quarter of its frames is spoilt and its adapter has an echo', async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const on = modbusBench();
      const pad = on.keypad(11);
      const { device, told } = on.supervise(keypad, { bus_address: 11, keys });
      await on.clock.advance(1_000);
      on.line.echo(true);
      on.line.habits(11, { piecesMs: 10 });
      on.line.disturb({ share: 0.25, random: seededRandom(seed) });
      for (let press = 0; press < 5; press++) {
        pad.press(1, 1_500);
        await on.clock.advance(3_000);
      }
      const pressed = told.filter((event) => event === 'pressed recall').length;
      expect(pressed, `seed ${seed}`).toBeGreaterThanOrEqual(4);
      expect(pressed, `seed ${seed}`).toBeLessThanOrEqual(5);
      expect(
        told.every((event) => event.endsWith('recall')),
        `seed ${seed}`,
      ).toBe(true);
      await device.stop();
    }
  });

  it('without power is offline within two seconds, and one that has no such input says what to check', async () => {
    const on = modbusBench();
    on.keypad(11);
    const one = on.supervise(keypad, { bus_address: 11, keys });
    const other = on.supervise(keypad, { bus_address: 11, model: 'gauger', keys });
    await on.clock.advance(1_000);
    expect(other.device.status()).toMatchObject({
      state: 'offline',
      reasons: [{ code: 'link.wrong_device', text: 'keypad 11 refuses to be read (exception 2)' }],
    });
    await other.device.stop();
    on.line.power(11, false);
    await on.clock.advance(2_000);
    expect(one.device.status()).toMatchObject({ state: 'offline', reasons: [{ code: 'link.timeout' }] });
    await one.device.stop();
  });

  it('that is busy for long is not taken for another device', async () => {
    const on = modbusBench();
    on.keypad(11);
    const { device } = on.supervise(keypad, { bus_address: 11, keys });
    await on.clock.advance(1_000);
    on.line.refuse(11, 6);
    await on.clock.advance(1_000);
    expect(device.status()).toMatchObject({
      reasons: [{ code: 'link.timeout', text: 'keypad 11 is busy' }],
    });
    await device.stop();
  });

  it('behind a Modbus TCP gateway is heard like one on a line, and an answer that comes late is none to the next question', async () => {
    const on = modbusBench(true);
    const pad = on.keypad(11);
    const { device, told } = on.supervise(keypad, { bus_address: 11, framing: 'tcp', keys });
    await on.clock.advance(1_000);
    pad.press(0, 120);
    await on.clock.advance(500);
    expect(told).toEqual(both('next'));
    // The answers of 'down' come when the key is up again and another question is on its way.
    on.line.habits(11, { answerMs: 70 });
    pad.press(0, 100);
    await on.clock.advance(250);
    on.line.habits(11, { answerMs: 10 });
    await on.clock.advance(500);
    expect([told, device.status().state]).toEqual([both('next'), 'online']);
    await device.stop();
  });
});

describe('keypads and displays on one line', () => {
  it('let each other go in turn: a number is shown, and a key is heard, after one turn of each other device', async () => {
    const on = modbusBench();
    const pads = [11, 12, 13, 14].map((bus) => on.keypad(bus));
    const heard = [11, 12, 13, 14].map((bus) => on.supervise(keypad, { bus_address: bus, keys, poll_ms: 5 }));
    for (const bus of [1, 2, 3, 4]) on.line.add(bus, 0, 4);
    const shown = [1, 2, 3, 4].map((bus) => on.supervise(display, { bus_address: bus }));
    await on.clock.advance(3_000);
    // A turn of these is at most: 25 bytes at 9,600 baud, 10 ms until the answer, the silences, 5 ms each.
    const lapMs = 8 * 50;
    for (let round = 0; round < 10; round++) {
      for (const { device } of shown) void device.perform(show(`A-${100 + round}`));
      for (const pad of pads) pad.press(0, lapMs + 20);
      await on.clock.advance(lapMs);
      expect([1, 2, 3, 4].map(on.reads)).toEqual(Array(4).fill(`A${100 + round}`));
      for (const { told } of heard) expect(told.at(-1)).toBe('pressed next');
      await on.clock.advance(2 * lapMs);
      for (const { told } of heard) expect(told).toHaveLength(2 * (round + 1));
    }
    for (const { device } of [...shown, ...heard]) await device.stop();
  });

  it('that never rest come to a display that was away, and to one that has no power, without losing a long press', async () => {
    const on = modbusBench();
    const pads = [11, 12, 13].map((bus) => on.keypad(bus));
    const heard = [11, 12, 13].map((bus) => on.supervise(keypad, { bus_address: bus, keys, poll_ms: 5 }));
    for (const bus of [1, 2]) on.line.add(bus, 0, 4);
    const [one, two] = [1, 2].map((bus) => on.supervise(display, { bus_address: bus }));
    await on.clock.advance(2_000);
    for (const bus of [1, 2]) on.line.power(bus, false);
    await on.clock.advance(20_000);
    expect([one, two].map((each) => each?.device.status().state)).toEqual(['offline', 'offline']);
    on.line.power(1, true);
    for (let press = 0; press < 20; press++) {
      for (const pad of pads) pad.press(3, 700);
      await on.clock.advance(2_000);
    }
    expect(one?.device.status().state).toBe('online');
    for (const { told, device } of heard) {
      expect(told).toHaveLength(40);
      expect(device.status().counters.losses).toBe(0);
    }
    for (const each of [one, two, ...heard]) await each?.device.stop();
  });
});

describe('the settings of a Modbus keypad', () => {
  const site = (id: string, more: string) =>
    `${id}: { kind: modbus-keypad, counter: loket-1, address: /dev/ttyUSB0, ${more} }`;

  it('let it share a line with displays at other addresses, and nothing else', () => {
    const shown = 'b: { kind: modbus-display, counter: loket-1, address: /dev/ttyUSB0, bus_address: 2 }';
    expect(complaints(withDevices(site('a', 'bus_address: 1, keys: { next: 0 }'), shown))).toEqual([]);
    expect(complaints(withDevices(site('a', 'bus_address: 2, keys: { next: 0 }'), shown))).toEqual([
      expect.stringContaining('address 2 on /dev/ttyUSB0 is used twice'),
    ]);
  });

  it('are warned of where a short press may be over before it is read, unless the keypad keeps it', () => {
    const line = (more: string) => [
      site('a', `bus_address: 1, keys: { next: 0 }${more}`),
      ...[2, 3, 4].map(
        (bus) =>
          `b${bus}: { kind: modbus-display, counter: loket-1, address: /dev/ttyUSB0, bus_address: ${bus} }`,
      ),
    ];
    const warned = (text: string) => [
      expect.stringContaining(`with 4 devices on its line it may be ${text} ms from one reading`),
    ];
    expect(complaints(withDevices(...line('')))).toEqual(warned('164'));
    expect(complaints(withDevices(...line(', poll_ms: 200')))).toEqual(warned('344'));
    expect(complaints(withDevices(...line(', poll_ms: 5')))).toEqual([]);
    expect(complaints(withDevices(...line(', model: counters, poll_ms: 200')))).toEqual([]);
  });

  it.each([
    ['keys: { next: 0, end: 0 }', 'two keys have the same number'],
    ['keys: { next: 128 }', 'no key of this keypad can have that number'],
    ['model: holding-code, keys: { next: 0 }', 'no key of this keypad can have that number'],
    ['keys: { next: 0 }, registers: { holds: counters }', 'codes and counters stand in registers'],
    ['keys: { next: 0 }, registers: { holds: latches }', 'latches stay set until somebody clears them'],
    ['keys: { next: 0 }, framing: tcp', 'Modbus TCP is spoken over the network only'],
  ])('%s are refused: %s', (settings, why) => {
    expect(complaints(withDevices(site('a', settings)))).toEqual([expect.stringContaining(why)]);
  });
});
