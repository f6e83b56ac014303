import { type BoardView, type TurningText, together } from './board-view.ts';
import { boardWords } from './board-words.ts';
import type { PanelRoom } from './paged-panel.ts';
import { type Piece, textHeight, textPiece } from './scene.ts';
import { lineEm, widthOf, wrapped } from './text-fit.ts';

/** How fast a text runs, in em of its own size per second: about eight letters. */
const runningEmPerSecond = 3.6;

/** A band across the whole width, as high as it has to be. */
type BandOptions = Pick<PanelRoom, 'width' | 'unit' | 'font'>;

/** What visitors have to know now, one after another, of at most so many lines at once. As high in each language. */
export function noticeBand(
  view: BoardView,
  { width, unit, font }: BandOptions,
  linesMax: number,
): Piece | undefined {
  const pad = unit * 0.4;
  const linesOf = (text: string) => wrapped(font, text, unit, width - 2 * pad, true);
  const all = together(view.notices.map((notice) => notice.all));
  if (all.length === 0) return undefined;
  const most = Math.min(linesMax, Math.max(...all.map((text) => linesOf(text).length)));
  const pages = together(view.notices.map((notice) => pagesOf(linesOf(notice.now), most)));
  const lines = pages[view.turn % pages.length] ?? [];
  const height = most * unit * lineEm + pad;
  const y = (height - textHeight(lines, unit)) / 2;
  const text = { lines, size: unit, bold: true, align: 'center' } as const;
  return {
    ...{ key: 'notice', look: 'notice', tag: 'section', box: { x: 0, y: 0, width, height } },
    // With a name it is a landmark, which a screen reader can go to.
    attributes: { 'aria-label': boardWords[view.language].notices },
    pieces: [textPiece({ key: 'text', look: 'text', tag: 'p', ...text, x: pad, y, width: width - 2 * pad })],
  };
}

function pagesOf(lines: readonly string[], most: number): readonly (readonly string[])[] {
  const pages: (readonly string[])[] = [];
  for (let at = 0; at < lines.length; at += most) pages.push(lines.slice(at, at + most));
  return pages;
}

/** The running text; where motion is not wanted, it turns line by line. */
export function runningBand(
  view: BoardView,
  { width, unit, font, still }: BandOptions & { readonly still: boolean },
): Piece | undefined {
  const { running } = view;
  if (running === undefined || running === '') return undefined;
  const pad = unit * 0.2;
  const height = unit * lineEm + 2 * pad;
  const lines = wrapped(font, running, unit, width - 2 * unit);
  const frame = {
    key: 'running',
    look: 'running',
    tag: 'section',
    box: { x: 0, y: 0, width, height },
    attributes: { 'aria-label': boardWords[view.language].running },
  } as const;
  const one = { look: 'text', tag: 'p', size: unit, y: pad } as const;
  if (still || lines.length === 1) {
    const line = lines[view.turn % lines.length] ?? '';
    const piece = textPiece({
      ...one,
      key: line,
      lines: [line],
      align: 'center',
      x: unit,
      width: width - 2 * unit,
    });
    return { ...frame, pieces: [piece] };
  }
  const its = widthOf(font, running, unit);
  const runsMs = ((width + its) / (runningEmPerSecond * unit)) * 1_000;
  const piece = textPiece({ ...one, key: running, lines: [running], x: width, width: its });
  return { ...frame, pieces: [{ ...piece, runsMs }] };
}

/** What is said instead of all numbers while they may be out of date, as large as there is room. */
export function stalePiece(texts: readonly TurningText[], room: PanelRoom): Piece | undefined {
  const { width, height, unit, font } = room;
  const pad = unit * 0.8;
  const inside = width - 2 * pad;
  for (let size = unit * 2.4; size >= unit; size *= 0.95) {
    const linesOf = (text: string) => wrapped(font, text, size, inside, true);
    const most = texts.map(({ all }) => Math.max(...all.map((text) => linesOf(text).length)));
    const whole = most.reduce((sum, lines) => sum + (lines + 0.5) * size * lineEm, 0);
    if (whole > height - pad) continue;
    let y = (height - whole) / 2;
    const pieces = texts.map(({ now }, at) => {
      const style = { lines: linesOf(now), size, bold: true, align: 'center' } as const;
      const piece = textPiece({ key: `text-${at}`, look: '', tag: 'p', ...style, x: pad, y, width: inside });
      y += ((most[at] ?? 1) + 0.5) * size * lineEm;
      return piece;
    });
    return { key: 'stale', look: 'stale', tag: 'main', box: { x: 0, y: 0, width, height }, pieces };
  }
  return undefined;
}
