import type { OpenDevice, Opening } from '../kind.ts';
import { takesNoCommands } from '../no-commands.ts';
import type { KeyEvent } from '../roles.ts';
import { bootKeyboard } from './boot-keyboard.ts';
import { type HidOptions, hidPlace } from './hid-settings.ts';
import { KEY_BACKSPACE, KEY_ENTER, KEYPAD_ENTER, typedCharacter } from './keyboard-layouts.ts';

const characterKeys = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '+', '-', '*', '/', '.'] as const;

/** The keys of a USB number pad. Its `00` key presses `0` twice. */
export const numberPadKeys = [...characterKeys, 'enter', 'backspace'] as const;

const namedKeys = new Map([
  [KEY_ENTER, 'enter'],
  [KEYPAD_ENTER, 'enter'],
  [KEY_BACKSPACE, 'backspace'],
]);

/** Undefined for a key that number pads do not have, which then does nothing. */
function keyOf(usage: number): string | undefined {
  const character = typedCharacter('us', { usage, shift: false, held: 'nothing' });
  return namedKeys.get(usage) ?? characterKeys.find((key) => key === character);
}

/**
 * Opens a USB number pad and emits the events of its keys. `named` gives the name of a key in the site file, or
 * undefined for one that is to do nothing.
 */
export async function openNumberPad(
  { options, ports, tell, lost }: Opening<HidOptions, KeyEvent>,
  named: (key: string) => string | undefined = (key) => key,
): Promise<OpenDevice<never>> {
  const reports = await ports.hid.open(hidPlace(options));
  const changes = bootKeyboard();
  reports.onReport((report, at) => {
    for (const { usage, down } of changes(report)) {
      const pressed = keyOf(usage);
      const key = pressed && named(pressed);
      if (key !== undefined) tell({ type: down ? 'pressed' : 'released', key }, at);
    }
  });
  reports.onLost(lost);
  return {
    serial: reports.serial,
    perform: takesNoCommands,
    close: () => reports.close(),
  };
}
