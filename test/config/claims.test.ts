import { describe, expect, it } from 'vitest';
import { complaints, load, withDevices } from './site-text.ts';

const hid = (id: string, more: string) =>
  `${id}: { kind: hid-scanner, counter: loket-1, vendor_id: 1, product_id: 2${more} }`;
const bus = (id: string, more: string) =>
  `${id}: { kind: serial-display, counter: loket-1, address: /dev/ttyUSB0, ${more} }`;

describe('one thing belongs to one device', () => {
  it('says which pin of which board, and where the other one stands', () => {
    const { problems } = load(
      withDevices('more: { kind: keypad, board: board-1, counter: loket-1, keys: { next: 11, end: 3 } }'),
    );
    expect(problems).toMatchObject([
      {
        severity: 'error',
        code: 'clash',
        path: 'devices.more.keys.next',
        line: 10,
        column: 73,
        text: {
          en: 'pin 11 of board-1 is used twice: by display-1.pins.data (site.yaml:8:87) and by more.keys.next',
          id: 'pin 11 pada board-1 dipakai dua kali: oleh display-1.pins.data (site.yaml:8:87) dan oleh more.keys.next',
        },
      },
    ]);
  });

  it('the same pin of another board, or of the Pi itself, is another thing', () => {
    expect(
      complaints({
        boards: 'boards: { board-1: { address: /dev/ttyACM0 }, board-2: { address: /dev/ttyACM1 } }',
        ...withDevices(
          'a: { kind: keypad, board: board-2, counter: loket-1, keys: { next: 2 } }',
          'b: { kind: keypad, counter: loket-1, keys: { next: 2 } }',
        ),
      }),
    ).toEqual([]);
  });

  it('two keys of one device cannot share a line', () => {
    expect(
      complaints(withDevices('a: { kind: keypad, counter: loket-1, keys: { next: 17, end: 17 } }')),
    ).toEqual(['@ devices.a.keys.end: GPIO 17 is used twice: by a.keys.next (@) and by a.keys.end']);
  });

  it('a line that two keys share is told once, and not again as a line without a resistor of its own', () => {
    const { problems } = load(
      withDevices('a: { kind: keypad, counter: loket-1, pull: up, keys: { next: 17, end: 17, recall: 18 } }'),
    );
    expect(problems.map(({ text }) => text.en)).toEqual([
      'on Raspberry Pi OS Loket cannot switch on the pull-up resistor of GPIO 17, 18',
      expect.stringMatching(
        /^GPIO 17 is used twice: by a\.keys\.next \(site.yaml:\d+:\d+\) and by a\.keys\.end$/,
      ),
    ]);
  });

  it('an address belongs to one device, be it a board, a printer or a scanner', () => {
    expect(
      complaints(
        withDevices(
          'a: { kind: serial-scanner, counter: loket-1, address: /dev/ttyACM0 }',
          'b: { kind: escpos-printer, address: "tcp://192.168.1.51" }',
        ),
      ),
    ).toEqual([
      '@ devices.a.address: /dev/ttyACM0 is used twice: by board-1.address (@) and by a.address',
      '@ devices.b.address: tcp://192.168.1.51:9100 is used twice: by printer-1.address (@) and by b.address',
    ]);
  });

  it('displays share a line by different addresses', () => {
    expect(complaints(withDevices(bus('a', 'bus_address: 1'), bus('b', 'bus_address: 2')))).toEqual([]);
    expect(complaints(withDevices(bus('a', 'bus_address: 1'), bus('b', 'bus_address: 1')))).toEqual([
      '@ devices.b.bus_address: address 1 on /dev/ttyUSB0 is used twice: by a.bus_address (@) and by b.bus_address',
    ]);
  });

  it('those who share a line speak the same on it, at the same speed', () => {
    const modbus = (id: string, more: string) =>
      `${id}: { kind: modbus-display, counter: loket-1, address: /dev/ttyUSB0, ${more} }`;
    const hint =
      'All devices on one line have the same kind, baud_rate and parity; connect this one to another line.';
    const on = (what: string) => `@ devices.b.${what}. ${hint}`;
    expect(complaints(withDevices(bus('a', 'bus_address: 1'), modbus('b', 'bus_address: 2')))).toEqual([
      on('kind: a has /dev/ttyUSB0 with kind: serial-display (@), not modbus-*'),
    ]);
    expect(
      complaints(withDevices(bus('a', 'bus_address: 1'), bus('b', 'bus_address: 2, baud_rate: 19200'))),
    ).toEqual([on('baud_rate: a has /dev/ttyUSB0 with baud_rate: 9600 (@), not 19200')]);
    expect(
      complaints(
        withDevices(
          modbus('a', 'bus_address: 1, parity: even'),
          modbus('b', 'bus_address: 2'),
          modbus('c', 'bus_address: 3, parity: even, enabled: false'),
          modbus('d', 'bus_address: 4, parity: even'),
          bus('e', 'bus_address: 5').replace('ttyUSB0', 'ttyUSB1'),
        ),
        'id',
      ),
    ).toEqual([
      '@ devices.b.parity: a memakai /dev/ttyUSB0 dengan parity: even (@), bukan none. Semua perangkat di satu jalur ' +
        'harus sama kind, baud_rate dan parity-nya; sambungkan yang ini ke jalur lain.',
    ]);
  });

  it('says where the line is set otherwise', () => {
    const { problems } = load(
      withDevices(bus('a', 'bus_address: 1'), bus('b', 'bus_address: 2, baud_rate: 19200')),
    );
    expect(problems).toMatchObject([
      { severity: 'error', code: 'line-set-otherwise', path: 'devices.b.baud_rate', line: 11, column: 98 },
    ]);
  });

  it('a line that is shared cannot be had alone', () => {
    const alone = 'a: { kind: serial-scanner, counter: loket-1, address: /dev/ttyUSB0 }';
    expect(complaints(withDevices(alone, bus('b', 'bus_address: 2')))).toEqual([
      '@ devices.b.bus_address: /dev/ttyUSB0 is used twice: by a.address (@) and by b.bus_address',
    ]);
  });

  it('alike USB devices are told apart by serial or by path', () => {
    expect(complaints(withDevices(hid('a', ', serial: X1'), hid('b', ', serial: X2')))).toEqual([]);
    expect(
      complaints(withDevices(hid('a', ', path: /dev/loket/a'), hid('b', ', path: /dev/loket/b'))),
    ).toEqual([]);
    const mixed = [
      ['', ''],
      [', serial: X1', ''],
      ['', ', path: /dev/loket/b'],
      [', serial: X1', ', serial: X1'],
      [', path: /dev/loket/a', ', path: /dev/loket/a'],
    ] as const;
    for (const [one, other] of mixed)
      expect(complaints(withDevices(hid('a', one), hid('b', other))), `${one} and ${other}`).toEqual([
        expect.stringContaining('this USB device cannot be told apart from a.'),
      ]);
  });

  it('a device that is switched off occupies nothing', () => {
    expect(
      complaints(
        withDevices(
          'a: { kind: keypad, counter: loket-1, keys: { next: 17 } }',
          'b: { kind: keypad, counter: loket-1, keys: { next: 17 }, enabled: false }',
        ),
      ),
    ).toEqual([]);
  });

  it('an address on an I2C bus belongs to one display, of each board and of the Pi', () => {
    const i2c = (id: string, more: string) => `${id}: { kind: ht16k33-display, counter: loket-1, ${more} }`;
    expect(
      complaints(
        withDevices(
          i2c('a', 'board: board-1'),
          i2c('b', 'board: board-1, bus_address: 0x71'),
          i2c('c', 'board: board-1, bus_address: 0x70'),
          i2c('d', 'bus_address: 0x70'),
          i2c('e', 'bus_address: 0x70'),
        ),
      ),
    ).toEqual([
      '@ devices.c.bus_address: I2C address 0x70 of board-1 is used twice: by a.bus_address (@) and by c.bus_address',
      '@ devices.e.bus_address: address 0x70 on /dev/i2c-1 is used twice: by d.bus_address (@) and by e.bus_address',
    ]);
    expect(complaints(withDevices(i2c('a', 'board: board-2')))).toEqual([
      expect.stringContaining('devices.a.board: '),
    ]);
  });

  it('a place on SPI belongs to one display, and a bus takes its lines away from keys', () => {
    const spi = (id: string, path: string) =>
      `${id}: { kind: max7219-display, counter: loket-1, spi: ${path} }`;
    expect(
      complaints(
        withDevices(
          spi('a', '/dev/spidev0.0'),
          spi('b', '/dev/spidev0.1'),
          spi('c', '/dev/spidev0.0'),
          'd: { kind: ht16k33-display, counter: loket-1, bus_address: 0x72 }',
          'e: { kind: keypad, counter: loket-1, keys: { next: 3, end: 7, recall: 11, arrive: 17 } }',
        ),
      ),
    ).toEqual([
      '@ devices.c.spi: /dev/spidev0.0 is used twice: by a.spi (@) and by c.spi',
      '@ devices.e.keys.next: GPIO 3 is used twice: by d.bus (@) and by e.keys.next',
      '@ devices.e.keys.end: GPIO 7 is used twice: by b.spi (@) and by e.keys.end',
      '@ devices.e.keys.recall: GPIO 11 is used twice: by a.spi (@) and by e.keys.recall',
    ]);
  });
});
