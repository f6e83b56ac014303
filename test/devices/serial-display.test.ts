import { describe, expect, test } from 'vitest';
import type { Ports, Wire, Wires } from '../../devices/ports.ts';
import { checkBytes } from '../../devices/serial-bus/checksum.ts';
import { encodeFrame, type FrameTemplate } from '../../devices/serial-display/frame-template.ts';
import { serialDisplay } from '../../devices/serial-display/serial-display.ts';
import {
  type DisplayModel,
  displayModelNames,
  frameOf,
} from '../../devices/serial-display/serial-display-models.ts';
import { seededRandom } from '../../simulators/random.ts';
import { SimulatedSerialDisplays } from '../../simulators/serial-display-hardware.ts';
import { Switchboard } from '../../simulators/switchboard.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { opened, testPorts } from './opened.ts';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const show = (number: string) => ({ type: 'show', text: number }) as const;

/** Wires that only remember what was written, and when. */
function recordingWires(clock: VirtualClock) {
  const written: { readonly text: string; readonly at: number }[] = [];
  const log = { opened: 0, closed: 0, written };
  const wire: Wire = {
    onBytes: () => undefined,
    onLost: () => undefined,
    write: async (bytes) => void written.push({ text: text(bytes), at: clock.now() }),
    close: async () => void log.closed++,
  };
  const wires: Wires = {
    open: async () => {
      log.opened++;
      return wire;
    },
  };
  return { wires, log };
}

/** What each model is sent at address 7 for `A012` and `   7`. */
const golden: Readonly<Record<DisplayModel, readonly [string, string]>> = {
  'stx-etx': ['\x0207A012\x03', '\x0207   7\x03'],
  'stx-etx-xor': ['\x0207A012u\x03', '\x0207   7\x10\x03'],
  pipe: ['|07A012\r', '|07   7\r'],
  'id-number-sum': ['\x07\x00\x0c\x13', '\x07\x00\x07\x0e'],
  'edi-ed400d': ['\x0207 012\x03', '\x0207   7\x03'],
  'rice-lake-laserlight': ['|07DMA012!', '|07DM   7!'],
  'ditel-dn': ['\x0207A012\r', '\x0207   7\r'],
  'ditel-dt': ['@07EDA012*\r', '@07ED   7*\r'],
  'london-er4s': ['\x03\x0207 012\x03', '\x03\x0207   7\x03'],
  'armfly-led-485': ['$007,A012#', '$007,   7#'],
  'sunpn-board': [':\x00\x0c\x00\x01\x47\n', ':\x00\x07\x00\x01\x42\n'],
};

const modelFrame = (model: DisplayModel, own: Partial<FrameTemplate> = {}) => frameOf({ model, frame: own });
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('frames', () => {
  test.each(Object.entries(golden))('of the model %s', (model, [number, padded]) => {
    expect(text(encodeFrame(modelFrame(model as DisplayModel), 7, 'A012'))).toBe(number);
    expect(text(encodeFrame(modelFrame(model as DisplayModel), 7, '   7'))).toBe(padded);
  });

  test.each([
    ['none', 200, '\x02   7\x03'],
    ['byte', 200, '\x02\xc8   7\x03'],
    ['decimal-3', 7, '\x02007   7\x03'],
    ['hex-2', 200, '\x02C8   7\x03'],
    ['halves-2', 0x4b, '\x024;   7\x03'],
  ] as const)('write the address as %s', (address, bus, bytes) => {
    expect(text(encodeFrame(modelFrame('stx-etx', { address }), bus, '   7'))).toBe(bytes);
  });

  test('fill unused places with the pad, but no blank inside the text', () => {
    expect(text(encodeFrame(modelFrame('pipe', { pad: '0' }), 1, '  1 2'))).toBe('|01001 2\r');
  });

  /** Each stands in the document that the model names. */
  test.each([
    ['id-number-sum', 5, '999', '0503e7ef'],
    ['edi-ed400d', 1, '1234', hex(Buffer.from('\x02011234\x03'))],
    ['rice-lake-laserlight', 0, 'STOP  ', hex(Buffer.from('|00DMSTOP  !'))],
    ['ditel-dn', 8, '358964', '023038333538393634' + '0d'],
    ['london-er4s', 0x48, '2468', hex(Buffer.from('\x03\x02482468\x03'))],
    ['armfly-led-485', 1, '8.8.8.', hex(Buffer.from('$001,8.8.8.#'))],
    ['sunpn-board', 0, '888', '3a00780301b60a'],
  ] as const)('of %s are those of its document', (model, address, shown, bytes) => {
    expect(hex(encodeFrame(modelFrame(model), address, shown))).toBe(bytes);
  });

  test('have a length and an exclusive-or check as an open HDSP-2111 driver takes them (its doc/serial_protocol.md)', () => {
    const frame = modelFrame('stx-etx-xor', {
      ...{ prefix: '', address: 'none', command: '\x0a', length: 'byte', suffix: '' },
    });
    expect(hex(encodeFrame(frame, 0, 'A-012'))).toBe('0a05' + '412d303132' + '50');
  });

  test('have a sum as two characters like Modbus ASCII, 01 03 04 01 00 01 giving F6 in a manual of Delta', () => {
    const frame = modelFrame('pipe', {
      ...{ prefix: ':', address: 'byte', command: '\x03\x04\x01', trailer: '\x01' },
      ...{ format: 'digits', checksum: 'sum-negative', check_as: 'hex', suffix: '\r\n' },
    });
    expect(text(encodeFrame(frame, 1, '0'))).toBe(':\x01\x03\x04\x01\x00\x01F6\r\n');
  });

  test.each([
    ['numerals', 'A012', '20303132'],
    ['digits', 'A012', '0f000102'],
    ['bcd', 'A012', 'f012'],
    ['bcd', '012', 'f012'],
    ['bcd', '  --', 'ffff'],
    ['number', 'A999', '03e7'],
    ['number-low-first', 'A999', 'e703'],
    ['number', '  --', '0000'],
  ] as const)('carry the number as %s: %s', (format, shown, bytes) => {
    const frame = modelFrame('pipe', {
      ...{ prefix: '', address: 'none', suffix: '', format },
      pad: format === 'numerals' ? ' ' : '\x0f',
    });
    expect(hex(encodeFrame(frame, 0, shown))).toBe(bytes);
  });

  test('check with the published values for "123456789"', () => {
    const digits = [...Buffer.from('123456789')];
    expect(checkBytes('none', digits)).toEqual([]);
    expect(checkBytes('sum', digits)).toEqual([0xdd]);
    expect(checkBytes('sum-negative', digits)).toEqual([0x23]);
    expect(checkBytes('sum-negative', [0])).toEqual([0]);
    expect(checkBytes('xor', digits)).toEqual([0x31]);
    expect(checkBytes('crc16', digits)).toEqual([0x37, 0x4b]);
  });
});

describe('the settings of a serial display', () => {
  const parse = (settings: object) => serialDisplay.options.safeParse({ address: '/dev/bus', ...settings });

  test('need only the address; a frame setting overrides the model', () => {
    expect(parse({}).success).toBe(true);
    expect(parse({ model: 'pipe', frame: { suffix: '\r\n' } }).success).toBe(true);
    expect(parse({ frame: { sufix: '\r' } }).success).toBe(false);
  });

  test('refuse a bus address that cannot be written', () => {
    expect(parse({ bus_address: 99 }).success).toBe(true);
    expect(parse({ bus_address: 100 }).error?.issues).toMatchObject([{ path: ['bus_address'] }]);
    expect(parse({ bus_address: 100, frame: { address: 'byte' } }).success).toBe(true);
  });

  test('refuse a prefix that is no bytes, and take an empty one', () => {
    expect(parse({ frame: { prefix: '→' } }).success).toBe(false);
    expect(parse({ frame: { prefix: '' } }).success).toBe(true);
  });

  test('refuse more digits than two bytes hold', () => {
    expect(parse({ model: 'id-number-sum', digits: 4 }).success).toBe(true);
    expect(parse({ model: 'id-number-sum', digits: 5 }).error?.issues).toMatchObject([
      { path: ['digits'], message: 'number-in-two-bytes' },
    ]);
    expect(parse({ frame: { format: 'number-low-first' }, digits: 5 }).success).toBe(false);
  });

  test.each(displayModelNames)('say what people read on a %s', (model) => {
    const display = serialDisplay.options.parse({ address: '/dev/bus', model, bus_address: 7 });
    const hardware = new SimulatedSerialDisplays(frameOf(display));
    hardware.add(7, 4);
    hardware.connect().receive(encodeFrame(frameOf(display), 7, 'A012'));
    expect(hardware.shown(7)).toBe(serialDisplay.reads?.(display, 'A012'));
  });

  test('claim one address on the line, or all of it where frames have no address', () => {
    const claims = (settings: object) =>
      serialDisplay.claims(serialDisplay.options.parse({ address: '/dev/bus', ...settings }));
    const agree = { kind: 'serial-display', baud_rate: 9_600 };
    expect(claims({ bus_address: 3 })).toEqual([
      { on: 'wire', address: '/dev/bus', share: '3', agree, setting: 'bus_address' },
    ]);
    expect(claims({ frame: { address: 'none' } })).toMatchObject([{ share: undefined }]);
  });
});

describe('displays on one line', () => {
  const at = (bus_address: number) => ({ address: '/dev/bus', bus_address, model: 'pipe' });

  test('share one connection, which the last one closes', async () => {
    const clock = new VirtualClock();
    const { wires, log } = recordingWires(clock);
    const ports = testPorts({ clock, wires });
    const [first, second] = await Promise.all([
      opened(serialDisplay, at(1), ports),
      opened(serialDisplay, at(2), ports),
    ]);
    expect(log.opened).toBe(1);
    await first.device.close();
    await first.device.close();
    expect(log.closed).toBe(0);
    await second.device.close();
    expect(log.closed).toBe(1);
    await opened(serialDisplay, at(1), ports);
    expect(log.opened).toBe(2);
  });

  test('take turns, in the order asked, with the line silent between frames', async () => {
    const clock = new VirtualClock();
    const { wires, log } = recordingWires(clock);
    const ports = testPorts({ clock, wires });
    const displays = await Promise.all([1, 2, 3].map((bus) => opened(serialDisplay, at(bus), ports)));
    const shown = Promise.all(displays.map(({ device }, index) => device.perform(show(`A-0${index}`))));
    await clock.advance(1_000);
    expect(await shown).toEqual(['sent', 'sent', 'sent']);
    expect(log.written.map((frame) => frame.text)).toEqual(['|01A-00\r', '|02A-01\r', '|03A-02\r']);
    // Eight bytes of ten bits at 9,600 baud, and the 10 ms of the model.
    const gaps = log.written.slice(1).map(({ at: time }, index) => time - (log.written[index]?.at ?? 0));
    for (const gap of gaps) expect(gap).toBeCloseTo(8_000 / 960 + 10);
  });

  test('must have the same speed', async () => {
    const clock = new VirtualClock();
    const ports = testPorts({ clock, wires: recordingWires(clock).wires });
    await opened(serialDisplay, at(1), ports);
    const other = opened(serialDisplay, { ...at(2), baud_rate: 2_400 }, ports);
    await expect(other).rejects.toMatchObject({ code: 'link.busy' });
  });

  test('wait for a line that is being closed', async () => {
    const clock = new VirtualClock();
    const wires = new Switchboard(clock);
    wires.plugIn('/dev/bus', new SimulatedSerialDisplays(modelFrame('pipe')));
    const ports = testPorts({ clock, wires });
    const first = await opened(serialDisplay, at(1), ports);
    const closing = first.device.close();
    await expect(opened(serialDisplay, at(2), ports)).resolves.toBeDefined();
    await closing;
  });
});

describe('a serial display', () => {
  async function plugged(bus: readonly number[] = [1]) {
    const clock = new VirtualClock();
    const wires = new Switchboard(clock);
    const ports: Ports = testPorts({ clock, wires });
    const hardware = new SimulatedSerialDisplays(modelFrame('stx-etx-xor'));
    for (const address of bus) hardware.add(address, 4);
    wires.plugIn('/dev/bus', hardware);
    const open = (bus_address = 1) =>
      opened(serialDisplay, { address: '/dev/bus', bus_address, model: 'stx-etx-xor' }, ports);
    return { clock, wires, hardware, open };
  }

  test('shows a number as far as its digits go', async () => {
    const { clock, hardware, open } = await plugged();
    const { device } = await open();
    const shown: (string | undefined)[] = [];
    for (const number of ['7', 'A-12', 'A-012', 'AB-1234', '']) {
      await Promise.all([device.perform(show(number)), clock.advance(100)]);
      shown.push(hardware.shown(1));
    }
    expect(shown).toEqual(['7', 'A-12', 'A012', '1234', '']);
    expect(hardware.badFrames).toBe(0);
  });

  test('is right again after a refresh, whatever was lost or garbled before', async () => {
    const { clock, hardware, open } = await plugged([1, 2]);
    const [one, two] = await Promise.all([open(1), open(2)]);
    const random = seededRandom(7);
    for (let round = 0; round < 200; round++) {
      hardware.disturb({ share: 0.3, random });
      const number = String(round);
      await Promise.all([
        one.device.perform(show(number)),
        two.device.perform(show(number)),
        clock.advance(100),
      ]);
      if (round % 10 === 0) hardware.powerCycle();
      hardware.disturb(undefined);
      await Promise.all([one.device.refresh?.(), two.device.refresh?.(), clock.advance(100)]);
      expect([hardware.shown(1), hardware.shown(2)]).toEqual([number, number]);
    }
    expect(hardware.badFrames).toBeGreaterThan(0);
  });

  test('understands frames of every form, in pieces and after noise, and no garbled one', () => {
    const parts = {
      address: ['none', 'byte', 'decimal-2', 'decimal-3', 'hex-2', 'halves-2'],
      format: ['characters', 'numerals', 'digits', 'bcd', 'number', 'number-low-first'],
      checksum: ['none', 'sum', 'sum-negative', 'xor', 'crc16'],
      check_as: ['byte', 'hex'],
      check_from: ['address', 'prefix'],
      length: ['none', 'byte'],
      command: ['', 'DM'],
      trailer: ['', '\x01'],
      prefix: ['\x02', '\x03\x02'],
    } as const;
    const seed = Date.now();
    const random = seededRandom(seed);
    const drawn = <T>(choices: readonly T[]) => choices[Math.floor(random() * choices.length)] as T;
    for (let round = 0; round < 600; round++) {
      const own = Object.fromEntries(Object.entries(parts).map(([part, all]) => [part, drawn<string>(all)]));
      const frame = modelFrame('stx-etx', { pad: '\x0f', ...own });
      const about = `seed ${seed}: ${JSON.stringify(frame)}`;
      const hardware = new SimulatedSerialDisplays(frame);
      hardware.add(42, 4);
      const line = hardware.connect();
      const bytes = encodeFrame(frame, 42, 'A012');
      const reads = serialDisplay.reads?.(
        { ...serialDisplay.options.parse({ address: '/dev/a' }), frame },
        'A012',
      );
      line.receive(Uint8Array.from([0x55, ...bytes.subarray(0, 3)]));
      line.receive(bytes.subarray(3));
      expect(hardware.shown(42), about).toBe(reads);
      if (frame.checksum === 'none') continue;
      const text = bytes.length - frame.suffix.length - 1;
      line.receive(bytes.with(text, (bytes[text] ?? 0) ^ 1));
      // What is left of a garbled frame may take the next one along.
      for (let time = 0; time < 3; time++) line.receive(encodeFrame(frame, 42, 'A013'));
      expect([hardware.shown(42)?.endsWith('13'), hardware.badFrames > 0], about).toEqual([true, true]);
    }
  });

  test('without a beginning, is read among frames for its neighbours', async () => {
    const clock = new VirtualClock();
    const wires = new Switchboard(clock);
    const ports = testPorts({ clock, wires });
    const hardware = new SimulatedSerialDisplays(modelFrame('id-number-sum'));
    hardware.add(5, 3);
    wires.plugIn('/dev/bus', hardware);
    const open = (bus_address: number) =>
      opened(serialDisplay, { address: '/dev/bus', bus_address, digits: 3, model: 'id-number-sum' }, ports);
    const [five, six] = await Promise.all([open(5), open(6)]);
    await Promise.all([
      six.device.perform(show('A-111')),
      five.device.perform(show('A-012')),
      six.device.perform(show('A-222')),
      clock.advance(1_000),
    ]);
    expect(hardware.shown(5)).toBe('12');
    await Promise.all([five.device.perform(show('A-999')), clock.advance(1_000)]);
    expect(hardware.shown(5)).toBe('999');
  });

  test('has nothing to refresh before its first number', async () => {
    const { hardware, open } = await plugged();
    await (await open()).device.refresh?.();
    expect([hardware.shown(1), hardware.badFrames]).toEqual([undefined, 0]);
  });

  test('is lost with its line, once for every display, and comes back on a new one', async () => {
    const { clock, wires, hardware, open } = await plugged([1, 2]);
    const [one, two] = await Promise.all([open(1), open(2)]);
    wires.unplug('/dev/bus');
    expect([one.lost, two.lost]).toMatchObject([[{ code: 'link.io_error' }], [{ code: 'link.io_error' }]]);
    await expect(one.device.perform(show('A-1'))).rejects.toMatchObject({ code: 'link.io_error' });
    await expect(open(1)).rejects.toMatchObject({ code: 'link.absent' });
    wires.plug('/dev/bus');
    const again = await open(1);
    // The second display has not left the lost line yet: that must not cost the first one its new line.
    await Promise.all([one.device.close(), two.device.close()]);
    await Promise.all([again.device.perform(show('A-1')), clock.advance(100)]);
    expect(hardware.shown(1)).toBe('A-1');
    expect(again.lost).toEqual([]);
  });
});
