import type { PathCommand } from 'opentype.js';
import { type Dots, whiteDots } from './dots.ts';

/** A curve is drawn as this many straight pieces: a letter eight times as large is still round. */
const curvePieces = 12;

/** Rows and columns of samples within a dot. */
const samples = 4;
/** A dot with so many black samples is black. Somewhat less than half: thin strokes would have gaps. */
const samplesMin = (samples * samples * 7) / 16;

interface Point {
  readonly x: number;
  readonly y: number;
}

type Segment = readonly [from: Point, to: Point];

/**
 * The dots within an outline, by the non-zero rule of TrueType. A point of the outline is scaled, then moved down by
 * `baseline`; `width` and `height` are those of the picture, in dots.
 */
export function fillPath(
  commands: readonly PathCommand[],
  to: {
    readonly scaleX: number;
    readonly scaleY: number;
    readonly baseline: number;
    readonly width: number;
    readonly height: number;
  },
): Dots {
  const { scaleX, scaleY, baseline, width, height } = to;
  const segments = segmentsOf(commands).map(([from, end]): Segment => {
    const placed = ({ x, y }: Point) => ({ x: x * scaleX, y: y * scaleY + baseline });
    return [placed(from), placed(end)];
  });
  const counts = new Uint8Array(width * height);
  for (let row = 0; row < height * samples; row++)
    countRow(segments, (row + 0.5) / samples, Math.floor(row / samples) * width, width, counts);
  const dots = whiteDots(width, height);
  for (const [at, count] of counts.entries()) if (count >= samplesMin) dots.black[at] = 1;
  return dots;
}

/** Counts the samples of one row that are within the outline, dot by dot from `first`. */
function countRow(
  segments: readonly Segment[],
  y: number,
  first: number,
  width: number,
  counts: Uint8Array,
): void {
  const crossings: { readonly x: number; readonly turn: number }[] = [];
  for (const [from, to] of segments) {
    if (from.y <= y === to.y <= y) continue;
    const x = from.x + ((y - from.y) / (to.y - from.y)) * (to.x - from.x);
    crossings.push({ x, turn: from.y < to.y ? 1 : -1 });
  }
  crossings.sort((a, b) => a.x - b.x);
  let winding = 0;
  for (const [at, { x, turn }] of crossings.entries()) {
    winding += turn;
    const end = crossings[at + 1]?.x;
    if (winding === 0 || end === undefined) continue;
    const from = Math.max(0, Math.ceil(x * samples - 0.5));
    for (let sample = from; sample + 0.5 < Math.min(end, width) * samples; sample++) {
      const dot = first + Math.floor(sample / samples);
      counts[dot] = (counts[dot] ?? 0) + 1;
    }
  }
}

function segmentsOf(commands: readonly PathCommand[]): readonly Segment[] {
  const segments: Segment[] = [];
  let start: Point = { x: 0, y: 0 };
  let last = start;
  const lineTo = (to: Point): void => {
    segments.push([last, to]);
    last = to;
  };
  for (const command of commands) {
    if (command.type === 'Z') lineTo(start);
    else if (command.type === 'M') {
      start = command;
      last = command;
    } else if (command.type === 'L') lineTo(command);
    else {
      const from = last;
      for (let piece = 1; piece <= curvePieces; piece++) lineTo(onCurve(from, command, piece / curvePieces));
    }
  }
  return segments;
}

/** A point of a quadratic or cubic curve; `t` from 0 to 1. */
function onCurve(from: Point, curve: Extract<PathCommand, { type: 'Q' | 'C' }>, t: number): Point {
  const s = 1 - t;
  const at = (a: number, b: number, c: number, d?: number): number =>
    d === undefined
      ? s * s * a + 2 * s * t * b + t * t * c
      : s ** 3 * a + 3 * s * s * t * b + 3 * s * t * t * c + t ** 3 * d;
  if (curve.type === 'Q') return { x: at(from.x, curve.x1, curve.x), y: at(from.y, curve.y1, curve.y) };
  return { x: at(from.x, curve.x1, curve.x2, curve.x), y: at(from.y, curve.y1, curve.y2, curve.y) };
}
