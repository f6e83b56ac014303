import { z } from 'zod';
import { described } from '../described.ts';
import { bootKeyboard, type KeyChange } from '../hid/boot-keyboard.ts';
import {
  KEY_ENTER,
  KEY_TAB,
  KEYPAD_ENTER,
  type KeyboardLayout,
  keyboardLayouts,
  typedCharacter,
} from '../hid/layouts.ts';
import { hidClaim, hidPlace, hidSettings } from '../hid/place.ts';
import { defineKind } from '../kind.ts';
import { takesNoCommands } from '../no-commands.ts';
import type { Cancel, Clock, Millis } from '../ports.ts';
import { scanGate } from '../scanner/gate.ts';
import { SCAN_MOST_CHARACTERS, UNREADABLE } from '../scanner/grammar.ts';

/** Scanners type a key every few milliseconds; silence for this long ends a scan that has no Enter. */
const END_SILENCE_MS = 80;

const enders = [KEY_ENTER, KEYPAD_ENTER, KEY_TAB];
const CAPS_LOCK = 0x39;

/** A barcode scanner that acts as a USB keyboard ("wedge"). Serial mode is the better choice where it has one. */
export const hidScanner = defineKind({
  kind: 'hid-scanner',
  role: 'scanner',
  title: { id: 'Pemindai kode USB (mode keyboard)', en: 'USB barcode scanner (keyboard mode)' },
  evidence: 'enumeration',
  options: z.strictObject({
    ...hidSettings,
    layout: z
      .enum(keyboardLayouts)
      .default('us')
      .meta(
        described(
          'The keyboard country the scanner itself is set to',
          'Negara papan ketik yang disetel pada pemindai',
        ),
      ),
  }),
  claims: (options) => [hidClaim(options)],
  async open({ options, ports, tell, warn, lost }) {
    const reports = await ports.hid.open(hidPlace(options));
    const changes = bootKeyboard();
    const typing = typedText(options.layout, ports.clock, scanGate({ tell, warn }));
    reports.onReport((report, at) => {
      for (const change of changes(report)) typing.take(change, at);
    });
    reports.onLost(lost);
    return {
      perform: takesNoCommands,
      close: () => {
        typing.stop();
        return reports.close();
      },
    };
  },
});

/** Gathers typed characters and hands them on at Enter, keypad Enter, Tab or silence. */
function typedText(layout: KeyboardLayout, clock: Clock, complete: (text: string, at: Millis) => void) {
  let text = '';
  let cancel: Cancel | undefined;

  function end(at: Millis): void {
    const typed = text;
    text = '';
    complete(typed, at);
  }

  function endAfterSilence(): void {
    cancel?.();
    // When the process was held up, this timer runs before the reports that came meanwhile: let them go first.
    cancel = clock.after(END_SILENCE_MS, () => {
      cancel = clock.after(0, () => end(clock.now()));
    });
  }

  return {
    take({ usage, down, shift, command }: KeyChange, at: Millis): void {
      if (!down || usage === CAPS_LOCK) return;
      if (enders.includes(usage) && !command) {
        cancel?.();
        end(at);
        return;
      }
      // One character more than allowed is kept, so that the grammar sees that it was too long.
      if (text.length <= SCAN_MOST_CHARACTERS) {
        text += command ? UNREADABLE : (typedCharacter(layout, usage, shift) ?? UNREADABLE);
      }
      endAfterSilence();
    },
    stop(): void {
      cancel?.();
      text = '';
    },
  };
}
