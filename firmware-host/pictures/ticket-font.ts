import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import opentype, { type Font } from 'opentype.js';
import { character as box } from '../../devices/ticket-element.ts';
import type { Dots } from './dots.ts';
import { fillPath } from './fill-path.ts';

/** Characters kept drawn; a ticket uses some dozens in a few sizes. */
const keptMax = 600;

const resolve = createRequire(import.meta.url).resolve;
const weights = { regular: 400, bold: 700 } as const;

const fonts = new Map<keyof typeof weights, Font>();
const kept = new Map<string, Dots>();

/** DejaVu Sans Mono: every character is as wide as any other, like those of a printer. */
function fontOf(weight: keyof typeof weights): Font {
  const known = fonts.get(weight);
  if (known !== undefined) return known;
  const file = resolve(`@fontsource/dejavu-mono/files/dejavu-mono-latin-${weights[weight]}-normal.woff`);
  const font = opentype.parse(Uint8Array.from(readFileSync(file)).buffer);
  fonts.set(weight, font);
  return font;
}

/** A character in a box of font A, `width` and `height` times as large. */
export function drawnCharacter(character: string, width: number, height: number, bold: boolean): Dots {
  const key = `${character} ${width} ${height} ${bold}`;
  const before = kept.get(key);
  if (before !== undefined) return before;
  if (kept.size >= keptMax) kept.clear();
  const font = fontOf(bold ? 'bold' : 'regular');
  const glyph = font.charToGlyph(character);
  const scaleY = (box.heightDots * height) / (font.ascender - font.descender);
  const dots = fillPath(glyph.getPath(0, 0, font.unitsPerEm).commands, {
    scaleX: (box.widthDots * width) / glyph.advanceWidth,
    scaleY,
    baseline: Math.round(font.ascender * scaleY),
    width: box.widthDots * width,
    height: box.heightDots * height,
  });
  kept.set(key, dots);
  return dots;
}
