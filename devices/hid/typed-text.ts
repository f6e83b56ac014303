import type { Cancel, Clock, Millis } from '../ports.ts';
import { UNREADABLE } from '../scanner/grammar.ts';
import type { KeyChange } from './boot-keyboard.ts';
import { KEY_ENTER, KEY_TAB, KEYPAD_ENTER, type KeyboardLayout, typedCharacter } from './layouts.ts';

/** Scanners type a key every few milliseconds; silence for this long ends a scan that has no Enter. */
const END_SILENCE_MS = 80;

const enders = [KEY_ENTER, KEYPAD_ENTER, KEY_TAB];
const CAPS_LOCK = 0x39;

export interface TypedText {
  take(change: KeyChange, at: Millis): void;
  /** Forgets what was typed, and has no timer any more. */
  stop(): void;
}

/**
 * Gathers typed characters and hands them on at Enter, keypad Enter, Tab or silence: at most `mostCharacters`, and one
 * more so that the reader sees that there were too many.
 */
export function typedText(
  layout: KeyboardLayout,
  clock: Clock,
  mostCharacters: number,
  complete: (text: string, at: Millis) => void,
): TypedText {
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
      if (text.length <= mostCharacters) {
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
