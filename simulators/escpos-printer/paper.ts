import type { QrLevel } from './codes.ts';
import type { Command } from './parser.ts';

/** How characters are printed, as set by the commands so far. */
export interface Style {
  readonly font: 'A' | 'B';
  readonly width: number;
  readonly height: number;
  readonly bold: boolean;
  readonly underline: boolean;
  readonly inverse: boolean;
}

export type Align = 'left' | 'center' | 'right';

export interface Run {
  readonly text: string;
  readonly style: Style;
}

/** What is on the paper, from top to bottom. */
export type Row =
  | { readonly type: 'line'; readonly runs: readonly Run[]; readonly align: Align; readonly spacing: number }
  | { readonly type: 'feed'; readonly dots: number }
  | {
      readonly type: 'qr';
      readonly text: string;
      readonly cell: number;
      readonly level: QrLevel;
      readonly align: Align;
    }
  | {
      readonly type: 'code128';
      readonly text: string;
      readonly moduleDots: number;
      readonly height: number;
      readonly align: Align;
    };

/** Dots of one line feed: 1/6 inch at 203 dots an inch, as after ESC @ and ESC 2. */
export const defaultSpacing = 30;

const plain: Style = { font: 'A', width: 1, height: 1, bold: false, underline: false, inverse: false };

/** The box of one character in dots, at single size. */
export const characterBox = { A: { width: 12, height: 24 }, B: { width: 9, height: 17 } } as const;

export const characterWidth = (style: Style): number => characterBox[style.font].width * style.width;
export const characterHeight = (style: Style): number => characterBox[style.font].height * style.height;

const aligns: Readonly<Record<number, Align>> = {
  0: 'left',
  1: 'center',
  2: 'right',
  48: 'left',
  49: 'center',
  50: 'right',
};
const qrLevels: Readonly<Record<number, QrLevel>> = { 48: 'l', 49: 'm', 50: 'q', 51: 'h' };
const code128 = 73;

export interface Paper {
  /** Carries a print command out; returns the rows it put on the paper. */
  print(command: Command): readonly Row[];
  /** Back to the state after power on; what was not yet printed is forgotten. */
  reset(): void;
}

/** The print engine: turns commands into rows on paper `dots` wide. */
export function createPaper(dots: number): Paper {
  let style = plain;
  let align: Align = 'left';
  let spacing = defaultSpacing;
  let runs: Run[] = [];
  let used = 0;
  let qr: { cell: number; level: QrLevel; text: string } = { cell: 3, level: 'l', text: '' };
  let bars = { height: 162, moduleDots: 3 };

  function reset(): void {
    style = plain;
    align = 'left';
    spacing = defaultSpacing;
    runs = [];
    used = 0;
    qr = { cell: 3, level: 'l', text: '' };
    bars = { height: 162, moduleDots: 3 };
  }

  function lineFeed(): Row {
    const row: Row = { type: 'line', runs, align, spacing };
    runs = [];
    used = 0;
    return row;
  }

  /** What stands in the line goes first: a code begins on a line of its own. */
  const pendingLine = (): readonly Row[] => (runs.length > 0 ? [lineFeed()] : []);

  /** A full line wraps, as in a real printer. */
  function write(bytes: readonly number[]): readonly Row[] {
    const rows: Row[] = [];
    for (const byte of bytes) {
      if (used + characterWidth(style) > dots) rows.push(lineFeed());
      used += characterWidth(style);
      const character = byte < 0x7f ? String.fromCharCode(byte) : '\ufffd';
      const last = runs.at(-1);
      if (last?.style === style) runs[runs.length - 1] = { text: last.text + character, style };
      else runs.push({ text: character, style });
    }
    return rows;
  }

  function twoDimensional(data: readonly number[]): readonly Row[] {
    const [, , symbol, fn, value = 0] = data;
    if (symbol !== 49) return [];
    if (fn === 67) qr = { ...qr, cell: value };
    if (fn === 69) qr = { ...qr, level: qrLevels[value] ?? 'l' };
    if (fn === 80) qr = { ...qr, text: String.fromCharCode(...data.slice(5)) };
    if (fn !== 81 || qr.text === '') return [];
    return [...pendingLine(), { type: 'qr', ...qr, align }];
  }

  function barCode(data: readonly number[]): readonly Row[] {
    const [symbology, , ...bytes] = data;
    if (symbology !== code128) return [];
    const text = String.fromCharCode(...bytes).replace(/^\{[ABC]/, '');
    return [...pendingLine(), { type: 'code128', text, ...bars, align }];
  }

  function printMode(n: number): void {
    style = {
      ...style,
      font: n & 0x01 ? 'B' : 'A',
      bold: (n & 0x08) !== 0,
      height: n & 0x10 ? 2 : 1,
      width: n & 0x20 ? 2 : 1,
      underline: (n & 0x80) !== 0,
    };
  }

  /** Commands that only set something, and leave the paper as it is. */
  function set(name: string, n: number): void {
    if (name === 'ESC @') reset();
    if (name === 'ESC !') printMode(n);
    if (name === 'ESC M') style = { ...style, font: n % 48 === 1 ? 'B' : 'A' };
    if (name === 'ESC E' || name === 'ESC G') style = { ...style, bold: (n & 1) === 1 };
    if (name === 'ESC -') style = { ...style, underline: n % 48 > 0 };
    if (name === 'GS B') style = { ...style, inverse: (n & 1) === 1 };
    if (name === 'GS !') style = { ...style, width: ((n >> 4) & 7) + 1, height: (n & 7) + 1 };
    // An alignment counts only at the beginning of a line.
    if (name === 'ESC a' && runs.length === 0) align = aligns[n] ?? align;
    if (name === 'ESC 2') spacing = defaultSpacing;
    if (name === 'ESC 3') spacing = n;
    if (name === 'GS h') bars = { ...bars, height: n };
    if (name === 'GS w') bars = { ...bars, moduleDots: n };
  }

  function print({ name, data }: Command): readonly Row[] {
    const n = data[0] ?? 0;
    switch (name) {
      case 'text':
        return write(data);
      case 'LF':
        return [lineFeed()];
      case 'ESC d':
        return Array.from({ length: n }, lineFeed);
      case 'ESC J':
        return [...pendingLine(), { type: 'feed', dots: n }];
      case 'GS ( k':
        return twoDimensional(data);
      case 'GS k':
        return barCode(data);
      default:
        set(name, n);
        return [];
    }
  }

  return { print, reset };
}
