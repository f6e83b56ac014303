/**
 * One command of a Star printer, named as in Star's manuals (`ESC GS a`, `ESC * r A`), `text` for a run of printable
 * bytes, `row` for a line of dots in raster mode, or `unknown`. `data` are the bytes behind the name; a decimal number
 * is one number.
 */
export interface StarCommand {
  readonly name: string;
  readonly data: readonly number[];
}

/** What is carried out on reception: a question for the status, a reset, or the end of all that was received. */
export type StarRequest = 'status' | 'reset' | 'cancel';

/** Called in the order of the stream. */
interface Found {
  readonly request: (what: StarRequest) => void;
  readonly command: (what: StarCommand) => void;
}

type Decided = StarCommand | 'incomplete' | 'none';

const [NUL, ACK, LF, FF, SYN, ETB, CAN, ESC, GS, RS] = [
  0, 0x06, 0x0a, 0x0c, 0x16, 0x17, 0x18, 0x1b, 0x1d, 0x1e,
];

/** Bytes behind ESC and a letter. */
const afterEsc: Readonly<Record<string, number>> = {
  ...{ '@': 0, E: 0, F: 0, '4': 0, '5': 0, '0': 0, z: 1, a: 1, d: 1, '-': 1, '?': 2, i: 2, W: 1, h: 1 },
};

/**
 * Parses Star Line Mode, StarPRNT and the raster mode of both; a printer without letters (`graphic`) knows no CAN. The
 * requests behind ESC ACK are found anywhere, inside of data too.
 */
export class StarParser {
  readonly #graphic: boolean;
  #held: number[] = [];
  #pending: number[] = [];
  #text: number[] = [];
  #raster = false;

  constructor(graphic: boolean) {
    this.#graphic = graphic;
  }

  /** Takes the next bytes, in chunks of any size. */
  push(bytes: Iterable<number>, found: Found): void {
    for (const byte of bytes) {
      this.#held.push(byte);
      const [first, second] = this.#held;
      if (first === ESC && (second === undefined || (second === ACK && this.#held.length === 2))) continue;
      const held = this.#held;
      this.#held = [];
      const asked = requestOf(held);
      if (asked !== undefined) found.request(asked);
      else if (held.length === 2 && second === ESC) {
        // The first ESC was data; a request may begin with the second.
        this.#take(ESC, found);
        this.#held = [ESC];
      } else for (const each of held) this.#take(each, found);
    }
  }

  /** As after power on. */
  reset(): void {
    this.#held = [];
    this.#pending = [];
    this.#text = [];
    this.#raster = false;
  }

  #take(byte: number, { request, command }: Found): void {
    const atStart = this.#pending.length === 0;
    if (atStart && !this.#raster && byte >= 0x20) {
      this.#text.push(byte);
      return;
    }
    if (this.#text.length > 0) command({ name: 'text', data: this.#text });
    this.#text = [];
    if (atStart && byte === CAN && !this.#graphic) {
      this.#raster = false;
      request('cancel');
      return;
    }
    this.#pending.push(byte);
    const decided = this.#decide();
    if (decided === 'incomplete') return;
    this.#pending = [];
    if (decided === 'none') return;
    if (decided.name === 'ESC * r A') this.#raster = true;
    if (decided.name === 'ESC * r B') this.#raster = false;
    command(decided);
  }

  /** The command that the pending bytes make. */
  #decide(): Decided {
    const bytes = this.#pending;
    const [first = 0, second, third] = bytes;
    if (this.#raster && (first === 0x62 || first === 0x6b)) return rowOf(bytes);
    if (first !== ESC) return this.#raster ? 'none' : single(first);
    if (second === undefined) return 'incomplete';
    if (second === 0x2a) return bytes.length < 4 ? 'incomplete' : rasterOf(bytes);
    if (second === FF) return fixed(bytes, 'ESC FF', 2, 1);
    if (second === GS || second === RS || second === SYN)
      return third === undefined ? 'incomplete' : grouped(bytes);
    const letter = String.fromCharCode(second);
    if (letter === 'b') return barsOf(bytes);
    const length = afterEsc[letter];
    return length === undefined ? { name: 'unknown', data: bytes } : fixed(bytes, `ESC ${letter}`, 2, length);
  }
}

const fixed = (bytes: readonly number[], name: string, from: number, length: number): Decided =>
  bytes.length < from + length ? 'incomplete' : { name, data: bytes.slice(from, from + length) };

function single(byte: number): Decided {
  if (byte === LF) return { name: 'LF', data: [] };
  return byte === ETB ? { name: 'ETB', data: [] } : 'none';
}

/** Behind ESC GS, ESC RS and ESC SYN. */
function grouped(bytes: readonly number[]): Decided {
  const [, second, third = 0, fourth] = bytes;
  const letter = String.fromCharCode(third);
  if (second === RS) return fixed(bytes, `ESC RS ${letter}`, 3, 1);
  if (second === SYN) return fixed(bytes, `ESC SYN ${letter}`, 3, 1);
  if (third === 3) return fixed(bytes, 'ESC GS ETX', 3, 3);
  if (letter !== 'y') return fixed(bytes, `ESC GS ${letter}`, 3, 1);
  if (fourth === undefined) return 'incomplete';
  if (fourth === 0x50) return { name: 'ESC GS y P', data: [] };
  if (fourth === 0x53) return fixed(bytes, 'ESC GS y S', 4, 2);
  if (bytes.length < 8) return 'incomplete';
  return fixed(bytes, 'ESC GS y D', 4, 4 + (bytes[6] ?? 0) + (bytes[7] ?? 0) * 256);
}

/** `ESC * r X`, or `ESC * r X digits NUL`. */
function rasterOf(bytes: readonly number[]): Decided {
  const letter = String.fromCharCode(bytes[3] ?? 0);
  const name = `ESC * r ${letter}`;
  if ('ABCR'.includes(letter)) return { name, data: [] };
  if (bytes.at(-1) !== NUL) return 'incomplete';
  return { name, data: [Number(String.fromCharCode(...bytes.slice(4, -1)))] };
}

/** `ESC ACK SOH` and `ESC ACK CAN`. */
function requestOf([first, second, third]: readonly number[]): StarRequest | undefined {
  if (first !== ESC || second !== ACK) return undefined;
  if (third === CAN) return 'reset';
  return third === 1 ? 'status' : undefined;
}

/** `b` or `k`, the number of bytes, and the bytes. */
function rowOf(bytes: readonly number[]): Decided {
  if (bytes.length < 3) return 'incomplete';
  const length = (bytes[1] ?? 0) + (bytes[2] ?? 0) * 256;
  return bytes.length < 3 + length ? 'incomplete' : { name: 'row', data: bytes.slice(3) };
}

/** `ESC b n1 n2 n3 n4`, the text, and RS. */
function barsOf(bytes: readonly number[]): Decided {
  return bytes.length > 6 && bytes.at(-1) === RS ? { name: 'ESC b', data: bytes.slice(2, -1) } : 'incomplete';
}
