/** The keyboard layouts that a wedge scanner can be set to. */
export const keyboardLayouts = ['us', 'id', 'uk'] as const;
export type KeyboardLayout = (typeof keyboardLayouts)[number];

export const KEY_ENTER = 0x28;
export const KEY_BACKSPACE = 0x2a;
export const KEY_TAB = 0x2b;
export const KEYPAD_ENTER = 0x58;

/** The characters of a key, without and with Shift. */
type Caps = readonly [plain: string, shifted: string];

/** Keys from `first` on, one after the other, in the order of HID page 7. */
function row(first: number, plain: string, shifted: string): [number, Caps][] {
  return [...plain].map((cap, index) => [first + index, [cap, shifted.charAt(index)]]);
}

/** The keypad types the same on every layout and with Shift. */
const keypad = [...row(0x54, '/*-+', '/*-+'), ...row(0x59, '1234567890.', '1234567890.')];

const us = new Map<number, Caps>([
  ...row(0x04, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
  ...row(0x1e, '1234567890', '!@#$%^&*()'),
  ...row(0x2c, ' -=[]\\', ' _+{}|'),
  ...row(0x33, ";'`,./", ':"~<>?'),
  ...keypad,
]);

const uk = new Map<number, Caps>([
  ...us,
  [0x1f, ['2', '"']],
  [0x20, ['3', '£']],
  [0x31, ['#', '~']],
  [0x32, ['#', '~']],
  [0x34, ["'", '@']],
  [0x35, ['`', '¬']],
  [0x64, ['\\', '|']],
]);

/** Indonesian computers use the US keyboard; scanners list it as a country of its own. */
const caps: Record<KeyboardLayout, ReadonlyMap<number, Caps>> = { us, id: us, uk };

/** The character of a key; undefined when the layout has none for it. */
export function typedCharacter(layout: KeyboardLayout, usage: number, shift: boolean): string | undefined {
  return caps[layout].get(usage)?.[shift ? 1 : 0];
}
