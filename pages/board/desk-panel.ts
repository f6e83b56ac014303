import type { BoardView } from './board-view.ts';
import { boardWords } from './board-words.ts';
import {
  besideTop,
  cellPad,
  type DeskCell,
  type DeskColumn,
  deskCell,
  headingsOf,
  isBusy,
} from './desk-cell.ts';
import { listPiece, type Panel, type PanelRoom, paged } from './paged-panel.ts';
import { type Font, lineCount, lineEm, measured, widestEm } from './text-fit.ts';

/** Sizes of numbers that are tried, in units: the largest at which all counters are on one page. */
const scales = [3, 2.6, 2.2, 1.9, 1.6, 1.4, 1.2, 1];
const columnsMax = 4;
/** The height of a column's heading, in units. */
const headingEm = lineEm + 0.1;

/** What the counters' texts measure, in em. */
interface DeskFacts {
  readonly cells: readonly DeskCell[];
  readonly number: number;
  /** Of the words that stand in the place of a number. */
  readonly instead: number;
  readonly desk: number;
  readonly numberHeading: number;
  readonly deskHeading: number;
  readonly widestWord: number;
  /** How many of the first ones have a visitor. */
  readonly busy: number;
}

/** The panel of all counters but the one that called last; undefined: a room is too small for one of them. */
export function deskPanels(view: BoardView, font: Font): (room: PanelRoom) => Panel | undefined {
  const facts = factsOf(view, font);
  const places = facts.cells.some(({ title }) => title !== undefined)
    ? (['beside', 'under'] as const)
    : (['none'] as const);
  const most = Math.min(columnsMax, view.desks.length);
  return (room) => {
    let best: Panel | undefined;
    for (const scale of scales)
      for (let columns = 1; columns <= most; columns++)
        for (const titles of places) {
          const found = planned(view, facts, room, { scale, columns, titles });
          if (found?.pages === 1) return found;
          const isBetter = best === undefined || (found?.pages ?? 0) < best.pages;
          if (scale === 1 && found !== undefined && isBetter) best = found;
        }
    return best;
  };
}

function factsOf(view: BoardView, font: Font): DeskFacts {
  const all = [...view.desks, ...(view.newest === undefined ? [] : [view.newest])];
  const words = boardWords[view.language];
  const cells = view.desks.map((desk) => ({
    desk,
    title: desk.title === undefined ? undefined : measured(font, desk.title),
  }));
  return {
    cells,
    number: widestEm(
      font,
      all.map(({ number }) => number),
      true,
    ),
    instead: widestEm(font, view.insteadOfNumber),
    desk: widestEm(
      font,
      all.map(({ desk }) => desk),
      true,
    ),
    numberHeading: widestEm(font, [words.number]),
    deskHeading: widestEm(font, [words.counter]),
    widestWord: Math.max(0, ...cells.map(({ title }) => title?.widest ?? 0)),
    busy: view.desks.filter(isBusy).length,
  };
}

function planned(
  view: BoardView,
  facts: DeskFacts,
  room: PanelRoom,
  plan: Pick<DeskColumn, 'scale' | 'columns' | 'titles'>,
): Panel | undefined {
  const { unit } = room;
  const gap = unit * 0.25;
  const column = columnOf(facts, unit, (room.width - gap * (plan.columns - 1)) / plan.columns, plan);
  if (column === undefined) return undefined;
  const heading = unit * headingEm;
  const step = column.width + gap;
  const pages = paged(
    facts.cells.map((cell) => heightOf(cell, column)),
    {
      ...{ columns: plan.columns, step, gap, spread: unit * 0.35 },
      ...{ height: room.height - heading, keepable: facts.busy },
    },
  );
  if (pages === undefined) return undefined;
  return {
    pages: pages.length,
    page: (at) => [
      ...headingsOf(view.language, column, step),
      listPiece(pages[at], heading, room, facts.cells, (cell) => deskCell(cell, column)),
    ],
  };
}

/** Undefined: the column is too narrow. */
function columnOf(
  facts: DeskFacts,
  unit: number,
  width: number,
  plan: Pick<DeskColumn, 'scale' | 'columns' | 'titles'>,
): DeskColumn | undefined {
  const size = plan.scale * unit;
  const wordSize = Math.max(unit, size * 0.7);
  const titleSize = Math.max(unit, size * 0.6);
  const pad = unit * 0.35;
  const gap = unit * 0.6;
  const beside = plan.titles === 'beside';
  const numberWidth = Math.max(facts.number * size, facts.instead * wordSize, facts.numberHeading * unit);
  const desk = pad + numberWidth + gap;
  const deskWidth = Math.max(facts.desk * size, beside ? 0 : facts.deskHeading * unit);
  const title = beside ? desk + deskWidth + gap : pad;
  const titleWidth = width - title - pad;
  if (desk + deskWidth + pad > width) return undefined;
  // Beside the number no word is broken, and the heading has room above it.
  if (beside && titleWidth < Math.max(facts.widestWord * titleSize, facts.deskHeading * unit - deskWidth))
    return undefined;
  return { ...plan, unit, width, pad, desk, deskWidth, title, titleWidth, titleSize, wordSize };
}

function heightOf({ title }: DeskCell, column: DeskColumn): number {
  const { scale, unit, titles, titleSize, titleWidth } = column;
  const line = scale * unit * lineEm;
  const lines = title === undefined ? 0 : lineCount(title, titleWidth / titleSize);
  const titleHeight = lines * titleSize * lineEm;
  const titleEnd = titles === 'beside' ? besideTop(column) + titleHeight : line + titleHeight;
  return 2 * cellPad * unit + Math.max(line, titleEnd);
}
