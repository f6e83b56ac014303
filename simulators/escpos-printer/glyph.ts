import { pathOf } from './font.ts';

/** The box of font A in dots; the strokes in font.ts are drawn in it. */
const box = { width: 12, height: 24 };

/** Half the width of the pen in dots: ordinary and emphasised. */
const penRadius = { regular: 1.05, bold: 1.55 };

/** A curve is drawn as this many straight pieces. */
const curvePieces = 10;

/** Glyphs kept drawn; a ticket uses some dozens. */
const keptGlyphs = 1000;

export interface Glyph {
  readonly width: number;
  readonly height: number;
  /** One byte a dot, row by row; 1 is black. */
  readonly dots: Uint8Array;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

type Piece = readonly [from: Point, to: Point];

const kept = new Map<string, Glyph>();

/** The dots of a character in a box of `width` x `height` dots. */
export function glyph(character: string, width: number, height: number, bold: boolean): Glyph {
  const key = `${character} ${width} ${height} ${bold}`;
  const before = kept.get(key);
  if (before !== undefined) return before;
  if (kept.size >= keptGlyphs) kept.clear();
  const drawn = draw(character, width, height, bold ? penRadius.bold : penRadius.regular);
  kept.set(key, drawn);
  return drawn;
}

function draw(character: string, width: number, height: number, radius: number): Glyph {
  const pieces = pathOf(character).split('|').flatMap(piecesOf);
  const dots = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const point = { x: ((column + 0.5) * box.width) / width, y: ((row + 0.5) * box.height) / height };
      if (pieces.some((piece) => distance(point, piece) <= radius)) dots[row * width + column] = 1;
    }
  }
  return { width, height, dots };
}

function piecesOf(stroke: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from: Point | undefined;
  let bend: Point | undefined;
  for (const word of stroke.split(' ').filter((part) => part !== '')) {
    const [x = 0, y = 0] = word.replace('~', '').split(',').map(Number);
    const point = { x, y };
    if (word.startsWith('~')) {
      bend = point;
      continue;
    }
    pieces.push(
      ...(bend === undefined || from === undefined
        ? [[from ?? point, point] as const]
        : curve(from, bend, point)),
    );
    from = point;
    bend = undefined;
  }
  return pieces;
}

function curve(from: Point, bend: Point, to: Point): readonly Piece[] {
  const at = (t: number): Point => ({
    x: (1 - t) ** 2 * from.x + 2 * (1 - t) * t * bend.x + t ** 2 * to.x,
    y: (1 - t) ** 2 * from.y + 2 * (1 - t) * t * bend.y + t ** 2 * to.y,
  });
  return Array.from({ length: curvePieces }, (_, index) => [
    at(index / curvePieces),
    at((index + 1) / curvePieces),
  ]);
}

function distance(point: Point, [from, to]: Piece): number {
  const length2 = (to.x - from.x) ** 2 + (to.y - from.y) ** 2;
  const along =
    length2 === 0
      ? 0
      : ((point.x - from.x) * (to.x - from.x) + (point.y - from.y) * (to.y - from.y)) / length2;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - from.x - t * (to.x - from.x), point.y - from.y - t * (to.y - from.y));
}
