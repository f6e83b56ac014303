import type { Cancel, Clock, Millis } from '../ports.ts';
import type { SignalCommand } from '../roles.ts';

/**
 * From one lighting of a lamp to the next, whatever it is told: more than three flashes in a second can cause a seizure
 * (WCAG 2.2, success criterion 2.3.1).
 */
const flashesApartMs = 334;

/** Lights one lamp, steadily or in flashes. It alone writes to the line, so what it keeps holds for the lamp. */
export interface Flasher {
  /** Resolves when the lamp has taken what can be done at once; a lighting may wait for the last flash to be past. */
  show(state: SignalCommand['state']): Promise<void>;
  /** Cancels its timer. The lamp stays as it is. */
  close(): void;
}

/** The lamp is dark at first. `failed` is called when a later change of a flashing lamp was not taken. */
export function createFlasher(of: {
  readonly clock: Clock;
  readonly light: (lit: boolean) => Promise<void>;
  readonly failed: (why: Error) => void;
  /** A flash is as long as the dark after it. */
  readonly flashMs: Millis;
}): Flasher {
  const { clock, light } = of;
  let state: SignalCommand['state'] = 'off';
  let lit = false;
  // What an earlier opening showed is not known: it may have been a flash just now.
  let litAt = clock.now();
  let next: Cancel | undefined;

  const rest = () => {
    next?.();
    next = undefined;
  };
  const wait = (ms: Millis) => {
    const flash = () =>
      step().catch((why) => {
        rest();
        of.failed(why);
      });
    next = clock.after(ms, flash, 'lamp: next flash');
  };

  /** Takes the lamp to what its state wants now, and waits for what it wants later. */
  async function step(): Promise<void> {
    rest();
    const wanted = state === 'flash' ? !lit : state === 'on';
    const earlyMs = litAt + flashesApartMs - clock.now();
    if (wanted && !lit && earlyMs > 0) return wait(earlyMs);
    if (state === 'flash') wait(of.flashMs);
    if (wanted === lit) return;
    lit = wanted;
    if (lit) litAt = clock.now();
    await light(lit);
  }

  return {
    async show(asked) {
      if (asked === state) return;
      // A lit lamp that is to flash has its first flash already.
      const begun = asked === 'flash' && lit;
      state = asked;
      if (begun) wait(of.flashMs);
      else await step();
    },
    close: rest,
  };
}
