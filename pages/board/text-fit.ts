/** How wide texts are in the browser's font, in em, and how high its capital letters are. */
export interface Font {
  readonly capEm: number;
  width(text: string, bold: boolean): number;
}

/** Browsers round the positions of letters: a line may be this much wider than it was measured. */
const slack = 1.02;
/** The height of a line, in em. */
export const lineEm = 1.2;

export function widthOf(font: Font, text: string, size: number, bold = false): number {
  return font.width(text, bold) * size * slack;
}

/** The width of the widest of some texts, in em. */
export function widestEm(font: Font, texts: readonly string[], bold = false): number {
  return Math.max(0, ...texts.map((text) => font.width(text, bold) * slack));
}

/** A text that has been measured once, to be broken into lines at many widths. */
export interface Measured {
  readonly words: readonly string[];
  /** In em; with slack. */
  readonly widths: readonly number[];
  readonly space: number;
  readonly widest: number;
  /** The width of a part of a word, in em. */
  part(text: string): number;
}

export function measured(font: Font, text: string, bold = false): Measured {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const part = (piece: string) => font.width(piece, bold) * slack;
  const widths = words.map(part);
  return { words, widths, space: part(' '), widest: Math.max(0, ...widths), part };
}

/** How many lines a text has where a line is `em` wide: broken between words, and inside of words that are too long. */
export function lineCount(text: Measured, em: number): number {
  if (text.widest > em) return broken(text, em).length;
  let [lines, used] = [0, Number.POSITIVE_INFINITY];
  for (const width of text.widths) {
    used += text.space + width;
    if (used <= em) continue;
    lines++;
    used = width;
  }
  return lines;
}

/** The lines themselves. */
export function broken(text: Measured, em: number): readonly string[] {
  const lines: string[] = [];
  let [line, used] = ['', 0];
  const end = () => {
    if (line !== '') lines.push(line);
    [line, used] = ['', 0];
  };
  text.words.forEach((word, at) => {
    const width = text.widths[at] ?? 0;
    if (line !== '' && used + text.space + width > em) end();
    if (width <= em) {
      used = line === '' ? width : used + text.space + width;
      line = line === '' ? word : `${line} ${word}`;
      return;
    }
    const parts = partsOf(word, em, text.part);
    lines.push(...parts.slice(0, -1));
    line = parts[parts.length - 1] ?? '';
    used = text.part(line);
  });
  end();
  return lines;
}

/** The lines of a text that are at most `width` px wide. */
export function wrapped(
  font: Font,
  text: string,
  size: number,
  width: number,
  bold = false,
): readonly string[] {
  return broken(measured(font, text, bold), width / size);
}

/** A word that is wider than a line, in parts that are not: a letter at least. */
function partsOf(word: string, em: number, part: Measured['part']): readonly string[] {
  const parts: string[] = [];
  let current = '';
  for (const letter of Array.from(word)) {
    if (current !== '' && part(current + letter) > em) {
      parts.push(current);
      current = '';
    }
    current += letter;
  }
  return [...parts, current];
}
