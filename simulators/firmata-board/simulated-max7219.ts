import type { Level } from '../../devices/ports.ts';
import type { SpiChip } from '../simulated-chips.ts';
import { readSegments, segmentsOf } from './read-segments.ts';
import type { Chip } from './simulated-board.ts';

/** A MAX7219 with seven-segment digits: what a person reads, and what a logic probe sees. */
export interface Max7219 extends Chip, SpiChip {
  /** The readable text, left to right; a dark digit is a blank. */
  text(): string;
  /** The lit segments of each digit, left to right; bits 7..0 are point, a, b, c, d, e, f, g. */
  segments(): readonly number[];
  readonly shutdown: boolean;
  readonly displayTest: boolean;
  /** 0 to 15. */
  readonly intensity: number;
  /** Words latched since the chip was made. */
  readonly words: number;
}

/** Register addresses (data sheet, table 2). Digits are 1 to 8. */
const register = { decodeMode: 9, intensity: 10, scanLimit: 11, shutdown: 12, displayTest: 15 } as const;

/** Characters of the chip's own decoder (table 5). */
const codeB = '0123456789-EHLP ';

/** Digit 0 of the chip is the rightmost one, as modules are wired. `changed` is called after every word it takes. */
export function simulatedMax7219(
  pins: { readonly data: number; readonly clock: number; readonly select: number },
  digits: number,
  changed: () => void = () => undefined,
): Max7219 {
  const registers = new Array<number>(16).fill(0);
  const read = (address: number) => registers[address] ?? 0;
  let shift = 0;
  let words = 0;
  let before: { readonly data: Level; readonly clock: Level; readonly select: Level } = {
    data: 0,
    clock: 0,
    select: 0,
  };

  const lit = (address: number): number => {
    if (read(register.displayTest) & 1) return 0xff;
    const dark = (read(register.shutdown) & 1) === 0 || address - 1 > (read(register.scanLimit) & 7);
    if (dark) return 0;
    const value = read(address);
    const decoded = (read(register.decodeMode) >> (address - 1)) & 1;
    return decoded ? (value & 0x80) | segmentsOf(codeB[value & 15] ?? ' ') : value;
  };
  const digit = (address: number): string => {
    const segments = lit(address);
    return `${readSegments(segments & 0x7f)}${segments & 0x80 ? '.' : ''}`;
  };
  const leftToRight = <T>(each: (address: number) => T): readonly T[] =>
    Array.from({ length: digits }, (_, position) => each(digits - position));

  const latch = () => {
    registers[(shift >> 8) & 15] = shift & 0xff;
    words++;
    changed();
  };

  return {
    pinsChanged(level) {
      const now = { data: level(pins.data), clock: level(pins.clock), select: level(pins.select) };
      // The chip takes the level of its data pin from before the clock rose (set-up time, data sheet table 1). A driver
      // that changes both at once shifts the old bit in, here too.
      if (now.clock > before.clock) shift = ((shift << 1) | before.data) & 0xffff;
      if (now.select > before.select) latch();
      before = now;
    },
    latched(bytes) {
      for (const byte of bytes) shift = ((shift << 8) | byte) & 0xffff;
      latch();
    },
    powerUp() {
      registers.fill(0);
      shift = 0;
      changed();
    },
    text: () => leftToRight(digit).join(''),
    segments: () => leftToRight(lit),
    get shutdown() {
      return (read(register.shutdown) & 1) === 0;
    },
    get displayTest() {
      return (read(register.displayTest) & 1) === 1;
    },
    get intensity() {
      return read(register.intensity) & 15;
    },
    get words() {
      return words;
    },
  };
}
