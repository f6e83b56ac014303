import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DeviceKind } from '../../devices/kind.ts';
import {
  type ModbusRequest,
  readRegisters,
  writeRegister,
  writeRegisters,
} from '../../devices/modbus/frames.ts';
import { modbusDisplay } from '../../devices/modbus-display/modbus-display.ts';
import { modbusModelNames, modbusModels } from '../../devices/modbus-display/modbus-models.ts';
import { holds, registersFor } from '../../devices/modbus-display/register-layout.ts';
import { SupervisedDevice } from '../../firmware-host/supervise/supervised-device.ts';
import { seededRandom } from '../../simulators/random.ts';
import { SimulatedModbusLine } from '../../simulators/simulated-modbus-line.ts';
import { Switchboard } from '../../simulators/switchboard.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { opened, testPorts } from './opened.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));
const show = (text: string) => ({ type: 'show', text }) as const;

describe('Modbus frames', () => {
  // The examples of the protocol's specification (sections 6.3, 6.6, 6.12), with address 17 and the CRC of the line.
  test('are those of the specification', () => {
    expect(hex(readRegisters(0x11, 0x6b, 3).frame)).toBe('1103006b00037687');
    expect(hex(writeRegister(0x11, 1, 3).frame)).toBe('1106000100039a9b');
    expect(hex(writeRegisters(0x11, 1, [0x000a, 0x0102]).frame)).toBe('11100001000204000a0102c6f0');
  });

  test('have answers, found behind noise and in pieces', () => {
    const found = ({ reply }: ModbusRequest, answer: string) => reply(bytes(answer));
    const read = readRegisters(0x11, 0x6b, 3);
    const answer = '110306ae415652434049ad';
    const registers = [0xae41, 0x5652, 0x4340];
    expect(found(read, answer)).toEqual({ type: 'done', values: registers });
    expect(found(read, `00ff11${answer}`)).toEqual({ type: 'done', values: registers });
    expect(found(read, answer.slice(0, -2))).toBeUndefined();
    expect(found(writeRegisters(0x11, 1, [10, 258]), '1110000100021298')).toEqual({
      type: 'done',
      values: [],
    });
  });

  test('say when the device refuses', () => {
    expect(writeRegister(0x0a, 0x04a1, 0).reply(bytes('0a8602b263'))).toEqual({
      type: 'refused',
      exception: 2,
    });
  });

  test('of another device, or with one bit wrong, answer nothing', () => {
    const request = writeRegister(0x11, 1, 3);
    expect(request.reply(writeRegister(0x12, 1, 3).frame)).toBeUndefined();
    expect(request.reply(writeRegister(0x11, 1, 4).frame)).toBeUndefined();
    for (let bit = 0; bit < 64; bit++) {
      const wrong = request.frame.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      expect(request.reply(wrong)).toBeUndefined();
    }
  });

  test('are found in whatever noise is around them', () => {
    const request = writeRegister(3, 0, 0x41);
    const noise = fc.uint8Array({ maxLength: 40 });
    fc.assert(
      fc.property(noise, noise, (before, after) => {
        expect(request.reply(before)).toBeUndefined();
        expect(request.reply(Uint8Array.from([...before, ...request.frame, ...after]))?.type).toBe('done');
      }),
    );
  });
});

describe('the registers of a display', () => {
  const registers = (model: keyof typeof modbusModels, text: string) => [
    ...registersFor(modbusModels[model], text),
  ];

  test.each([
    ['characters', ' A-12', [0x20, 0x41, 0x2d, 0x31, 0x32]],
    ['character-pairs', 'A-012', [0x412d, 0x3031, 0x3220]],
    ['digits', 'A012', [15, 0, 1, 2]],
    ['digits', '   7', [15, 15, 15, 7]],
    ['bcd', 'A012', [0xf012]],
    ['bcd', ' A-012', [0xffff, 0xf012]],
    ['number', 'A012', [12]],
    ['number', '1234567', [18, 54_919]],
    ['number', '----', [0]],
    ['digits', '----', [15, 15, 15, 15]],
  ] as const)('in the model %s hold "%s" so', (model, text, values) => {
    expect(registers(model, text)).toEqual(values);
  });

  test('are words, whatever is shown', () => {
    const printable = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(fc.constantFrom(...modbusModelNames), printable, (model, text) => {
        for (const value of registers(model, text)) expect(value >= 0 && value <= 0xffff).toBe(true);
      }),
    );
    expect([holds('number', 9), holds('number', 10), holds('bcd', 16)]).toEqual([true, false, true]);
  });
});

function bus(addresses: readonly number[]) {
  const clock = new VirtualClock();
  const wires = new Switchboard(clock);
  const line = new SimulatedModbusLine(clock);
  for (const address of addresses) line.add(address, 0, 4);
  wires.plugIn('/dev/bus', line);
  const ports = testPorts({ clock, wires });
  const reads = (address: number) => String.fromCharCode(...line.registers(address)).trim();
  const settings = (bus_address: number) => ({ address: '/dev/bus', bus_address });
  return { clock, wires, line, ports, reads, settings };
}

async function open(on: ReturnType<typeof bus>, address: number, more: object = {}) {
  const opening = opened(modbusDisplay, { ...on.settings(address), ...more }, on.ports);
  // A failure is the test's to look at, once time has passed.
  opening.catch(() => undefined);
  await on.clock.advance(2_000);
  return await opening;
}

describe('a Modbus display', () => {
  test('acknowledges what it shows, with either way of writing', async () => {
    const on = bus([1, 2]);
    for (const [address, write] of [
      [1, 'multiple'],
      [2, 'single'],
    ] as const) {
      const { device } = await open(on, address, { layout: { write } });
      const done = device.perform(show('A-012'));
      await on.clock.advance(1_000);
      expect([await done, on.reads(address)]).toEqual(['acknowledged', 'A012']);
    }
  });

  test('that is not there, or has another speed, is not open', async () => {
    const on = bus([1]);
    await expect(open(on, 9)).rejects.toMatchObject({ code: 'link.timeout' });
    await open(on, 1);
    await expect(open(on, 1, { baud_rate: 2_400 })).rejects.toMatchObject({ code: 'link.busy' });
    await expect(open(on, 1, { parity: 'even' })).rejects.toMatchObject({ code: 'link.busy' });
  });

  test.each([
    [1, 'function'],
    [2, 'register'],
    [3, 'value'],
    [4, 'failure'],
    [9, 'manual'],
  ])('that refuses with exception %i is said to, until it takes a number', async (exception, word) => {
    const on = bus([1]);
    const { device, warnings, lost } = await open(on, 1);
    on.line.refuse(1, exception);
    const refused = expect(Promise.all([device.perform(show('A-012')), on.clock.advance(2_000)])).rejects;
    await refused.toMatchObject({ code: 'display.refused', message: expect.stringContaining(word) });
    expect(warnings.at(-1)?.[0]).toBe('display.refused');
    on.line.refuse(1, undefined);
    await Promise.all([device.probe?.(), on.clock.advance(2_000)]);
    expect([warnings.at(-1), on.reads(1)]).toEqual([['display.refused', undefined], 'A012']);
    expect(lost).toEqual([]);
  });

  test('that is busy is asked again', async () => {
    const on = bus([1]);
    const { device } = await open(on, 1);
    on.line.refuse(1, 6);
    on.clock.after(60, () => on.line.refuse(1, undefined));
    const [done] = await Promise.all([device.perform(show('A-012')), on.clock.advance(2_000)]);
    expect([done, on.reads(1)]).toEqual(['acknowledged', 'A012']);
  });

  test('that is lost with its line is lost at once, in the middle of a question too', async () => {
    const on = bus([1, 2]);
    const [one, two] = [await open(on, 1), await open(on, 2)];
    on.line.power(1, false);
    const end = one.device.perform(show('A-1')).catch((why: unknown) => why);
    await on.clock.advance(50);
    on.wires.unplug('/dev/bus');
    expect([one.lost, two.lost].map(({ length }) => length)).toEqual([1, 1]);
    expect(await end).toMatchObject({ code: 'link.io_error' });
    await Promise.all([one.device.close(), two.device.close()]);
    expect(on.clock.waiting).toBe(0);
  });

  test('is closed in the middle of a question without leaving anything behind', async () => {
    const on = bus([1]);
    const { device } = await open(on, 1);
    on.line.power(1, false);
    const end = device.perform(show('A-1')).catch((why: unknown) => why);
    await on.clock.advance(50);
    await device.close();
    await on.clock.advance(10);
    expect(await end).toMatchObject({ code: 'link.absent' });
    expect([on.clock.waiting, on.wires.openWires]).toEqual([0, 0]);
  });
});

describe('supervised displays on one Modbus line', () => {
  function supervised(on: ReturnType<typeof bus>, addresses: readonly number[], random = () => 0.5) {
    return addresses.map((address) => {
      const device = new SupervisedDevice({
        id: `papan-${address}`,
        kind: modbusDisplay as unknown as DeviceKind,
        options: modbusDisplay.options.parse(on.settings(address)),
        enabled: true,
        ports: on.ports,
        random,
        onEvent: () => undefined,
        onStatus: () => undefined,
      });
      device.start();
      return device;
    });
  }
  const states = (devices: readonly SupervisedDevice[]) => devices.map((device) => device.status().state);
  // A display that is away is shown the number when it is back, which is what is tested.
  const tell = (device: SupervisedDevice | undefined, text: string) =>
    void device?.perform(show(text)).catch(() => undefined);

  test('that lose their power are seen to within two seconds, and the others stay as they are', async () => {
    const addresses = [1, 2, 3, 4, 5, 6, 7, 8];
    const on = bus(addresses);
    const devices = supervised(on, addresses);
    await on.clock.advance(2_000);
    for (const device of devices) tell(device, 'A-012');
    await on.clock.advance(3_000);
    for (const address of [2, 5]) on.line.power(address, false);
    await on.clock.advance(2_000);
    const expected = addresses.map((address) => ([2, 5].includes(address) ? 'offline' : 'online'));
    expect(states(devices)).toEqual(expected);
    await on.clock.advance(120_000);
    expect(states(devices)).toEqual(expected);
    expect(devices.map((device) => device.status().counters.losses)).toEqual([0, 1, 0, 0, 1, 0, 0, 0]);
    for (const address of [2, 5]) on.line.power(address, true);
    await on.clock.advance(40_000);
    expect(addresses.map(on.reads)).toEqual(addresses.map(() => 'A012'));
  });

  test('show the right number again after a dip of their power that nobody noticed', async () => {
    const on = bus([1]);
    const [device] = supervised(on, [1]);
    await on.clock.advance(1_000);
    tell(device, 'A-012');
    await on.clock.advance(1_000);
    on.line.power(1, false);
    on.line.power(1, true);
    await on.clock.advance(2_000);
    expect([on.reads(1), device?.status().counters.losses]).toEqual(['A012', 0]);
  });

  test('show the right number within three seconds of the end of interference', async () => {
    const addresses = [1, 2, 3, 4];
    for (let seed = 1; seed <= 40; seed++) {
      const on = bus(addresses);
      const random = seededRandom(seed);
      const devices = supervised(on, addresses, random);
      await on.clock.advance(1_000);
      on.line.disturb({ share: 0.3, random });
      for (let round = 0; round < 10; round++) {
        devices.forEach((device, index) => {
          tell(device, `B-${seed}${round}${index}`);
        });
        await on.clock.advance(1_000);
      }
      on.line.disturb(undefined);
      await on.clock.advance(3_000);
      const right = addresses.map((_, index) => `B${seed}9${index}`.slice(-4));
      expect(addresses.map(on.reads), `seed ${seed}`).toEqual(right);
      expect(on.line.badFrames).toBeGreaterThan(0);
    }
  });
});
