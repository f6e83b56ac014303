import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bareCode } from '../../devices/scanner/affixes.ts';
import { judgeScan } from '../../devices/scanner/grammar.ts';
import { serialScanner } from '../../devices/serial-scanner/serial-scanner.ts';
import type { ScannerHabits } from '../../simulators/scanner-habits.ts';
import { SimulatedSerialScanner } from '../../simulators/serial-scanner-hardware.ts';
import { Switchboard } from '../../simulators/switchboard.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { opened, testPorts } from './opened.ts';

const refused = (reason: string) => ({ type: 'refused', reason });
const scanned = (text: string) => ({ type: 'scanned', text });

describe('the grammar of scans', () => {
  test.each([
    'A-001',
    'b7',
    '0',
    '-',
    'x'.repeat(64),
    '123456789012345',
    '12345678901234567',
    'a-001',
    'aBc',
  ])('takes %s, in capitals', (text) => {
    expect(judgeScan(text)).toEqual(scanned(text.toUpperCase()));
  });

  test.each([
    ['x'.repeat(65), 'too-long'],
    ['A 001', 'characters'],
    ['A-001\x1b', 'characters'],
    ['\x1dA001', 'characters'],
    ['loket/+/#', 'characters'],
    ["1' OR '1", 'characters'],
    ['Ａ１', 'characters'],
    // Their capitals are letters of ours; they themselves are not.
    ['ıſ', 'characters'],
    ['straße', 'characters'],
    ['l898902c36uto7408122f1204159ze184226b', 'personal-data'],
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
        return verdict.type === 'refused' || /^[A-Z0-9-]{1,64}$/.test(verdict.text);
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('a serial scanner', () => {
  async function plugged(settings: Record<string, unknown> = {}, habits: ScannerHabits = {}) {
    const clock = new VirtualClock();
    const wires = new Switchboard(clock);
    const hardware = new SimulatedSerialScanner(habits);
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

  test.each<[string, ScannerHabits]>([
    ['CR', { end: '\r' }],
    ['LF', { end: '\n' }],
    ['CR and LF', { end: '\r\n' }],
    ['a tab', { end: '\t' }],
    ['ETX, after STX', { start: '\x02', end: '\x03' }],
    ['ETX and CR, after STX', { start: '\x02', end: '\x03\r' }],
    ['STX before each, and nothing after it', { start: '\x02', end: '' }],
    ['blanks and CR', { end: '  \r' }],
    ['blanks and nothing', { end: ' ' }],
    ['nothing', { end: '' }],
    ['nothing, an AIM identifier before it', { start: ']C1', end: '' }],
  ])('tells every code of one that ends them with %s', async (_name, habits) => {
    const { clock, hardware, scanner } = await plugged({}, habits);
    for (const code of ['A-001', 'BOOKING-77', 'A-002']) {
      hardware.scan(code);
      await clock.advance(600);
    }
    expect(scanner.events()).toEqual(['A-001', 'BOOKING-77', 'A-002'].map(scanned));
  });

  test('tells two codes in one read, and codes cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.stringMatching(/^[A-Z0-9]{1,8}$/), { maxLength: 5 }),
        fc.constantFrom('\r', '\n', '\r\n', '\t', '\x03', '\x03\r\n'),
        fc.array(fc.nat(20)),
        async (codes, end, cuts) => {
          const { clock, hardware, scanner } = await plugged();
          let stream = codes.map((code) => code + end).join('');
          for (const cut of cuts) {
            hardware.send(stream.slice(0, cut));
            stream = stream.slice(cut);
          }
          hardware.send(stream);
          await clock.advance(0);
          expect(scanner.events()).toEqual(codes.map(scanned));
        },
      ),
      { numRuns: 50 },
    );
  });

  test('says that codes have no line end, what that costs and what to do, until they have one', async () => {
    const { clock, hardware, scanner } = await plugged({ silence_ms: 70 }, { end: '' });
    hardware.scan('A-001');
    await clock.advance(69);
    expect(scanner.told).toEqual([]);
    await clock.advance(1);
    expect(scanner.events()).toEqual([scanned('A-001')]);
    expect(scanner.warnings).not.toContainEqual(['scan.no_end', expect.any(String)]);
    hardware.scan('A-002');
    await clock.advance(1_000);
    expect(scanner.warnings.at(-1)).toEqual([
      'scan.no_end',
      'no line end: each scan waits 70 ms; set the suffix of the scanner to CR',
    ]);
    hardware.habits({ end: '\r' });
    hardware.scan('A-003');
    await clock.advance(1_000);
    expect(scanner.warnings.at(-1)).toEqual(['scan.no_end', undefined]);
  });

  test('does not tear a code that comes in pieces, once the scanner is known to end its codes', async () => {
    const { clock, hardware, scanner } = await plugged();
    hardware.scan('A-001');
    await clock.advance(1_000);
    hardware.send('BOOK');
    await clock.advance(300);
    hardware.send('ING-77\r\n');
    await clock.advance(1_000);
    expect(scanner.events()).toEqual([scanned('A-001'), scanned('BOOKING-77')]);
  });

  test('refuses the first half of a code whose end never came, and reads the next one whole', async () => {
    const { clock, hardware, scanner } = await plugged();
    hardware.scan('A-001');
    hardware.send('A-0');
    await clock.advance(600);
    hardware.scan('B-002');
    await clock.advance(0);
    expect(scanner.events()).toEqual([scanned('A-001'), refused('characters'), scanned('B-002')]);
  });

  test('goes on without line ends when the scanner is set otherwise while it runs', async () => {
    const { clock, hardware, scanner } = await plugged();
    for (const end of ['\r', '', '', '']) {
      hardware.habits({ end });
      hardware.scan('A-001');
      await clock.advance(1_000);
    }
    expect(scanner.events()).toEqual([
      scanned('A-001'),
      refused('characters'),
      scanned('A-001'),
      scanned('A-001'),
    ]);
  });

  test('that is opened in the middle of a code reads the next one whole', async () => {
    const { clock, hardware, scanner } = await plugged();
    hardware.send('NG-77\r\n');
    await clock.advance(500);
    hardware.scan('BOOKING-78');
    await clock.advance(0);
    expect(scanner.events().at(-1)).toEqual(scanned('BOOKING-78'));
  });

  test('takes no noise for a code, and keeps little of it', async () => {
    const { clock, hardware, scanner } = await plugged();
    for (const noise of ['\x00\xff\x81', '\x1b@\x1dV', '\xfe'.repeat(500_000)]) {
      hardware.send(noise);
      await clock.advance(1_000);
    }
    hardware.scan('A-001');
    await clock.advance(1_000);
    expect(scanner.events().filter(({ type }) => type === 'scanned')).toEqual([scanned('A-001')]);
  });

  test.each([19, 1_001, 80.5])('refuses a silence of %d ms', (silence_ms) => {
    expect(serialScanner.options.safeParse({ address: '/dev/scanner', silence_ms }).success).toBe(false);
  });

  test.each([
    ['\x02no ', '%\x03'],
    ['no ', '%'],
  ])(
    'takes off %j and %j where the site file names them, with or without what is dropped anyway',
    async (prefix, suffix) => {
      const { clock, hardware, scanner } = await plugged(
        { prefix, suffix },
        { start: '\x02no ', end: '%\x03' },
      );
      hardware.scan('A-001');
      await clock.advance(0);
      expect(scanner.events()).toEqual([scanned('A-001')]);
    },
  );

  test('takes off what the scanner adds', async () => {
    const { clock, hardware, scanner } = await plugged({ prefix: ']Q3', suffix: '%' });
    hardware.scan(']Q3A-001%');
    await clock.advance(0);
    expect(scanner.events()).toEqual([scanned('A-001')]);
  });

  test.each([
    ['the value alone', '91BOOKING-77'],
    ['the value after an article number', '010952123454321391BOOKING-77'],
    ['the value before a serial number', '91BOOKING-77\x1d2112345'],
    ['separators that nothing needs', '\x1d0109521234543213\x1d91BOOKING-77\x1d'],
    ['dates, weights and identifiers of four digits', '17261231310300012580200815\x1d91BOOKING-77'],
    ['another value of the same identifier later', '91BOOKING-77\x1d91OTHER'],
  ])('takes a booking out of a GS1 code with %s', async (_name, code) => {
    const { clock, hardware, scanner } = await plugged({ gs1: '91' }, { start: ']C1' });
    hardware.scan(code);
    await clock.advance(0);
    expect(scanner.events()).toEqual([scanned('BOOKING-77')]);
  });

  test('reads tickets as they are where bookings are GS1 codes, and GS1 codes not at all where they are not', async () => {
    const set = await plugged({ gs1: '91' });
    set.hardware.scan('A-001');
    set.hardware.scan('0109521234543213');
    const unset = await plugged();
    unset.hardware.scan('91BOOKING-77\x1d2112345');
    await set.clock.advance(0);
    await unset.clock.advance(0);
    // An article number alone has as many digits as an identity number.
    expect(set.scanner.events()).toEqual([scanned('A-001'), refused('personal-data')]);
    expect(unset.scanner.events()).toEqual([refused('characters')]);
  });

  test.each([
    ['which its digits alone would make a GS1 code', '3174051505900001', '90'],
    ['as the value itself', '903174051505900001', '90'],
    ['beside the value', '913174051505900001\x1d90B-7', '90'],
    ['after an article number', '0109521234543213\x1d3174051505900001', '90'],
  ])('refuses an identity number %s', async (_name, code, gs1) => {
    const { clock, hardware, scanner } = await plugged({ gs1 });
    hardware.scan(code);
    await clock.advance(0);
    const texts = scanner.events().map((event) => ('text' in event ? event.text : event.reason));
    expect(texts).not.toContain('0001');
    expect(texts.join()).not.toContain('3174051505900001');
  });

  test('takes nothing out of a GS1 code that is longer than what is kept of it', async () => {
    const { clock, hardware, scanner } = await plugged({ gs1: '91' });
    hardware.scan(`10${'7'.repeat(80)}\x1d91${'B'.repeat(40)}`);
    await clock.advance(0);
    expect(scanner.events()).toEqual([refused('too-long')]);
  });

  test('takes out of any scan what a plain list of its elements has, or leaves it whole', () => {
    const element = fc.oneof(
      fc.tuple(fc.constantFrom('10', '21', '91', '240', '8020'), fc.stringMatching(/^[A-Z][A-Z0-9]{0,7}$/)),
      fc.tuple(fc.constantFrom('11', '17', '310'), fc.stringMatching(/^\d{6}$/)),
    );
    fc.assert(
      fc.property(fc.array(element, { maxLength: 4 }), (elements) => {
        const written = elements
          .map(([name, value]) => `${name === '310' ? '3103' : name}${value}\x1d`)
          .join('');
        const own = elements.find(([name]) => name === '91')?.[1];
        expect(bareCode(written, { gs1: '91' })).toBe(own ?? written);
      }),
    );
  });

  test.each(['9', '14', '911', '8', 'AB', '12345'])('refuses the application identifier %j', (gs1) => {
    expect(serialScanner.options.safeParse({ address: '/dev/scanner', gs1 }).success).toBe(false);
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
    expect(scanner.warnings.filter(([code]) => code === 'scan.flood')).toEqual([
      ['scan.flood', undefined],
      ['scan.flood', 'more than 5 scans within 1000 ms'],
      ['scan.flood', undefined],
    ]);
  });

  test('survives a megabyte without an end, and refuses it as one scan', async () => {
    const { clock, hardware, scanner } = await plugged();
    hardware.scan('7'.repeat(1_048_576));
    await clock.advance(1_000);
    hardware.scan('A-001');
    await clock.advance(1_000);
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
