import type { Millis } from '../ports.ts';
import type { Codes } from '../scanner/code-reader.ts';
import { UNREADABLE } from '../scanner/grammar.ts';
import type { KeyChange } from './boot-keyboard.ts';
import { KEY_ENTER, KEY_TAB, KEYPAD_ENTER, type KeyboardLayout, typedCharacter } from './keyboard-layouts.ts';

const enders = [KEY_ENTER, KEYPAD_ENTER, KEY_TAB];
const CAPS_LOCK = 0x39;

/** Takes the keys of a scanner in keyboard mode. Enter, keypad Enter or Tab ends a code. */
export function createTypedText(
  layout: KeyboardLayout,
  codes: Codes,
): (change: KeyChange, at: Millis) => void {
  return (key, at) => {
    if (!key.down || key.usage === CAPS_LOCK) return;
    if (enders.includes(key.usage) && key.held === 'nothing') codes.end(at);
    else codes.add(typedCharacter(layout, key) ?? UNREADABLE, at);
  };
}
