import { readFourteenSegments, readSegments } from './firmata-board/read-segments.ts';

/** A chip on an I2C bus, seen from the bus. */
export interface I2cChip {
  /** Called with the bytes between a start and a stop. */
  written(bytes: readonly number[]): void;
  /** The supply came back: the chip has lost its contents. */
  powerUp(): void;
}

/** An HT16K33 with four digits, seen by a person. */
export interface Ht16k33 extends I2cChip {
  /** The readable text, left to right; a dark digit is a blank. */
  text(): string;
  /** 0 to 15. */
  readonly brightness: number;
  /** How many digits were written since the chip was made. */
  readonly digitWrites: number;
}

/** Which bytes of the memory each digit of a module has, and how its sixteen bits are read. */
const modules = {
  'seven-segment': {
    // The byte between the second and the third digit is the colon's.
    at: [0, 2, 6, 8],
    read: (bits: number) => {
      let segments = 0;
      for (let bit = 0; bit < 7; bit++) segments |= ((bits >> bit) & 1) << (6 - bit);
      return readSegments(segments);
    },
  },
  'fourteen-segment': { at: [0, 2, 4, 6], read: readFourteenSegments },
} as const;

/** The chip (Holtek data sheet): after power-up it is in standby, and its memory holds random bytes. */
export function simulatedHt16k33(module: keyof typeof modules): Ht16k33 {
  const memory = new Array<number>(16).fill(0);
  const { at, read } = modules[module];
  let oscillator = false;
  let on = false;
  let brightness = 15;
  let digitWrites = 0;

  const powerUp = () => {
    oscillator = false;
    on = false;
    brightness = 15;
    memory.fill(0x5a);
  };
  powerUp();

  return {
    written([first = 0, ...data]) {
      const low = first & 0x0f;
      if (first >> 4 === 0) {
        // The address counts up and wraps around after the last one.
        for (const [index, byte] of data.entries()) memory[(low + index) % 16] = byte;
        if (data.length > 0 && data.length < 16) digitWrites++;
      } else if (first >> 4 === 2) oscillator = (low & 1) === 1;
      else if (first >> 4 === 8) on = (low & 1) === 1;
      else if (first >> 4 === 14) brightness = low;
    },
    powerUp,
    text: () =>
      oscillator && on
        ? at.map((row) => read((memory[row] ?? 0) | ((memory[row + 1] ?? 0) << 8))).join('')
        : ' '.repeat(at.length),
    get brightness() {
      return brightness;
    },
    get digitWrites() {
      return digitWrites;
    },
  };
}
