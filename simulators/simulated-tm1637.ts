import type { Level } from '../devices/ports.ts';
import { readSegments } from './firmata-board/read-segments.ts';
import type { Chip } from './firmata-board/simulated-board.ts';

/** The place in the chip's memory of each digit of a module, from left to right, as people have found it by trying. */
const modules = {
  'four-digit': [0, 1, 2, 3],
  'six-digit': [2, 1, 0, 5, 4, 3],
  'six-digit-in-order': [0, 1, 2, 3, 4, 5],
} as const;

export interface Tm1637Options {
  readonly pins: { readonly clock: number; readonly data: number };
  readonly model: keyof typeof modules;
  readonly changed?: () => void;
}

/** Like a chip whose memory nobody has cleared. */
const garbage = 0x5a;

/**
 * A TM1637 module, as its data sheet (V2.4) describes it, seen from its two wires and by a person. Its habits: at power
 * on it is dark and its memory holds garbage; a clone never acknowledges (`answers`).
 */
export class SimulatedTm1637 implements Chip {
  readonly #of: Tm1637Options;
  readonly #memory = new Array<number>(6).fill(garbage);
  /** What it was told by a display control command: bit 3 on, bits 0 to 2 the width of a pulse. */
  #control = 0;
  #isFixed = false;
  #address = 0;
  /** Bits and bytes taken since the beginning; undefined while nobody has begun. */
  #taken: { bits: number; byte: number; bytes: number } | undefined;
  #pullsDown = false;
  #before: { readonly clock: Level; readonly data: Level } = { clock: 0, data: 0 };
  /** Whether it acknowledges. */
  answers = true;

  constructor(of: Tm1637Options) {
    this.#of = of;
  }

  pinsChanged(level: (pin: number) => Level): void {
    const { clock, data } = this.#of.pins;
    const before = this.#before;
    const now = { clock: level(clock), data: level(data) };
    // Where both change at once, nobody knows which one the chip sees first: here it is the data.
    if (before.clock === 1 && now.data !== before.data) this.#edge(now.data);
    if (now.clock > before.clock) this.#clockRose(before.data);
    if (now.clock < before.clock) this.#clockFell();
    // It may have pulled data down itself, or let it go.
    this.#before = { clock: now.clock, data: level(data) };
  }

  /** The level that it, or a resistor of the module, gives to a wire that the board has let go. */
  drives(pin: number): Level | undefined {
    const { clock, data } = this.#of.pins;
    if (pin === clock) return 1;
    return pin === data ? (this.#pullsDown ? 0 : 1) : undefined;
  }

  powerUp(): void {
    this.#memory.fill(garbage);
    this.#control = 0;
    this.#isFixed = false;
    this.#taken = undefined;
    this.#pullsDown = false;
    this.#of.changed?.();
  }

  /** A spike on the clock wire: one pulse more. */
  spike(): void {
    this.#clockRose(this.#before.data);
    this.#clockFell();
  }

  get isOn(): boolean {
    return (this.#control & 8) !== 0;
  }

  /** 0 to 7. */
  get brightness(): number {
    return this.#control & 7;
  }

  /** The lit segments of each digit, left to right; bits 7..0 are point, a, b, c, d, e, f, g. */
  segments(): readonly number[] {
    return modules[this.#of.model].map((at) => (this.isOn ? turnedRound(this.#memory[at] ?? 0) : 0));
  }

  text(): string {
    return this.segments()
      .map((lit) => readSegments(lit & 0x7f))
      .join('');
  }

  /** Data moved while the clock was high: a beginning, or an end. */
  #edge(data: Level): void {
    this.#pullsDown = false;
    this.#taken = data === 0 ? { bits: 0, byte: 0, bytes: 0 } : undefined;
  }

  #clockRose(data: Level): void {
    const taken = this.#taken;
    if (taken === undefined) return;
    if (taken.bits < 8) taken.byte |= data << taken.bits;
    taken.bits++;
  }

  #clockFell(): void {
    const taken = this.#taken;
    if (taken === undefined) return;
    if (taken.bits === 8) {
      this.#pullsDown = this.answers;
      this.#take(taken.byte, taken.bytes === 0);
      taken.bytes++;
    } else if (taken.bits > 8) {
      this.#pullsDown = false;
      taken.bits = 0;
      taken.byte = 0;
    }
  }

  #take(byte: number, isCommand: boolean): void {
    if (!isCommand) {
      if (this.#address < this.#memory.length) this.#memory[this.#address] = byte;
      if (!this.#isFixed) this.#address++;
    } else if (byte >> 6 === 0b01) this.#isFixed = (byte & 4) !== 0;
    else if (byte >> 6 === 0b10) this.#control = byte & 15;
    else if (byte >> 6 === 0b11) this.#address = byte & 15;
    this.#of.changed?.();
  }
}

/** From its own order (bits 0 to 6 are a to g, 7 the point) to that of the page. */
function turnedRound(lit: number): number {
  let segments = lit & 0x80;
  for (let bit = 0; bit < 7; bit++) if ((lit >> bit) & 1) segments |= 1 << (6 - bit);
  return segments;
}
