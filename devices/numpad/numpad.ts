import * as z from 'zod';
import { bootKeyboard } from '../hid/boot-keyboard.ts';
import { hidClaim, hidPlace, hidSettings } from '../hid/hid-settings.ts';
import { KEY_BACKSPACE, KEY_ENTER, KEYPAD_ENTER, typedCharacter } from '../hid/keyboard-layouts.ts';
import { defineKind } from '../kind.ts';
import { takesNoCommands } from '../no-commands.ts';

const characterKeys = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '+', '-', '*', '/', '.'];
const keyNames = [...characterKeys, 'enter', 'backspace'];

const namedKeys = new Map([
  [KEY_ENTER, 'enter'],
  [KEYPAD_ENTER, 'enter'],
  [KEY_BACKSPACE, 'backspace'],
]);

/** The key's name in the site file; undefined for a key that numpads do not have, which then does nothing. */
function keyName(usage: number): string | undefined {
  const character = typedCharacter('us', usage, false) ?? '';
  return namedKeys.get(usage) ?? (characterKeys.includes(character) ? character : undefined);
}

/** A USB number pad at a counter. Its `00` key presses `0` twice. */
export const numpad = defineKind({
  kind: 'numpad',
  role: 'keys',
  title: { id: 'Papan tombol angka USB', en: 'USB number pad' },
  evidence: 'enumeration',
  transports: ['usb-hid'],
  triedOn: { simulated: true, kernelLab: true, hardware: [] },
  options: z.strictObject(hidSettings),
  keys: () => keyNames,
  claims: (options) => [hidClaim(options)],
  async open({ options, ports, tell, lost }) {
    const reports = await ports.hid.open(hidPlace(options));
    const changes = bootKeyboard();
    reports.onReport((report, at) => {
      for (const { usage, down } of changes(report)) {
        const key = keyName(usage);
        if (key !== undefined) tell({ type: down ? 'pressed' : 'released', key }, at);
      }
    });
    reports.onLost(lost);
    return {
      serial: reports.serial,
      perform: takesNoCommands,
      close: () => reports.close(),
    };
  },
});
