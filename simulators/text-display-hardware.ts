import { SimulatedSketchBoard, type SketchBoardOptions } from './sketch-board.ts';

const MOST_DIGITS = 8;
const MOST_HELD = 15;

/** An Arduino with the sketch of text displays and its module of digits. */
export class SimulatedTextDisplay extends SimulatedSketchBoard {
  #shown = '';
  #brightness = 0;

  constructor(options: SketchBoardOptions) {
    super(options, MOST_HELD);
  }

  /** The supply voltage of the module dips while the Arduino runs on. */
  darken(): void {
    this.#shown = '';
  }

  /** The readable text, without the blanks on the left. */
  get shown(): string {
    return this.#shown.trimStart();
  }

  get brightness(): number {
    return this.#brightness;
  }

  protected obey(body: string): string {
    if (body === '?') return 'loket-text-1';
    const text = body.slice(1);
    if (!/^[0-9A-F]/.test(body) || text.length < 1 || text.length > MOST_DIGITS) return 'E';
    this.#brightness = Number.parseInt(body.slice(0, 1), 16);
    this.#shown = text;
    return 'A';
  }
}
