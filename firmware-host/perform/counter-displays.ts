import type { Clock, Millis } from '../../devices/ports.ts';
import { atMost } from '../async/time-limit.ts';
import type { ReadState } from '../queue/state.ts';
import { counterView } from '../queue/views.ts';
import { counterText } from './counter-text.ts';
import { type Display, DisplaysOfCounter } from './displays-of-counter.ts';

/** What a display of any kind can show of a notice: it has no room for words. */
const dashes = counterText({ state: 'break' });

/** The number displays of all counters. */
export interface CounterDisplays {
  /** Updates a counter's displays; `shown` is called when they have taken the text. */
  show(counter: string, shown?: () => void): void;
  /** Shows `glyphs` for a moment; `over` is called when they are gone, unless something else was shown first. */
  notice(counter: string, glyphs: string, over: () => void): void;
  blink(counter: string): void;
  /** Shows all counters anew if a notice for displays has come or gone. */
  followNotice(): void;
  /**
   * Makes all displays dark before the end, or leaves dashes of a notice on them; resolves when they have taken it or
   * after `ms`.
   */
  dark(ms: Millis): Promise<void>;
}

export function createCounterDisplays(of: {
  readonly state: ReadState;
  readonly clock: Clock;
  /** The current displays of a counter. */
  readonly displaysOf: (counter: string) => readonly Display[];
  /** Whether a notice for displays is in force. */
  readonly hasNotice: () => boolean;
}): CounterDisplays {
  const counters = new Map<string, DisplaysOfCounter>();

  function displays(counter: string): DisplaysOfCounter {
    const known = counters.get(counter);
    if (known !== undefined) return known;
    const made = new DisplaysOfCounter(() => of.displaysOf(counter), of.clock);
    counters.set(counter, made);
    return made;
  }

  let hadNotice = of.hasNotice();

  function show(counter: string, shown?: () => void): void {
    const view = counterView(of.state, counter);
    if (view === undefined) return;
    const text = counterText(view);
    // The visitor who was called looks for the number.
    const isTicket = view.state === 'called' || view.state === 'serving';
    displays(counter).show(of.hasNotice() && !isTicket ? dashes : text, shown);
  }

  return {
    show,
    followNotice() {
      if (of.hasNotice() === hadNotice) return;
      hadNotice = !hadNotice;
      for (const counter of of.state.hall.counters.keys()) show(counter);
    },
    notice(counter, glyphs, over) {
      displays(counter).notice(glyphs, over);
    },
    blink(counter) {
      displays(counter).blink();
    },
    async dark(ms) {
      const all = [...counters.values()].map(
        (displays) => new Promise<void>((resolve) => displays.show(of.hasNotice() ? dashes : '', resolve)),
      );
      await atMost(of.clock, ms, Promise.all(all), 'stop: displays');
    },
  };
}
