import type { Done } from '../../devices/kind.ts';
import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import type { DisplayCommand } from '../../devices/roles.ts';

/** How long a refusal is shown, and how often a recalled number blinks. */
const noticeMs = 1_500;
const blinks = 3;
const blinkMs = 300;

/** The part of a SupervisedDevice that is needed here. */
export interface Display {
  /** The text it was last told to show, by whomever: a technician's test passes by the counter. */
  readonly wantedText: string | undefined;
  perform(command: DisplayCommand): Promise<Done>;
}

/**
 * The number displays of one counter, or one display of a ticket machine. The text of the counter's state always
 * replaces a notice or a blink, and is shown again when they end.
 */
export class DisplaysOfCounter {
  readonly #displays: () => readonly Display[];
  readonly #clock: Clock;
  /** Undefined until something was shown: it is not known what the previous run left on a display. */
  #text: string | undefined;
  #passing: Cancel | undefined;

  /** `displays` gives the current displays of the counter: a display may move to another counter. */
  constructor(displays: () => readonly Display[], clock: Clock) {
    this.#displays = displays;
    this.#clock = clock;
  }

  /**
   * Shows `text` from now on; `shown` is called when every display has taken it. Displays that are offline show it
   * later.
   */
  show(text: string, shown?: () => void): void {
    this.#stopPassing();
    this.#text = text;
    const done = this.#ask(text);
    if (done.length === 0) shown?.();
    // The supervisor handles a display that could not be written: it shows the wanted text once the display is back.
    else Promise.all(done).then(shown, () => undefined);
  }

  /**
   * Shows `glyphs` for a moment, then the text before them; `over` is called then, unless something else was shown
   * first.
   */
  notice(glyphs: string, over: () => void, ms: Millis = noticeMs): void {
    this.#pass([{ text: glyphs, ms }], over);
  }

  /** Whether it shows something that passes. */
  get isPassing(): boolean {
    return this.#passing !== undefined;
  }

  /** Blinks the current text, so that a recall is noticed. */
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

  /** Sends the text to the displays whose last text was a different one. */
  #ask(text: string): readonly Promise<Done>[] {
    const asked: Promise<Done>[] = [];
    for (const display of this.#displays())
      if (display.wantedText !== text) asked.push(display.perform({ type: 'show', text }));
    return asked;
  }

  #stopPassing(): void {
    this.#passing?.();
    this.#passing = undefined;
  }
}
