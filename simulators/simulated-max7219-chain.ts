import type { Level } from '../devices/ports.ts';
import type { Chip } from './firmata-board/simulated-board.ts';
import { simulatedMax7219 } from './firmata-board/simulated-max7219.ts';
import { readDots } from './read-dots.ts';
import type { SpiChip } from './simulated-chips.ts';

/**
 * What is printed beside the dots in the drawings of the modules (MajicDesigns/MD_MAX72XX, MD_MAX72xx_lib.h): along the
 * upper edge from the left, and along the side from the top. Digits are 0 to 7; segments are P (the point), A to G.
 */
const drawings = {
  'fc-16': { above: 'PABCDEFG', beside: '01234567' },
  generic: { above: '76543210', beside: 'PABCDEFG' },
  parola: { above: 'GFEDCBAP', beside: '01234567' },
  icstation: { above: 'GFEDCBAP', beside: '76543210' },
} as const;

export interface ChainOptions {
  readonly pins: { readonly data: number; readonly clock: number; readonly select: number };
  readonly modules: number;
  readonly model: keyof typeof drawings;
  /** It hangs upside down. */
  readonly turned?: boolean;
  readonly changed?: () => void;
}

/** Chained modules of 8 by 8 dots with a MAX7219 each. The first of the chain is on the right. */
export class SimulatedMax7219Chain implements Chip, SpiChip {
  readonly #of: ChainOptions;
  readonly #chips;
  /** The shift register of each chip, from DIN on. */
  readonly #words: number[];
  #before = { data: 0, clock: 0, select: 0 };
  #lit = '';

  constructor(of: ChainOptions) {
    this.#of = of;
    this.#chips = Array.from({ length: of.modules }, () => simulatedMax7219(of.pins, 8));
    this.#words = this.#chips.map(() => 0);
  }

  pinsChanged(level: (pin: number) => Level): void {
    const { pins } = this.#of;
    const now = { data: level(pins.data), clock: level(pins.clock), select: level(pins.select) };
    // The level of the data pin from before the clock rose counts (set-up time, data sheet, table 1).
    if (now.clock > this.#before.clock) this.#shift(this.#before.data);
    if (now.select > this.#before.select) this.#latch();
    this.#before = now;
  }

  latched(bytes: readonly number[]): void {
    for (const byte of bytes) for (let bit = 7; bit >= 0; bit--) this.#shift((byte >> bit) & 1);
    this.#latch();
  }

  powerUp(): void {
    for (const chip of this.#chips) chip.powerUp();
    this.#words.fill(0);
    this.#look();
  }

  /** A dip of the supply that only some chips notice: they come back with every dot lit, as they often do. */
  dip(chips: readonly number[]): void {
    for (const at of chips) {
      this.#chips[at]?.powerUp();
      this.#chips[at]?.latched([0x0f, 1]);
    }
    this.#look();
  }

  /** A spike on the clock wire: everything is one bit further. */
  spike(): void {
    this.#shift(this.#before.data);
  }

  /** Intensity of each chip from DIN on, 0 to 15. */
  get intensities(): readonly number[] {
    return this.#chips.map(({ intensity }) => intensity);
  }

  /** Rows from the top as a person sees them, `#` lit. */
  dots(): readonly string[] {
    const { above, beside } = drawings[this.#of.model];
    const modules = this.#chips.map((chip) => chip.segments()).reverse();
    const rows = [...beside].map((side) =>
      modules
        .map((lit) => [...above].map((top) => (isLit(lit, `${side}${top}`) ? '#' : '.')).join(''))
        .join(''),
    );
    return this.#of.turned ? rows.map((row) => [...row].reverse().join('')).reverse() : rows;
  }

  text(): string {
    return readDots(this.dots());
  }

  #shift(bit: number): void {
    let carried = bit;
    for (const [at, word] of this.#words.entries()) {
      this.#words[at] = ((word << 1) | carried) & 0xffff;
      carried = word >> 15;
    }
  }

  #latch(): void {
    for (const [at, word] of this.#words.entries()) this.#chips[at]?.latched([word >> 8, word & 0xff]);
    this.#look();
  }

  /** It is redrawn all the time, and nothing changes: a fast hall has no time to look at every dot each time. */
  #look(): void {
    const lit = this.#chips.map((chip) => chip.segments().join()).join();
    if (lit === this.#lit) return;
    this.#lit = lit;
    this.#of.changed?.();
  }
}

/** Whether the dot at a digit and a segment is lit; `lit` has the segments of digit 7 first, as a display has them. */
function isLit(lit: readonly number[], place: string): boolean {
  const digit = Number(/\d/.exec(place)?.[0]);
  const segment = 'PABCDEFG'.indexOf(/[A-P]/.exec(place)?.[0] ?? '');
  return (((lit[7 - digit] ?? 0) >> (7 - segment)) & 1) === 1;
}
