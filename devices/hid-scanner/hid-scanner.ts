import * as z from 'zod';
import { described } from '../described.ts';
import { bootKeyboard } from '../hid/boot-keyboard.ts';
import { hidClaim, hidPlace, hidSettings } from '../hid/hid-settings.ts';
import { keyboardLayouts } from '../hid/keyboard-layouts.ts';
import { posScans } from '../hid/pos-scanner.ts';
import { startOf } from '../hid/pos-start.ts';
import { createTypedText } from '../hid/typed-text.ts';
import { defineKind, type Opening } from '../kind.ts';
import { takesNoCommands } from '../no-commands.ts';
import type { Millis, Reports } from '../ports.ts';
import { affixSettings, bareCode, WHOLE_MOST_CHARACTERS } from '../scanner/affixes.ts';
import { createCodeReader, silence } from '../scanner/code-reader.ts';
import { createScanFilter } from '../scanner/scan-filter.ts';

/** Scanners type a key every few milliseconds, those on Bluetooth one every 90 ms. */
const SILENCE_MS = 150;

/**
 * A barcode scanner on USB, in keyboard mode ("wedge": it types like a keyboard) or in HID-POS mode (the system sees a
 * scanner). HID-POS needs no layout and is the better choice where the scanner has it. Serial mode is as good.
 */
export const hidScanner = defineKind({
  kind: 'hid-scanner',
  role: 'scanner',
  title: {
    id: 'Pemindai kode USB (mode keyboard atau HID-POS)',
    en: 'USB barcode scanner (keyboard or HID-POS mode)',
  },
  evidence: 'enumeration',
  transports: ['usb-hid'],
  triedOn: { simulated: true, kernelLab: true, hardware: [] },
  options: z.strictObject({
    ...hidSettings,
    mode: z
      .enum(['keyboard', 'pos'])
      .default('keyboard')
      .meta(
        described(
          'What the scanner is set to: it types like a keyboard, or HID-POS',
          'Mode yang disetel pada pemindai: seperti keyboard, atau HID-POS',
        ),
      ),
    layout: z
      .enum(keyboardLayouts)
      .default('us')
      .meta(
        described(
          'The keyboard country the scanner itself is set to; counts in keyboard mode only',
          'Negara papan ketik yang disetel pada pemindai; hanya untuk mode keyboard',
        ),
      ),
    silence_ms: silence(SILENCE_MS),
    ...affixSettings,
  }),
  claims: (options) => [hidClaim(options)],
  async open({ options, ports, tell, warn, lost }) {
    const use = options.mode === 'pos' ? 'scanner' : 'keyboard';
    const reports = await ports.hid.open({ ...hidPlace(options), use });
    const scanned = createScanFilter({ tell, warn });
    const complete = (text: string, at: Millis) => scanned(bareCode(text, options), at);
    const codes = createCodeReader({
      ...{ clock: ports.clock, silenceMs: options.silence_ms, tell: complete, warn },
      mostCharacters: WHOLE_MOST_CHARACTERS,
    });
    if (options.mode === 'pos') {
      const read = posScans(WHOLE_MOST_CHARACTERS, complete);
      reports.onReport((report, at) => {
        warn('scan.mute', undefined);
        read(report, at);
      });
      await startPos(reports, options.vendor_id, warn);
    } else {
      const changes = bootKeyboard();
      const type = createTypedText(options.layout, codes);
      reports.onReport((report, at) => {
        for (const change of changes(report)) type(change, at);
      });
    }
    reports.onLost(lost);
    return {
      serial: reports.serial,
      perform: takesNoCommands,
      close: () => {
        codes.stop();
        return reports.close();
      },
    };
  },
});

/** Scanners of some makers are silent before this. One that does not take it may scan all the same. */
async function startPos(reports: Reports, vendorId: number, warn: Opening<unknown, unknown>['warn']) {
  warn('scan.mute', undefined);
  const start = startOf(vendorId);
  if (start === undefined) return;
  try {
    await reports.sendFeature(start);
  } catch {
    warn('scan.mute', 'it did not take the report that has it send what it scans');
  }
}
