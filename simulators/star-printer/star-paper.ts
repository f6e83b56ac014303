import { createPaper, type Paper, type Row } from '../escpos-printer/paper.ts';
import type { StarCommand } from './star-parser.ts';

const [narrowFeed, wideFeed] = [24, 32];
/** From the head to the blade. */
const cutterDots = 128;
/** Modes of the end of a picture that feed to the cutter, and those that cut. */
const feedingEnds: readonly number[] = [2, 3, 9, 13];
const cuttingEnds: readonly number[] = [8, 9, 12, 13];
const defaultEnd = 13;

/** What a command put on the paper, and whether it cut. */
interface Printed {
  readonly rows: readonly Row[];
  readonly cut: boolean;
}

const nothing: Printed = { rows: [], cut: false };

/** The print engine of a Star printer. One without letters prints the lines of dots, and nothing else. */
export class StarPaper {
  readonly #paper: Paper;
  readonly #graphic: boolean;
  #qr = { cell: 3, level: 0, text: [] as readonly number[] };
  #end = defaultEnd;
  /** Whether lines of dots came since the last end. */
  #begun = false;

  constructor(dots: number, graphic: boolean) {
    this.#paper = createPaper(dots);
    this.#graphic = graphic;
    this.reset();
  }

  /** As after power on. */
  reset(): void {
    this.#paper.reset();
    this.#set('ESC 3', wideFeed);
    this.#end = defaultEnd;
    this.#begun = false;
  }

  print(command: StarCommand): Printed {
    const drawn = this.#inRaster(command);
    if (drawn !== undefined) return drawn;
    if (this.#graphic) return nothing;
    if (command.name !== 'ESC d') return { rows: this.#inLine(command), cut: false };
    const feeds = (command.data[0] ?? 0) % 48 >= 2;
    return { rows: feeds ? [{ type: 'feed', dots: cutterDots }] : [], cut: true };
  }

  #set(name: string, ...data: readonly number[]): readonly Row[] {
    return this.#paper.print({ name, data });
  }

  #inRaster({ name, data }: StarCommand): Printed | undefined {
    const [n = 0] = data;
    switch (name) {
      case 'row':
        this.#begun = true;
        return { rows: [dotsOf(data)], cut: false };
      case 'ESC * r Y':
        return { rows: [{ type: 'feed', dots: n }], cut: false };
      case 'ESC * r E':
        this.#end = n === 0 ? defaultEnd : n;
        return nothing;
      case 'ESC * r A':
        this.#end = defaultEnd;
        this.#begun = false;
        return nothing;
      case 'ESC * r C':
        this.#begun = false;
        return nothing;
      case 'ESC FF':
      case 'ESC * r B':
        return this.#atEnd();
      default:
        return undefined;
    }
  }

  #atEnd(): Printed {
    if (!this.#begun) return nothing;
    this.#begun = false;
    const feeds = feedingEnds.includes(this.#end);
    const rows: readonly Row[] = feeds ? [{ type: 'feed', dots: cutterDots }] : [];
    return { rows, cut: cuttingEnds.includes(this.#end) };
  }

  #inLine({ name, data }: StarCommand): readonly Row[] {
    const [n = 0, m = 0] = data;
    switch (name) {
      case 'text':
        return this.#set('text', ...data);
      case 'LF':
        return this.#set('LF');
      case 'ESC @':
        return [...this.#set('ESC @'), ...this.#set('ESC 3', wideFeed)];
      case 'ESC z':
        return this.#set('ESC 3', n % 48 === 1 ? wideFeed : narrowFeed);
      case 'ESC E':
      case 'ESC F':
        return this.#set('ESC E', name === 'ESC E' ? 1 : 0);
      case 'ESC 4':
      case 'ESC 5':
        return this.#set('GS B', name === 'ESC 4' ? 1 : 0);
      case 'ESC i':
        // Larger sizes than sixfold are ignored.
        return n > 5 || m > 5 ? [] : this.#set('GS !', (m << 4) | n);
      case 'ESC GS a':
        return this.#set('ESC a', n);
      case 'ESC a':
        return this.#set('ESC d', n);
      default:
        return this.#code({ name, data });
    }
  }

  #code({ name, data }: StarCommand): readonly Row[] {
    const [n = 0, m = 0] = data;
    const { cell, level, text } = this.#qr;
    switch (name) {
      case 'ESC GS y S':
        this.#qr = { text, cell: n === 0x32 ? m : cell, level: n === 0x31 ? m : level };
        return [];
      case 'ESC GS y D':
        this.#qr = { cell, level, text: data.slice(4) };
        return [];
      case 'ESC GS y P':
        return [
          ...this.#set('GS ( k', 3, 0, 49, 67, cell),
          ...this.#set('GS ( k', 3, 0, 49, 69, 48 + level),
          ...this.#set('GS ( k', 0, 0, 49, 80, 48, ...text),
          ...this.#set('GS ( k', 3, 0, 49, 81, 48),
        ];
      case 'ESC b': {
        const [, , module = 1, height = 0, ...letters] = data;
        const sized = [...this.#set('GS h', height), ...this.#set('GS w', module + 1)];
        return [...sized, ...this.#set('GS k', 73, letters.length, ...letters)];
      }
      default:
        return [];
    }
  }
}

/** A line of dots, eight in a byte. */
function dotsOf(bytes: readonly number[]): Row {
  const line = bytes.flatMap((byte) => Array.from({ length: 8 }, (_, bit) => (byte >> (7 - bit)) & 1));
  const picture = { width: line.length, height: 1, dots: Uint8Array.from(line) };
  return { type: 'picture', picture, align: 'left' };
}
