import type { QrLevel } from './codes.ts';
import type { Command } from './parser.ts';

/** How characters are printed. */
export interface Style {
  readonly font: 'A' | 'B';
  readonly width: number;
  readonly height: number;
  readonly bold: boolean;
  readonly underline: boolean;
  readonly inverse: boolean;
}

export type Align = 'left' | 'center' | 'right';

/** The settings for what is printed next, from the commands so far. */
export interface PrintSettings {
  readonly style: Style;
  readonly align: Align;
  /** Dots of one line feed. */
  readonly spacing: number;
  readonly qr: { readonly cell: number; readonly level: QrLevel; readonly text: string };
  readonly bars: { readonly height: number; readonly moduleDots: number };
}

/** As after ESC @ and ESC 2: 1/6 inch of a head with 180 dots an inch, 3.75 mm of one with 203. */
const defaultSpacing = 30;

/** The settings after power on, and after ESC @. */
export const initialSettings: PrintSettings = {
  style: { font: 'A', width: 1, height: 1, bold: false, underline: false, inverse: false },
  align: 'left',
  spacing: defaultSpacing,
  qr: { cell: 3, level: 'l', text: '' },
  bars: { height: 162, moduleDots: 3 },
};

const aligns: Readonly<Record<number, Align>> = {
  0: 'left',
  1: 'center',
  2: 'right',
  48: 'left',
  49: 'center',
  50: 'right',
};
const qrLevels: Readonly<Record<number, QrLevel>> = { 48: 'l', 49: 'm', 50: 'q', 51: 'h' };

/** The settings after a command; the same object when it sets nothing. `lineBegun`: the line has content already. */
export function settingsAfter(settings: PrintSettings, command: Command, lineBegun: boolean): PrintSettings {
  const { style, qr, bars } = settings;
  const n = command.data[0] ?? 0;
  const restyled = (change: Partial<Style>): PrintSettings => ({
    ...settings,
    style: { ...style, ...change },
  });
  switch (command.name) {
    case 'ESC @':
      return initialSettings;
    case 'ESC !':
      return restyled(printMode(n));
    case 'ESC M':
      return restyled({ font: n % 48 === 1 ? 'B' : 'A' });
    case 'ESC E':
    case 'ESC G':
      return restyled({ bold: (n & 1) === 1 });
    case 'ESC -':
      return restyled({ underline: n % 48 > 0 });
    case 'GS B':
      return restyled({ inverse: (n & 1) === 1 });
    case 'GS !':
      return restyled({ width: ((n >> 4) & 7) + 1, height: (n & 7) + 1 });
    case 'ESC a':
      // An alignment counts only at the beginning of a line.
      return lineBegun ? settings : { ...settings, align: aligns[n] ?? settings.align };
    case 'ESC 2':
      return { ...settings, spacing: defaultSpacing };
    case 'ESC 3':
      return { ...settings, spacing: n };
    case 'GS h':
      return { ...settings, bars: { ...bars, height: n } };
    case 'GS w':
      return { ...settings, bars: { ...bars, moduleDots: n } };
    case 'GS ( k':
      return { ...settings, qr: qrAfter(qr, command.data) };
    default:
      return settings;
  }
}

const printMode = (n: number): Partial<Style> => ({
  font: n & 0x01 ? 'B' : 'A',
  bold: (n & 0x08) !== 0,
  height: n & 0x10 ? 2 : 1,
  width: n & 0x20 ? 2 : 1,
  underline: (n & 0x80) !== 0,
});

/** Functions 67, 69 and 80 of a QR code: cell size, error correction level, and text. */
function qrAfter(qr: PrintSettings['qr'], data: readonly number[]): PrintSettings['qr'] {
  const [, , symbol, fn, value = 0] = data;
  if (symbol !== qrSymbol) return qr;
  if (fn === 67) return { ...qr, cell: value };
  if (fn === 69) return { ...qr, level: qrLevels[value] ?? 'l' };
  if (fn === 80) return { ...qr, text: String.fromCharCode(...data.slice(5)) };
  return qr;
}

const qrSymbol = 49;

/** Function 81 prints the QR code as set before. */
export const printsQr = ([, , symbol, fn]: readonly number[]): boolean => symbol === qrSymbol && fn === 81;
