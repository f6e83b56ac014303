import { PNG } from 'pngjs';
import { code128Modules, code128Widths, qrModules } from './codes.ts';
import { glyph } from './glyph.ts';
import { characterBox, characterHeight, characterWidth, type Row, type Run } from './paper.ts';
import type { Align } from './print-settings.ts';
import type { Picture } from './sent-picture.ts';

/** White paper around the printable area, in dots. */
const margin = { side: 32, top: 40, bottom: 24 };

/** Dots of an underline, at the bottom of the character box. */
const underlineDots = 2;

/** Blackens a rectangle; (x, y) is its distance from the top left corner of the drawing. */
type Ink = (x: number, y: number, width: number, height: number) => void;

/** A row to be drawn: its height, and the function that draws it. */
interface Block {
  readonly height: number;
  draw(ink: Ink): void;
}

/** Dots of paper that a row takes. */
export const rowHeight = (row: Row, dots: number): number => blockOf(row, dots).height;

/** The rows of a ticket as a greyscale PNG, one pixel a dot, on paper with `dots` printable dots. */
export function drawPng(rows: readonly Row[], dots: number): Buffer {
  const blocks = rows.map((row) => blockOf(row, dots));
  const height = blocks.reduce((sum, block) => sum + block.height, margin.top + margin.bottom);
  const png = new PNG({ width: dots + 2 * margin.side, height });
  // One byte a pixel and no search for the best PNG filter: black on white compresses well, and a day has hundreds.
  png.data = Buffer.alloc(png.width * height, 255);
  let top = margin.top;
  for (const block of blocks) {
    const offset = top;
    block.draw((x, y, width, blockHeight) => {
      for (let row = 0; row < blockHeight; row++) {
        const first = (offset + y + row) * png.width + margin.side + x;
        png.data.fill(0, first, first + width);
      }
    });
    top += block.height;
  }
  return PNG.sync.write(png, { colorType: 0, inputColorType: 0, inputHasAlpha: false, filterType: 0 });
}

function blockOf(row: Row, dots: number): Block {
  switch (row.type) {
    case 'feed':
      return { height: row.dots, draw: () => {} };
    case 'line':
      return line(row.runs, row.spacing, (width) => indent(row.align, width, dots));
    case 'qr': {
      const modules = qrModules(row.text, row.level);
      const side = modules.length * row.cell;
      return fitting(side, dots, side, (ink) => qr(modules, row.cell, indent(row.align, side, dots), ink));
    }
    case 'picture': {
      // What is wider than the paper is cut off at the edge, as by a real head.
      const { picture, align } = row;
      const left = indent(align, picture.width, dots);
      return { height: picture.height, draw: (ink) => blacken(picture, left, dots, ink) };
    }
    case 'code128': {
      const widths = code128Widths(row.text, row.moduleDots);
      const width = widths.reduce((sum, each) => sum + each, 0);
      const from = indent(row.align, width, dots);
      return fitting(code128Modules(row.text) * row.moduleDots, dots, row.height, (ink) =>
        bars(widths, row.height, from, ink),
      );
    }
  }
}

/** A printer leaves out a code that is wider than the paper. */
const fitting = (width: number, dots: number, height: number, draw: (ink: Ink) => void): Block =>
  width <= dots ? { height, draw } : { height: 0, draw: () => {} };

function indent(align: Align, width: number, dots: number): number {
  const free = Math.max(0, dots - width);
  return align === 'left' ? 0 : align === 'right' ? free : Math.floor(free / 2);
}

function line(runs: readonly Run[], spacing: number, indentOf: (width: number) => number): Block {
  const width = runs.reduce((sum, run) => sum + run.text.length * characterWidth(run.style), 0);
  const tallest = Math.max(0, ...runs.map((run) => characterHeight(run.style)));
  return {
    // Characters higher than the line spacing take the height they need.
    height: Math.max(spacing, tallest),
    draw(ink) {
      let x = indentOf(width);
      for (const run of runs) {
        for (const character of run.text) {
          letter(character, run, x, tallest, ink);
          x += characterWidth(run.style);
        }
      }
    },
  };
}

/** Characters of different heights on one line stand on its lower edge. */
function letter(character: string, { style }: Run, x: number, lineHeight: number, ink: Ink): void {
  const [width, height] = [characterWidth(style), characterHeight(style)];
  const top = lineHeight - height;
  const { dots } = glyph(character, width, height, style.bold);
  const black = style.inverse ? 0 : 1;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      if (dots[row * width + column] === black) ink(x + column, top + row, 1, 1);
    }
  }
  const line = (underlineDots * height) / characterBox[style.font].height;
  if (style.underline) ink(x, top + height - line, width, line);
}

function qr(modules: readonly Uint8Array[], cell: number, left: number, ink: Ink): void {
  for (const [row, line] of modules.entries()) {
    for (const [column, black] of line.entries()) {
      if (black) ink(left + column * cell, row * cell, cell, cell);
    }
  }
}

function blacken({ width, height, dots }: Picture, left: number, paperDots: number, ink: Ink): void {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < Math.min(width, paperDots - left); x++)
      if (dots[y * width + x] === 1) ink(left + x, y, 1, 1);
  }
}

function bars(widths: readonly number[], height: number, left: number, ink: Ink): void {
  let x = left;
  for (const [index, width] of widths.entries()) {
    if (index % 2 === 0) ink(x, 0, width, height);
    x += width;
  }
}
