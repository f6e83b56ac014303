/**
 * One command of the print stream: its name as in Epson's ESC/POS command reference (`ESC a`, `GS ( k`), `text` for
 * a run of printable bytes, or `unknown`. `data` are the bytes after the name, headers of lengths included.
 */
export interface Command {
  readonly name: string;
  readonly data: readonly number[];
}

const ESC = 0x1b;
const FS = 0x1c;
const GS = 0x1d;

/** A longer command counts as noise: the simulated printer's buffer is no larger. */
const commandBytesLimit = 256 * 1024;

const controls: Readonly<Record<number, string>> = { 9: 'HT', 10: 'LF', 12: 'FF', 13: 'CR', 24: 'CAN' };
const leads: Readonly<Record<number, string>> = { [ESC]: 'ESC', [FS]: 'FS', [GS]: 'GS' };

/** Commands of a fixed length: the number of parameter bytes after the two bytes of the name. */
const parameters: Readonly<Record<string, number>> = {
  ...{ 'ESC @': 0, 'ESC 2': 0, 'ESC a': 1, 'ESC E': 1, 'ESC G': 1, 'ESC M': 1, 'ESC !': 1, 'ESC t': 1 },
  ...{ 'ESC d': 1, 'ESC J': 1, 'ESC 3': 1, 'ESC -': 1, 'ESC SP': 1, 'ESC {': 1, 'ESC R': 1, 'ESC V': 1 },
  ...{ 'ESC r': 1, 'ESC =': 1, 'ESC c': 2, 'ESC $': 2, 'ESC \\': 2, 'ESC p': 3, 'ESC B': 2 },
  ...{ 'ESC i': 0, 'ESC m': 0 },
  ...{ 'FS .': 0, 'FS &': 0, 'FS !': 1, 'FS -': 1, 'FS C': 1, 'FS S': 2, 'FS p': 2 },
  ...{ 'GS !': 1, 'GS B': 1, 'GS a': 1, 'GS b': 1, 'GS f': 1, 'GS h': 1, 'GS w': 1, 'GS H': 1, 'GS I': 1 },
  ...{ 'GS r': 1, 'GS L': 2, 'GS P': 2, 'GS W': 2 },
};

/** The length of the command that starts with `bytes`; undefined while it is not known yet. */
function lengthOf(bytes: readonly number[]): number | undefined {
  const name = letters(bytes.slice(0, 2));
  const fixed = parameters[name];
  if (fixed !== undefined) return 2 + fixed;
  const at = (index: number): number => bytes[index] ?? 0;
  const known = (header: number, length: () => number): number | undefined =>
    bytes.length < header ? undefined : length();
  switch (name) {
    case 'GS V':
      return known(3, () => (at(2) === 65 || at(2) === 66 ? 4 : 3));
    case 'GS e':
      return known(3, () => (at(2) === 3 ? 4 : 3));
    case 'GS k':
      // Function A ends with NUL, function B has a length byte.
      if (bytes.length < 3) return undefined;
      if (at(2) <= 6) return bytes.length > 3 && at(bytes.length - 1) === 0 ? bytes.length : undefined;
      return known(4, () => 4 + at(3));
    case 'GS (':
    case 'FS (':
      return known(5, () => 5 + at(3) + at(4) * 256);
    case 'GS 8':
      return known(7, () => 7 + at(3) + at(4) * 256 + at(5) * 65536 + at(6) * 16777216);
    case 'GS v':
      return known(8, () => 8 + (at(4) + at(5) * 256) * (at(6) + at(7) * 256));
    case 'ESC *':
      return known(5, () => 5 + (at(3) + at(4) * 256) * (at(2) >= 32 ? 3 : 1));
    case 'ESC D':
      return at(bytes.length - 1) === 0 ? bytes.length : undefined;
    default:
      return 2;
  }
}

/** A name as the manual writes it: control characters and space by their names. */
const letters = (bytes: readonly number[]): string =>
  bytes.map((byte) => leads[byte] ?? (byte === 0x20 ? 'SP' : String.fromCharCode(byte))).join(' ');

/** `GS ( k` and `GS 8 L` are families: the third byte belongs to the name. */
function nameOf(bytes: readonly number[]): string {
  const name = letters(bytes.slice(0, 2));
  return ['GS (', 'GS 8', 'FS ('].includes(name) ? letters(bytes.slice(0, 3)) : name;
}

const isKnown = (name: string): boolean =>
  name in parameters || /^(GS [Vekv]|(GS|FS) \( .|GS 8 .|ESC [*D])$/s.test(name);

/** Whether a command cuts the paper. */
export const isCut = (name: string): boolean => ['GS V', 'ESC i', 'ESC m'].includes(name);

export interface Parser {
  /** Takes the next bytes, in chunks of any size, and returns the commands they complete. */
  push(bytes: Iterable<number>): readonly Command[];
  /** Forgets a command that was not complete. */
  reset(): void;
}

/**
 * Parses an ESC/POS print stream. Real-time requests (DLE ...) must have been removed before, see realtime.ts. A run of
 * text is returned when the next command begins, so that the result does not depend on the chunks. Never throws: an
 * unknown command becomes `unknown`.
 */
export function createParser(): Parser {
  let text: number[] = [];
  let pending: number[] = [];

  /** Adds the commands that this byte completes. */
  function take(byte: number, commands: Command[]): void {
    if (pending.length === 0 && byte >= 0x20) {
      text.push(byte);
      return;
    }
    if (pending.length === 0) {
      if (text.length > 0) commands.push({ name: 'text', data: text });
      text = [];
      if (!(byte in leads)) {
        const name = controls[byte];
        commands.push(name === undefined ? { name: 'unknown', data: [byte] } : { name, data: [] });
        return;
      }
    }
    pending.push(byte);
    if (pending.length < 2) return;
    const length = lengthOf(pending) ?? pending.length + 1;
    if (length > commandBytesLimit) {
      commands.push({ name: 'unknown', data: pending });
      pending = [];
    } else if (pending.length >= length) {
      const name = nameOf(pending);
      const data = pending.slice(name.split(' ').length);
      commands.push(isKnown(name) ? { name, data } : { name: 'unknown', data: pending });
      pending = [];
    }
  }

  return {
    push(bytes) {
      const commands: Command[] = [];
      for (const byte of bytes) take(byte, commands);
      return commands;
    },
    reset() {
      text = [];
      pending = [];
    },
  };
}
