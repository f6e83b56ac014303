import { computed, signal } from '@preact/signals';
import { desk } from './counter-store.ts';
import { deskFunctions, shortcutsOf } from './desk-functions.ts';
import { press } from './press-function.ts';

const kept = 'loket-shortcuts';

/** A voice or a hand that hits keys by accident needs them off. */
export const areShortcutsOn = signal(localStorage.getItem(kept) !== 'off');

export function switchShortcuts(): void {
  areShortcutsOn.value = !areShortcutsOn.value;
  localStorage.setItem(kept, areShortcutsOn.value ? 'on' : 'off');
}

export const functions = computed(() => deskFunctions(desk.value?.functions ?? []));
export const shortcuts = computed(() => shortcutsOf(functions.value));

/** Whether somebody types or chooses: then a letter is a letter. */
const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable);

/** Listens to the keyboard. A key that is held down presses once, on the page as on the desk. */
export function listenToShortcuts(): void {
  addEventListener('keydown', (event) => {
    if (event.repeat && event.key === 'Enter') {
      // Else a browser would click the button with the focus again and again.
      event.preventDefault();
      return;
    }
    const { key, repeat, ctrlKey, metaKey, altKey, isComposing } = event;
    if (repeat || ctrlKey || metaKey || altKey || isComposing) return;
    if (!areShortcutsOn.value || isWriting(event.target)) return;
    const wanted = key.length === 1 ? key.toLowerCase() : key;
    const action = [...shortcuts.value].find(([, shortcut]) => shortcut === wanted)?.[0];
    if (action === undefined) return;
    event.preventDefault();
    void press(action);
  });
}
