import type { QrLevel } from './codes.ts';
import type { Command } from './parser.ts';
import {
  type Align,
  initialSettings,
  type PrintSettings,
  printsQr,
  type Style,
  settingsAfter,
} from './print-settings.ts';
import { columnsOf, type Picture, pictureOf } from './sent-picture.ts';

export interface Run {
  readonly text: string;
  readonly style: Style;
}

/** One row on the paper. */
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
    }
  | { readonly type: 'picture'; readonly picture: Picture; readonly align: Align };

/** The box of one character in dots, at single size. */
export const characterBox = { A: { width: 12, height: 24 }, B: { width: 9, height: 17 } } as const;

export const characterWidth = (style: Style): number => characterBox[style.font].width * style.width;
export const characterHeight = (style: Style): number => characterBox[style.font].height * style.height;

const code128 = 73;

/** From the head to the blade: four lines. */
const cutterDots = 120;

/** After this many empty lines, a printer without a cutter has fed a ticket out. */
const tearOffLines = 4;

export const isEmptyRow = (row: Row): boolean =>
  row.type === 'feed' || (row.type === 'line' && row.runs.length === 0);

/** Whether a ticket was fed out so far that a person tears it off. */
export const isFedOut = (rows: readonly Row[]): boolean =>
  !rows.every(isEmptyRow) && rows.slice(-tearOffLines).every(isEmptyRow);

export interface Paper {
  /** Carries out a print command; returns the rows that it put on the paper. */
  print(command: Command): readonly Row[];
  /** Returns to the state after power on; an unprinted line is lost. */
  reset(): void;
}

/** The print engine: turns commands into rows on paper `dots` wide. */
export function createPaper(dots: number): Paper {
  let settings = initialSettings;
  let runs: Run[] = [];
  let used = 0;
  /** A band of dots that stands in the line. */
  let band: Picture | undefined;

  function reset(): void {
    settings = initialSettings;
    runs = [];
    used = 0;
    band = undefined;
  }

  function lineFeed(): Row {
    const { align, spacing } = settings;
    const row: Row = band ? bandRow(band, spacing, align) : { type: 'line', runs, align, spacing };
    band = undefined;
    runs = [];
    used = 0;
    return row;
  }

  /** Prints the unfinished line first: a code begins on a line of its own. */
  const pendingLine = (): readonly Row[] => (runs.length > 0 ? [lineFeed()] : []);

  /** A full line wraps, as in a real printer. */
  function write(bytes: readonly number[]): readonly Row[] {
    const { style } = settings;
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

  function print(command: Command): readonly Row[] {
    const { name, data } = command;
    const n = data[0] ?? 0;
    settings = settingsAfter(settings, command, runs.length > 0);
    switch (name) {
      case 'text':
        return write(data);
      case 'LF':
        return [lineFeed()];
      case 'ESC d':
        return Array.from({ length: n }, lineFeed);
      case 'ESC *':
        band = columnsOf(data);
        return [];
      case 'ESC @':
        reset();
        return [];
      default: {
        const row = ownRow(command, settings);
        return row === undefined ? [] : [...pendingLine(), row];
      }
    }
  }

  return { print, reset };
}

/** A band with the white that is fed below it. */
function bandRow(band: Picture, spacing: number, align: Align): Row {
  const height = Math.max(band.height, spacing);
  const dots = new Uint8Array(band.width * height);
  dots.set(band.dots);
  return { type: 'picture', picture: { ...band, height, dots }, align };
}

/** The row of its own that a command prints: a feed, a code or a picture. */
function ownRow({ name, data }: Command, { align, qr, bars }: PrintSettings): Row | undefined {
  switch (name) {
    case 'ESC J':
      return { type: 'feed', dots: data[0] ?? 0 };
    case 'GS V':
      // It feeds to the blade, and n dots more.
      return data[0] === 65 || data[0] === 66
        ? { type: 'feed', dots: cutterDots + (data[1] ?? 0) }
        : undefined;
    case 'GS ( k':
      return printsQr(data) && qr.text !== '' ? { type: 'qr', ...qr, align } : undefined;
    case 'GS k': {
      const text = code128Text(data);
      return text === undefined ? undefined : { type: 'code128', text, ...bars, align };
    }
    case 'GS v': {
      const picture = pictureOf(data);
      return picture && { type: 'picture', picture, align };
    }
    default:
      return undefined;
  }
}

/** The text of a bar code without its code set prefix; undefined for a symbology that is not drawn. */
function code128Text([symbology, , ...bytes]: readonly number[]): string | undefined {
  return symbology === code128 ? String.fromCharCode(...bytes).replace(/^\{[ABC]/, '') : undefined;
}
