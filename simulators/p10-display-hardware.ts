import type { Millis } from '../devices/ports.ts';
import { boldLetters, type Letters, normalLetters } from './p10-letters.ts';
import { SimulatedSketchBoard, type SketchBoardOptions } from './sketch-board.ts';

const MOST_HELD = 60;
const STILL_MS: Millis = 1_000;
const PANEL = { wide: 32, high: 16 };

/** How the letters of a font are drawn: each dot so many dots across and down. */
const fonts: Readonly<Record<string, { letters: Letters; across: number; down: number }>> = {
  N: { letters: normalLetters, across: 1, down: 1 },
  T: { letters: boldLetters, across: 1, down: 2 },
  W: { letters: boldLetters, across: 2, down: 2 },
};

/** What is on the panels: all dots of the text, of which a window as wide as the panels is seen. */
interface Picture {
  readonly body: string;
  readonly text: string;
  readonly rows: readonly string[];
  readonly size: { readonly wide: number; readonly high: number };
  readonly dotsPerSecond: number;
  readonly since: Millis;
}

/**
 * An Arduino with the sketch of P10 panels, and its panels. Its habits: it restarts when its port is opened, says noise
 * then, and is dark until it is told something; a text that does not fit runs on whoever listens.
 */
export class SimulatedP10Display extends SimulatedSketchBoard {
  readonly #now: () => Millis;
  readonly #changed: () => void;
  readonly #mostPanels: { readonly wide: number; readonly high: number };
  #picture: Picture | undefined;
  #brightness = 0;

  /** `changed` is called whenever it shows something else; a text that runs changes by itself. */
  constructor(options: SketchBoardOptions, changed: () => void, mostPanels = { wide: 4, high: 2 }) {
    super(options, MOST_HELD);
    this.#now = () => options.clock.now();
    this.#changed = changed;
    this.#mostPanels = mostPanels;
  }

  darken(): void {
    if (this.#picture === undefined) return;
    this.#picture = undefined;
    this.#changed();
  }

  /** The text, whatever part of it is seen now. */
  get shown(): string {
    return this.#picture?.text ?? '';
  }

  get brightness(): number {
    return this.#brightness;
  }

  /** The dots that are seen now; `dark`: how large the panels are before they were told anything. */
  dots(dark: { readonly wide: number; readonly high: number }): readonly string[] {
    const picture = this.#picture;
    if (picture === undefined)
      return Array.from({ length: dark.high * PANEL.high }, () => '.'.repeat(dark.wide * PANEL.wide));
    const { rows, size } = picture;
    const [width, room] = [rows[0]?.length ?? 0, size.wide * PANEL.wide];
    if (width <= room) {
      const left = Math.floor((room - width) / 2);
      return rows.map((row) => `${'.'.repeat(left)}${row}`.padEnd(room, '.'));
    }
    const stepMs = Math.floor(1_000 / picture.dotsPerSecond);
    const steps = Math.max(0, Math.floor((this.#now() - picture.since - STILL_MS) / stepMs) + 1);
    const from = ((steps + room) % (width + room)) - room;
    const lead = Math.max(0, -from);
    return rows.map((row) =>
      `${'.'.repeat(lead)}${row.slice(Math.max(0, from))}`.slice(0, room).padEnd(room, '.'),
    );
  }

  protected obey(body: string): string {
    if (body === '?') return 'loket-p10-1';
    const can = (font: string, wide: string, high: string) =>
      font in fonts && Number(wide) <= this.#mostPanels.wide && Number(high) <= this.#mostPanels.high;
    const [, askedFont, askedWide = '', askedHigh = ''] = /^\?(.)([1-9])([1-9])$/.exec(body) ?? [];
    if (askedFont !== undefined) return can(askedFont, askedWide, askedHigh) ? 'A' : 'E';
    const [, level = '', font = '', wide = '', high = '', speed = '', text = ''] =
      /^([0-9A-F])([A-Z])([1-9])([1-9])([0-9A-F]{2})(.*)$/s.exec(body) ?? [];
    const dotsPerSecond = Number.parseInt(speed, 16);
    if (level === '' || dotsPerSecond === 0 || !can(font, wide, high)) return 'E';
    this.#brightness = Number.parseInt(level, 16);
    if (body === this.#picture?.body) return 'A';
    const size = { wide: Number(wide), high: Number(high) };
    this.#picture = {
      body,
      text,
      rows: drawn(text, font, size.high),
      size,
      dotsPerSecond,
      since: this.#now(),
    };
    this.#changed();
    return 'A';
  }
}

/** A text as rows of dots over the whole height of the panels, as wide as it is. */
function drawn(text: string, font: string, high: number): readonly string[] {
  const { letters, across, down } = fonts[font] ?? { letters: normalLetters, across: 1, down: 1 };
  const glyphs = [...text].map((character) => (letters[character] ?? letters[' '] ?? '').split(' '));
  const count = letters['0']?.split(' ').length ?? 0;
  const rows = Array.from({ length: count }, (_, row) =>
    glyphs
      .map((glyph) => glyph[row] ?? '')
      .join('.')
      .replaceAll(/./g, (dot) => dot.repeat(across * high)),
  );
  const tall = rows.flatMap((row) => Array.from({ length: down * high }, () => row));
  const blank = '.'.repeat(rows[0]?.length ?? 0);
  const above = Math.floor((high * PANEL.high - tall.length) / 2);
  const below = high * PANEL.high - tall.length - above;
  return [...Array(above).fill(blank), ...tall, ...Array(below).fill(blank)];
}
