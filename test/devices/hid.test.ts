import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bootKeyboard } from '../../devices/hid/boot-keyboard.ts';
import { type KeyboardLayout, keyboardLayouts, typedCharacter } from '../../devices/hid/keyboard-layouts.ts';
import { hidScanner } from '../../devices/hid-scanner/hid-scanner.ts';
import { numpad } from '../../devices/numpad/numpad.ts';
import { keyOnBoard } from '../../simulators/hid-countries.ts';
import { type PosOptions, SimulatedPosScanner } from '../../simulators/hid-pos.ts';
import { bootReport, SimulatedKeypad, SimulatedWedgeScanner } from '../../simulators/hid-typing.ts';
import { SimulatedHid } from '../../simulators/simulated-hid.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { opened, testPorts } from './opened.ts';

const place = { vendorId: 0x05f9, productId: 0x2214 };
const settings = { vendor_id: place.vendorId, product_id: place.productId };

describe('keyboard reports', () => {
  /** What each report changes, as `+usage` and `-usage`. */
  function changes(...reports: Uint8Array[]): string[] {
    const read = bootKeyboard();
    return reports.flatMap(read).map(({ usage, down }) => `${down ? '+' : '-'}${usage}`);
  }

  test('tell a held key once, and its release', () => {
    expect(changes(bootReport([4]), bootReport([4]), bootReport([4]), bootReport([]))).toEqual(['+4', '-4']);
  });

  test('may overlap and change their order', () => {
    const reports = [[4], [4, 5], [5, 4], [5], []].map((keys) => bootReport(keys));
    expect(changes(...reports)).toEqual(['+4', '+5', '-4', '-5']);
  });

  test('that say too many keys are down change nothing', () => {
    const rollover = bootReport([1, 1, 1, 1, 1, 1]);
    expect(changes(bootReport([4]), rollover, bootReport([4]), bootReport([]))).toEqual(['+4', '-4']);
  });

  test('of NumLock are noise', () => {
    expect(changes(bootReport([0x53]), bootReport([0x59]), bootReport([0x53]), bootReport([]))).toEqual([
      '+89',
      '-89',
    ]);
  });

  test('may have a number in front; other lengths are no keys', () => {
    expect(changes(Uint8Array.from([1, ...bootReport([4])]), Uint8Array.from([2, 0xe9, 0]))).toEqual(['+4']);
  });

  test('never leave a key down that no report holds, whatever they say', () => {
    const report = fc.uint8Array({ minLength: 0, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(report), (reports) => {
        const read = bootKeyboard();
        const down = new Set<number>();
        for (const change of [...reports, bootReport([])].flatMap(read)) {
          expect(down.has(change.usage)).toBe(!change.down);
          if (change.down) down.add(change.usage);
          else down.delete(change.usage);
        }
        expect(down.size).toBe(0);
      }),
    );
  });
});

describe('keyboard layouts', () => {
  const printable = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index));

  test.each([
    ['us', ''],
    ['id', ''],
    ['uk', ''],
    ['de', '^`'],
    ['fr', ''],
    ['es', '^`~'],
    ['it', '`{}~'],
  ] as const)(
    'of %s give back each character that its keyboard types, all of ASCII but %j',
    (layout, none) => {
      const missing = printable.filter((character) => {
        const key = keyOnBoard(layout, character);
        if (key === undefined) return true;
        const [change] = bootKeyboard()(bootReport([key.code], key.modifiers));
        expect([character, change && typedCharacter(layout, change)]).toEqual([character, character]);
        return false;
      });
      expect(missing.join('')).toBe(none);
    },
  );

  test('are all tried', () => {
    expect(keyboardLayouts).toEqual(['us', 'id', 'uk', 'de', 'fr', 'es', 'it']);
  });

  test('tell what a scanner of another country types for something else', () => {
    const [slash] = bootKeyboard()(bootReport([0x38]));
    expect(keyboardLayouts.map((layout) => slash && typedCharacter(layout, slash)).join('')).toBe('///-!--');
  });
});

describe('a number pad', () => {
  async function plugged() {
    const clock = new VirtualClock();
    const hid = new SimulatedHid(clock);
    const usb = hid.plugIn(place);
    const pad = await opened(numpad, settings, testPorts({ clock, hid }));
    return { clock, usb, keypad: new SimulatedKeypad(usb, clock), pad };
  }

  test('tells a press at once and the release when it comes', async () => {
    const { clock, keypad, pad } = await plugged();
    keypad.press('7', 300);
    await clock.advance(1_000);
    expect(pad.told).toEqual([
      { event: { type: 'pressed', key: '7' }, at: 0 },
      { event: { type: 'released', key: '7' }, at: 300 },
    ]);
  });

  test('presses 0 twice for its 00 key', async () => {
    const { clock, keypad, pad } = await plugged();
    keypad.press('00');
    await clock.advance(1_000);
    expect(pad.events().map(({ type, key }) => `${type} ${key}`)).toEqual([
      'pressed 0',
      'released 0',
      'pressed 0',
      'released 0',
    ]);
  });

  test('has every key it names, and no other', async () => {
    const { clock, usb, keypad, pad } = await plugged();
    const names = numpad.keys?.(numpad.options.parse(settings)) ?? [];
    for (const name of names) {
      keypad.press(name, 10);
      await clock.advance(20);
    }
    for (let usage = 4; usage < 256; usage++) {
      usb.report(bootReport([usage]));
      usb.report(bootReport([]));
    }
    await clock.advance(0);
    const pressed = pad.events().flatMap(({ type, key }) => (type === 'pressed' ? [key] : []));
    expect(pressed.slice(0, names.length)).toEqual(names);
    expect(new Set(pressed)).toEqual(new Set(names));
  });

  test('held for an hour is pressed once', async () => {
    const { clock, keypad, pad } = await plugged();
    keypad.press('enter', 3_600_000);
    await clock.advance(3_599_999);
    expect(pad.events()).toEqual([{ type: 'pressed', key: 'enter' }]);
  });

  test('claims its USB ids, serial number or port', () => {
    const claims = (more: object) => numpad.claims(numpad.options.parse({ ...settings, ...more }));
    expect(claims({ path: '/dev/loket/keypad-1' })).toEqual([
      { on: 'hid', ...place, serial: undefined, path: '/dev/loket/keypad-1', setting: 'path' },
    ]);
    expect(claims({ serial: '7' })).toMatchObject([{ serial: '7', setting: 'serial' }]);
  });
});

describe('a scanner in keyboard mode', () => {
  async function plugged(more: { layout?: KeyboardLayout; [setting: string]: unknown } = {}) {
    const clock = new VirtualClock();
    const hid = new SimulatedHid(clock);
    const usb = hid.plugIn(place);
    const scanner = await opened(hidScanner, { ...settings, ...more }, testPorts({ clock, hid }));
    return { clock, usb, hardware: new SimulatedWedgeScanner(usb, more.layout), scanner };
  }

  test.each(keyboardLayouts)(
    'set to the keyboard %s reads codes, prefix and AIM identifier',
    async (layout) => {
      const { clock, hardware, scanner } = await plugged({ layout, prefix: '#/', suffix: ':' });
      hardware.scan('#/]Q1XYZ-0123456789:');
      hardware.scan('#/AMQW-Z:');
      await clock.advance(0);
      expect(scanner.events()).toEqual([
        { type: 'scanned', text: 'XYZ-0123456789' },
        { type: 'scanned', text: 'AMQW-Z' },
      ]);
    },
  );

  test('reads the separator of a GS1 code that it types as Ctrl and ]', async () => {
    const { clock, hardware, scanner } = await plugged({ gs1: '91' });
    hardware.scan(']Q391BOOKING-77\x1d21123');
    await clock.advance(0);
    expect(scanner.events()).toEqual([{ type: 'scanned', text: 'BOOKING-77' }]);
  });

  test.each([
    ['Enter', 0x28],
    ['keypad Enter', 0x58],
    ['Tab', 0x2b],
  ])('ends a scan with %s', async (_name, ender) => {
    const { clock, hardware, scanner } = await plugged();
    hardware.scan('Ticket-A07', ender);
    await clock.advance(0);
    expect(scanner.events()).toEqual([{ type: 'scanned', text: 'TICKET-A07' }]);
    await clock.advance(1_000);
    expect(scanner.told).toHaveLength(1);
  });

  test('ends a scan by silence where it has no Enter', async () => {
    const { clock, hardware, scanner } = await plugged();
    hardware.type('A-01');
    await clock.advance(149);
    expect(scanner.told).toEqual([]);
    await clock.advance(1);
    expect(scanner.events()).toEqual([{ type: 'scanned', text: 'A-01' }]);
  });

  const typed = (scanner: { events(): readonly object[] }) =>
    scanner.events().map((event) => ('text' in event ? event.text : event));

  test.each([
    ['with Enter', [0x28]],
    ['without an end', []],
  ])('reads keys 90 ms apart, as over Bluetooth, %s', async (_name, end) => {
    const { clock, hardware, scanner } = await plugged();
    for (const code of ['A-001', 'A-002']) {
      await hardware.typeSlowly(code, 90, end, (ms) => clock.advance(ms));
      await clock.advance(2_000);
    }
    expect(typed(scanner)).toEqual(['A-001', 'A-002']);
  });

  test('reads keys 300 ms apart from the second code on, where Enter ends them', async () => {
    const { clock, hardware, scanner } = await plugged();
    for (const code of ['A-001', 'A-002', 'A-003']) {
      await hardware.typeSlowly(code, 300, [0x28], (ms) => clock.advance(ms));
      await clock.advance(2_000);
    }
    expect(typed(scanner)).toEqual(['A', '-', '0', '01', 'A-002', 'A-003']);
  });

  test('says that keys come too slowly where nothing ends the codes, waits longer, and says what to set', async () => {
    const { clock, hardware, scanner } = await plugged({ silence_ms: 80 });
    for (const code of ['A-001', 'A-002']) {
      await hardware.typeSlowly(code, 130, [], (ms) => clock.advance(ms));
      await clock.advance(2_000);
    }
    expect(typed(scanner).at(-1)).toBe('A-002');
    expect(scanner.warnings).toContainEqual([
      'scan.slow',
      'characters come 130 ms apart, and codes were torn: set silence_ms to 260, or the scanner to send Enter after each code',
    ]);
  });

  test('does not call five scans of one character each slow keys', async () => {
    const { clock, hardware, scanner } = await plugged();
    for (let scan = 0; scan < 5; scan++) {
      hardware.type('7');
      await clock.advance(2_000);
    }
    expect(scanner.warnings).not.toContainEqual(['scan.slow', expect.any(String)]);
  });

  test('refuses keys held with Ctrl and keys that type nothing', async () => {
    const { clock, usb, hardware, scanner } = await plugged();
    usb.report(bootReport([0x06], 0x01));
    usb.report(bootReport([]));
    hardware.scan('A-01');
    usb.report(bootReport([0x3a]));
    usb.report(bootReport([]));
    hardware.scan('A-02');
    await clock.advance(0);
    expect(scanner.events()).toEqual(Array(2).fill({ type: 'refused', reason: 'characters' }));
  });

  test('refuses an identity number without keeping it', async () => {
    const { clock, hardware, scanner } = await plugged();
    hardware.scan('1234567890123456');
    await clock.advance(0);
    expect(scanner.events()).toEqual([{ type: 'refused', reason: 'personal-data' }]);
  });

  test('keeps a bounded text of endless typing', async () => {
    const { clock, hardware, scanner } = await plugged();
    hardware.scan('7'.repeat(20_000));
    await clock.advance(0);
    expect(scanner.events()).toEqual([{ type: 'refused', reason: 'too-long' }]);
  });

  test('says nothing more once it is closed', async () => {
    const { clock, hardware, scanner } = await plugged();
    hardware.type('A-01');
    await scanner.device.close();
    await clock.advance(1_000);
    expect(scanner.told).toEqual([]);
    expect(scanner.lost).toEqual([]);
  });

  test('takes off what the scanner adds, its AIM identifier too', async () => {
    const { clock, usb, hardware, scanner } = await plugged({ prefix: 'no ', suffix: '/' });
    hardware.type('no ');
    usb.report(bootReport([0x30]));
    usb.report(bootReport([]));
    hardware.scan('Q1A-01/');
    await clock.advance(0);
    expect(scanner.events()).toEqual([{ type: 'scanned', text: 'A-01' }]);
  });
});

describe('a scanner in HID-POS mode', () => {
  async function plugged(options: PosOptions = {}, more: object = {}) {
    const clock = new VirtualClock();
    const hid = new SimulatedHid(clock);
    const set = { ...settings, mode: 'pos', ...more };
    const usb = hid.plugIn({ ...place, vendorId: set.vendor_id });
    const hardware = new SimulatedPosScanner(usb, options);
    const scanner = await opened(hidScanner, set, testPorts({ clock, hid }));
    return { clock, usb, hardware, scanner };
  }

  test.each([
    ['where the standard has it', {}],
    ['one byte further on', { shifted: true }],
    ['not at all', { aim: '\0\0\0' }],
  ] as const)('tells codes without their AIM identifier, which stands %s', async (_where, options) => {
    const { clock, hardware, scanner } = await plugged(options);
    const codes = ['A-001', 'x'.repeat(56), 'x'.repeat(57), 'x'.repeat(58), 'y'.repeat(64), 'Z'];
    for (const code of codes) {
      hardware.scan(code);
      await clock.advance(1_000);
    }
    expect(scanner.events()).toEqual(codes.map((text) => ({ type: 'scanned', text: text.toUpperCase() })));
  });

  test('takes off what the scanner adds, and an Enter meant for keyboards', async () => {
    const { clock, hardware, scanner } = await plugged({}, { prefix: '*', suffix: '#' });
    hardware.scan('\x02*A-001# \x03\r\n');
    await clock.advance(0);
    expect(scanner.events()).toEqual([{ type: 'scanned', text: 'A-001' }]);
  });

  test.each([0x0c2e, 0x23d0])(
    'of vendor %i, silent until it is told to scan, is told so',
    async (vendor_id) => {
      const { clock, hardware, scanner } = await plugged({ silent: true }, { vendor_id });
      hardware.scan('A-001');
      await clock.advance(0);
      expect(scanner.events()).toEqual([{ type: 'scanned', text: 'A-001' }]);
      expect(scanner.warnings).not.toContainEqual(['scan.mute', expect.any(String)]);
    },
  );

  test('that does not take that report is open all the same, says so, and no more once it scans', async () => {
    const { clock, usb, hardware, scanner } = await plugged({}, { vendor_id: 0x0c2e });
    expect(scanner.warnings).toContainEqual([
      'scan.mute',
      'it did not take the report that has it send what it scans',
    ]);
    hardware.scan('A-001');
    await clock.advance(0);
    expect(scanner.events()).toEqual([{ type: 'scanned', text: 'A-001' }]);
    expect(scanner.warnings.at(-1)).toEqual(['scan.mute', undefined]);
    expect(usb.inUse).toBe(true);
  });

  test('of another maker is sent nothing', async () => {
    const { hardware, scanner, clock } = await plugged({ silent: true });
    hardware.scan('A-001');
    await clock.advance(0);
    expect(scanner.told).toEqual([]);
    expect(scanner.warnings).not.toContainEqual(['scan.mute', expect.any(String)]);
  });

  test('refuses a scan whose end never came, and reads the next one whole', async () => {
    const { clock, hardware, scanner } = await plugged();
    hardware.scan('x'.repeat(60), { cut: true });
    await clock.advance(501);
    hardware.scan('A-002');
    await clock.advance(0);
    expect(scanner.events()).toEqual([
      { type: 'refused', reason: 'characters' },
      { type: 'scanned', text: 'A-002' },
    ]);
  });

  test('keeps a bounded text of an endless scan, and refuses an identity number', async () => {
    const { clock, hardware, scanner } = await plugged();
    hardware.scan('7'.repeat(20_000));
    hardware.scan('1234567890123456');
    await clock.advance(0);
    expect(scanner.events().map((event) => ('reason' in event ? event.reason : event.text))).toEqual([
      'too-long',
      'personal-data',
    ]);
  });

  test('says nothing to reports that are no scans, whatever they are', async () => {
    const { clock, usb, hardware, scanner } = await plugged();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (report) => {
        if (report[0] !== 2) usb.report(report);
      }),
    );
    hardware.scan('A-003');
    await clock.advance(0);
    expect(scanner.events()).toEqual([{ type: 'scanned', text: 'A-003' }]);
  });
});
