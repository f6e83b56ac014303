import type { Piece } from './scene.ts';
import type { Font } from './text-fit.ts';

/** A part of the screen, and the smallest size of a text, in px. */
export interface PanelRoom {
  readonly width: number;
  readonly height: number;
  readonly unit: number;
  readonly font: Font;
}

/** What fits into a room on a number of pages. Many are tried before the pieces of one page are made. */
export interface Panel {
  readonly pages: number;
  page(at: number): readonly Piece[];
}

/** The place of a cell on a page, in px from its corner. `cell` counts from zero. */
interface Slot {
  readonly cell: number;
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

export type Page = readonly Slot[];

export interface PagedOptions {
  readonly columns: number;
  /** From the left edge of a cell to that of the next one, in px. */
  readonly step: number;
  /** Between two lines of cells, and at most this much more where there is room, in px. */
  readonly gap: number;
  readonly spread: number;
  readonly height: number;
  /** How many of the first cells may stay while the others turn. */
  readonly keepable: number;
}

/** Lays out cells of these heights line by line. Undefined: one of them is higher than a page. */
export function paged(heights: readonly number[], of: PagedOptions): readonly Page[] | undefined {
  const lines = linesOf(heights, of.columns);
  if (lines.some(({ height }) => height > of.height)) return undefined;
  const whole = total(lines, of.gap);
  if (whole <= of.height) {
    const more = Math.min(of.spread, (of.height - whole) / Math.max(1, lines.length - 1));
    return [placed(lines, 0, { ...of, gap: of.gap + more })];
  }
  const kept = keptOf(lines, of);
  const top = kept.length === 0 ? 0 : total(kept, of.gap) + of.gap;
  const above = placed(kept, 0, of);
  const turning = pagesOf(lines.slice(kept.length), of.height - top, of.gap);
  return turning.map((page) => [...above, ...placed(page, top, of)]);
}

/** Cells beside each other, as high as the highest of them. */
interface Line {
  readonly first: number;
  readonly cells: number;
  readonly height: number;
}

function linesOf(heights: readonly number[], columns: number): readonly Line[] {
  const lines: Line[] = [];
  for (let first = 0; first < heights.length; first += columns) {
    const its = heights.slice(first, first + columns);
    lines.push({ first, cells: its.length, height: Math.max(...its) });
  }
  return lines;
}

const total = (lines: readonly Line[], gap: number) =>
  lines.reduce((sum, { height }) => sum + height + gap, -gap);

/** The first lines that stay: half of the panel at most, and only if the others fit below them. */
function keptOf(lines: readonly Line[], { height, gap, columns, keepable }: PagedOptions): readonly Line[] {
  const highest = Math.max(...lines.map((line) => line.height));
  let kept = Math.ceil(keepable / columns);
  while (kept > 0) {
    const top = total(lines.slice(0, kept), gap);
    if (top <= height / 2 && top + gap + highest <= height) break;
    kept--;
  }
  return lines.slice(0, kept);
}

function pagesOf(lines: readonly Line[], height: number, gap: number): readonly (readonly Line[])[] {
  const pages: Line[][] = [];
  let left = 0;
  for (const line of lines) {
    left -= gap + line.height;
    if (left >= 0) pages[pages.length - 1]?.push(line);
    else {
      pages.push([line]);
      left = height - line.height;
    }
  }
  return pages;
}

function placed(lines: readonly Line[], top: number, { step, gap }: PagedOptions): Page {
  const slots: Slot[] = [];
  let y = top;
  for (const { first, cells, height } of lines) {
    for (let column = 0; column < cells; column++)
      slots.push({ cell: first + column, x: column * step, y, height });
    y += height + gap;
  }
  return slots;
}

/** The cells of a page as a list below its heading. */
export function listPiece<Cell>(
  page: Page | undefined,
  top: number,
  { width, height }: { readonly width: number; readonly height: number },
  cells: readonly Cell[],
  cellOf: (cell: Cell) => Piece,
): Piece {
  const pieces: Piece[] = [];
  for (const { cell: at, x, y, height: high } of page ?? []) {
    const cell = cells[at];
    if (cell === undefined) continue;
    const piece = cellOf(cell);
    pieces.push({ ...piece, box: { x, y, width: piece.box.width, height: high } });
  }
  const box = { x: 0, y: top, width, height: height - top };
  return { key: 'list', look: 'list', tag: 'ul', box, pieces };
}
