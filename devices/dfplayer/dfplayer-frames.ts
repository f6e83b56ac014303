/**
 * The frames of the DFPlayer Mini (DFRobot DFR0299, chip YX5200), from its manual: `7E FF 06 command feedback high low
 * sum-high sum-low EF`. The sum is the negative of the sum of the six bytes after 7E, as 16 bits.
 */
const START = 0x7e;
const VERSION = 0xff;
const LENGTH = 0x06;
const END = 0xef;
/** Bytes of a frame with a sum, and of one without. */
const LONG = 10;
const SHORT = 8;

/** The commands that are used, and the messages that come. */
export const command = {
  volume: 0x06,
  playTrack: 0x0f,
  stop: 0x16,
  status: 0x42,
} as const;

export const message = {
  inserted: 0x3a,
  removed: 0x3b,
  finishedOnUsb: 0x3c,
  finishedOnCard: 0x3d,
  finishedInFlash: 0x3e,
  started: 0x3f,
  error: 0x40,
  taken: 0x41,
  status: 0x42,
} as const;

/** The argument of `error`. */
export const errorOf = {
  busy: 0x01,
  garbled: 0x03,
  sum: 0x04,
  outOfRange: 0x05,
  noSuchTrack: 0x06,
  cardUnreadable: 0x08,
} as const;

/** In the argument of `inserted` and `removed`, and as a bit of that of `started`: the SD card. */
export const SD_CARD = 0x02;

export interface Message {
  readonly command: number;
  readonly argument: number;
}

/** `feedback`: the module is to answer `taken`. */
export interface ModuleCommand extends Message {
  readonly feedback?: boolean;
}

/** A command as bytes. Without a `sum` it is what some clones take instead. */
export function frameOf({ command: code, argument, feedback }: ModuleCommand, withSum: boolean): Uint8Array {
  const body = [VERSION, LENGTH, code, feedback === true ? 1 : 0, argument >> 8, argument & 0xff];
  const sum = sumOf(body);
  return Uint8Array.from([START, ...body, ...(withSum ? [sum >> 8, sum & 0xff] : []), END]);
}

const sumOf = (body: Iterable<number>): number => {
  let sum = 0;
  for (const byte of body) sum -= byte;
  return sum & 0xffff;
};

/**
 * Returns a function that takes bytes as they come and calls `heard` for each whole frame. Frames of clones without a
 * sum, or with zeros for it, are read as well; a frame with a wrong sum is noise, and so is everything between frames.
 */
export function frameReader(heard: (message: Message) => void): (bytes: Uint8Array) => void {
  let waiting: readonly number[] = [];
  return (bytes) => {
    let left = [...waiting, ...bytes];
    while (left.length > 0) {
      const start = left.indexOf(START);
      if (start < 0) left = [];
      else left = left.slice(start);
      const size = sizeOf(left);
      if (size === 'unknown') break;
      if (size === 'noise') {
        left = left.slice(1);
        continue;
      }
      heard({ command: left[3] ?? 0, argument: ((left[5] ?? 0) << 8) | (left[6] ?? 0) });
      left = left.slice(size);
    }
    waiting = left;
  };
}

/** How many bytes the frame at the beginning has, as far as it has come. */
function sizeOf(bytes: readonly number[]): number | 'unknown' | 'noise' {
  const [, version = VERSION, length = LENGTH] = bytes;
  if (version !== VERSION || length !== LENGTH) return 'noise';
  if (bytes.length < SHORT) return 'unknown';
  // The high byte of a sum is never EF.
  if (bytes[SHORT - 1] === END) return SHORT;
  if (bytes.length < LONG) return 'unknown';
  const sum = ((bytes[7] ?? 0) << 8) | (bytes[8] ?? 0);
  const isRight = sum === 0 || sum === sumOf(bytes.slice(1, 7));
  return bytes[LONG - 1] === END && isRight ? LONG : 'noise';
}
