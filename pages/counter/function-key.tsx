import { areShortcutsOn, shortcuts } from './counter-shortcuts.ts';
import { desk, isOpen, language } from './counter-store.ts';
import { functionWords } from './function-words.ts';
import { press } from './press-function.ts';

const keyCaps: Readonly<Record<string, string>> = { Backspace: 'Bksp' };

/** A key of the counter, with the key of the keyboard that presses it. */
export function FunctionKey({ of, digit = false }: { readonly of: string; readonly digit?: boolean }) {
  const own = desk.value;
  if (own == null) return null;
  const shortcut = areShortcutsOn.value ? shortcuts.value.get(of) : undefined;
  return (
    <button
      type="button"
      class={`key ${of === 'next' ? 'first' : ''}`}
      data-action={of}
      // Not `disabled`: a key that had the focus would lose it while the connection is away.
      aria-disabled={!isOpen.value}
      aria-keyshortcuts={shortcut}
      onClick={() => void press(of)}
    >
      <span>{functionWords(of, own, language.value)}</span>
      {shortcut !== undefined && !digit && <kbd>{keyCaps[shortcut] ?? shortcut.toUpperCase()}</kbd>}
    </button>
  );
}
