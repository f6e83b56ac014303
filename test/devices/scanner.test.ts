import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeScan } from '../../devices/scanner/grammar.ts';
import { lineReader } from '../../devices/scanner/lines.ts';
import { serialScanner } from '../../devices/serial-scanner/serial-scanner.ts';
import { SimulatedSerialScanner } from '../../simulators/serial-scanner.ts';
import { Switchboard } from '../../simulators/switchboard.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { opened, testPorts } from './opened.ts';

const refused = (reason: string) => ({ type: 'refused', reason });
const scanned = (text: string) => ({ type: 'scanned', text });

describe('the grammar of scans', () => {
  test.each(['A-001', 'b7', '0', '-', 'x'.repeat(64), '123456789012345', '12345678901234567'])(
    'takes %s',
    (text) => {
      expect(judgeScan(text)).toEqual(scanned(text));
    },
  );

  test.each([
    ['x'.repeat(65), 'too-long'],
    ['A 001', 'characters'],
    ['A-001\x1b', 'characters'],
    ['\x1dA001', 'characters'],
    ['loket/+/#', 'characters'],
    ["1' OR '1", 'characters'],
    ['Ａ１', 'characters'],
    ['1234567890123456', 'personal-data'],
    ['NIK-1234567890123456-X', 'personal-data'],
    ['123456-789012-3456', 'personal-data'],
    [`P<UTOEXAMPLE<<SPECIMEN${'<'.repeat(22)}`, 'personal-data'],
    ['L898902C36UTO7408122F1204159ZE184226B<<<<<10', 'personal-data'],
    ['L898902C36UTO7408122F1204159ZE184226B', 'personal-data'],
    ['I<UTOD231458907<<<<<<<<<<<<<<<', 'personal-data'],
    ['7408122F1204159UTO<<<<<<<<<<<6', 'personal-data'],
  ])('refuses %j: %s', (text, reason) => {
    expect(judgeScan(text)).toEqual(refused(reason));
  });

  test('lets nothing but letters, digits and dashes through in 10,000 random scans', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 100 }),
      fc.string({ unit: fc.constantFrom(...'AZaz09-<\x1b \r'), maxLength: 70 }),
    );
    fc.assert(
      fc.property(anything, (text) => {
        const verdict = judgeScan(text);
        return verdict.type === 'refused' || /^[A-Za-z0-9-]{1,64}$/.test(verdict.text);
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('lines of a byte stream', () => {
  function reader(mostCharacters = 8) {
    const lines: string[] = [];
    const read = lineReader(mostCharacters, (line) => void lines.push(line));
    return { lines, read: (text: string, at = 0) => read(Buffer.from(text, 'latin1'), at) };
  }

  test('end with CR, LF or both, wherever the bytes were cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[A-Z0-9]{1,8}$/)),
        fc.constantFrom('\r', '\n', '\r\n'),
        fc.array(fc.nat(20)),
        (texts, end, cuts) => {
          const { lines, read } = reader();
          let stream = texts.map((text) => text + end).join('');
          for (const cut of cuts) {
            read(stream.slice(0, cut));
            stream = stream.slice(cut);
          }
          read(stream);
          expect(lines).toEqual(texts);
        },
      ),
    );
  });

  test('keep one character more than allowed, whatever comes', () => {
    const { lines, read } = reader();
    for (let block = 0; block < 16; block++) read('x'.repeat(65_536));
    read('\n');
    read('A-001\r');
    expect(lines).toEqual(['xxxxxxxxx', 'A-001']);
  });

  test('are told as unreadable when they stood unfinished', () => {
    const { lines, read } = reader();
    read('A-0');
    read('B-002\n', 501);
    expect(lines.map((line) => judgeScan(line))).toEqual([refused('characters'), scanned('B-002')]);
  });
});

describe('a serial scanner', () => {
  async function plugged(settings: Record<string, unknown> = {}) {
    const clock = new VirtualClock();
    const wires = new Switchboard(clock);
    const hardware = new SimulatedSerialScanner();
    wires.plugIn('/dev/scanner', hardware);
    const open = () =>
      opened(serialScanner, { address: '/dev/scanner', ...settings }, testPorts({ clock, wires }));
    return { clock, wires, hardware, open, scanner: await open() };
  }

  test('tells each scan', async () => {
    const { clock, hardware, scanner } = await plugged();
    hardware.scan('A-001');
    hardware.scan('BOOKING-77');
    await clock.advance(0);
    expect(scanner.events()).toEqual([scanned('A-001'), scanned('BOOKING-77')]);
  });

  test('takes off what the scanner adds', async () => {
    const { clock, hardware, scanner } = await plugged({ prefix: ']Q3', suffix: '%' });
    hardware.scan(']Q3A-001%');
    await clock.advance(0);
    expect(scanner.events()).toEqual([scanned('A-001')]);
  });

  test('does not take a long scan for a shorter one by taking off its ends', async () => {
    const { clock, hardware, scanner } = await plugged({ prefix: 'p'.repeat(16), suffix: 's'.repeat(16) });
    hardware.scan('p'.repeat(16) + 'x'.repeat(65) + 's'.repeat(16));
    await clock.advance(0);
    expect(scanner.events()).toEqual([refused('too-long')]);
  });

  test('refuses more than five scans a second, says so, and is calm again later', async () => {
    const { clock, hardware, scanner } = await plugged();
    for (let scan = 0; scan < 8; scan++) hardware.scan(`A-00${scan}`);
    await clock.advance(1_000);
    hardware.scan('A-009');
    await clock.advance(0);
    expect(scanner.events().filter(({ type }) => type === 'scanned')).toHaveLength(6);
    expect(scanner.events().filter(({ type }) => type === 'refused')).toEqual(
      Array(3).fill(refused('too-fast')),
    );
    expect(scanner.warnings).toEqual([
      ['scan.flood', 'more than 5 scans within 1000 ms'],
      ['scan.flood', undefined],
    ]);
  });

  test('survives a megabyte without an end, and refuses it as one scan', async () => {
    const { clock, hardware, scanner } = await plugged();
    hardware.scan('7'.repeat(1_048_576));
    await clock.advance(10);
    hardware.scan('A-001');
    await clock.advance(0);
    expect(scanner.events()).toEqual([refused('too-long'), scanned('A-001')]);
  });

  test('is lost once when it is unplugged, and reads anew when it is back', async () => {
    const { clock, wires, hardware, open, scanner } = await plugged();
    wires.unplug('/dev/scanner');
    expect(scanner.lost).toMatchObject([{ code: 'link.io_error' }]);
    await scanner.device.close();
    await expect(open()).rejects.toMatchObject({ code: 'link.absent' });
    wires.plug('/dev/scanner');
    const again = await open();
    hardware.scan('A-002');
    await clock.advance(0);
    expect(again.events()).toEqual([scanned('A-002')]);
    expect(scanner.events()).toEqual([]);
  });

  test.each(['scanner', 'tcp://host', 'tcp://host:70000', '/dev/a b'])(
    'refuses the address %s',
    (address) => {
      expect(serialScanner.options.safeParse({ address }).success).toBe(false);
    },
  );

  test.each(['/dev/serial/by-id/usb-1', 'tcp://127.0.0.1:4001', 'tcp://[::1]:4001'])(
    'takes the address %s',
    (address) => {
      const options = serialScanner.options.parse({ address });
      expect(serialScanner.claims(options)).toEqual([
        { on: 'wire', address, share: undefined, setting: 'address' },
      ]);
    },
  );
});
