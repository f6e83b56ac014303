import type { Done } from '../../devices/kind.ts';
import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import type { DisplayCommand } from '../../devices/roles.ts';

/** How long a refusal stands on the display, and how a recalled number blinks. */
const noticeMs = 1_500;
const blinks = 3;
const blinkMs = 300;

/** A display as this file needs it: a SupervisedDevice is one. */
export interface Display {
  perform(command: DisplayCommand): Promise<Done>;
}

/**
 * The number displays of one counter. What the counter's state says always wins over a notice or a blink, and is
 * what remains when they end.
 */
export class CounterDisplays {
  readonly #displays: readonly Display[];
  readonly #clock: Clock;
  /** Undefined until something was shown: what the run before left on a display is not known. */
  #text: string | undefined;
  #passing: Cancel | undefined;

  constructor(displays: readonly Display[], clock: Clock) {
    this.#displays = displays;
    this.#clock = clock;
  }

  /** Whether these are the displays, and no others. */
  are(displays: readonly Display[]): boolean {
    return (
      displays.length === this.#displays.length &&
      displays.every((display, at) => display === this.#displays[at])
    );
  }

  /** Others take over: what was to pass on these is forgotten. */
  leave(): void {
    this.#stopPassing();
  }

  /** Shows `text` from now on; `shown` is called when every display has taken it. Displays that are away show it later. */
  show(text: string, shown?: () => void): void {
    if (text === this.#text && this.#passing === undefined) {
      shown?.();
      return;
    }
    this.#stopPassing();
    this.#text = text;
    const done = this.#displays.map((display) => display.perform({ type: 'show', text }));
    // A display that could not be written is the supervisor's business: it repaints what is wanted once it is back.
    Promise.all(done).then(shown, () => undefined);
  }

  /** Shows `glyphs` for a moment, then what stood there; `over` is called then, unless something else came first. */
  notice(glyphs: string, over: () => void): void {
    this.#pass([{ text: glyphs, ms: noticeMs }], over);
  }

  /** Blinks what stands there, so that a recall is seen. */
  blink(): void {
    const steps = Array.from({ length: blinks }, () => [
      { text: '', ms: blinkMs },
      { text: this.#text ?? '', ms: blinkMs },
    ]);
    this.#pass(steps.flat());
  }

  #pass(steps: readonly { readonly text: string; readonly ms: Millis }[], over?: () => void): void {
    this.#stopPassing();
    const [step, ...rest] = steps;
    const text = step?.text ?? this.#text ?? '';
    for (const display of this.#displays) display.perform({ type: 'show', text }).catch(() => undefined); // as in show
    if (step === undefined) {
      over?.();
      return;
    }
    this.#passing = this.#clock.after(
      step.ms,
      () => {
        this.#passing = undefined;
        this.#pass(rest, over);
      },
      'display: next step',
    );
  }

  #stopPassing(): void {
    this.#passing?.();
    this.#passing = undefined;
  }
}
