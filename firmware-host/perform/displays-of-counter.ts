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
export class DisplaysOfCounter {
  readonly #displays: () => readonly Display[];
  readonly #asked: WeakMap<Display, string>;
  readonly #clock: Clock;
  /** Undefined until something was shown: what the run before left on a display is not known. */
  #text: string | undefined;
  #passing: Cancel | undefined;

  /**
   * `displays` are those of the counter at this moment. `asked` is what each display of the hall was asked for last: a
   * display may change its counter.
   */
  constructor(displays: () => readonly Display[], asked: WeakMap<Display, string>, clock: Clock) {
    this.#displays = displays;
    this.#asked = asked;
    this.#clock = clock;
  }

  /**
   * Shows `text` from now on; `shown` is called when every display has taken it. Displays that are away show it later.
   */
  show(text: string, shown?: () => void): void {
    this.#stopPassing();
    this.#text = text;
    const done = this.#ask(text);
    if (done.length === 0) shown?.();
    // A display that could not be written is the supervisor's business: it repaints what is wanted once it is back.
    else Promise.all(done).then(shown, () => undefined);
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
    for (const done of this.#ask(text)) done.catch(() => undefined); // as in show
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

  /** Asks those displays that were asked for something else before. */
  #ask(text: string): readonly Promise<Done>[] {
    return this.#displays().flatMap((display) => {
      if (this.#asked.get(display) === text) return [];
      this.#asked.set(display, text);
      return [display.perform({ type: 'show', text })];
    });
  }

  #stopPassing(): void {
    this.#passing?.();
    this.#passing = undefined;
  }
}
