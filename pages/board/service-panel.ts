import type { BoardView, ServiceView } from './board-view.ts';
import { boardWords } from './board-words.ts';
import { listPiece, type Panel, type PanelRoom, paged } from './paged-panel.ts';
import { type Piece, textHeight, textPiece } from './scene.ts';
import { broken, type Font, lineCount, lineEm, type Measured, measured, widestEm } from './text-fit.ts';

const scales = [1.6, 1.4, 1.2, 1];
const columnsMax = 3;

/** A service with its measured title. */
interface ServiceCell {
  readonly service: ServiceView;
  readonly title: Measured;
}

/** What the services' texts measure, in em. */
interface ServiceFacts {
  readonly cells: readonly ServiceCell[];
  readonly waiting: number;
  /** Nothing: there is no estimate for any of them. */
  readonly estimate: number;
  readonly widestWord: number;
}

/** How a column is divided, in px. */
interface ServiceColumn {
  readonly size: number;
  readonly width: number;
  readonly gap: number;
  /** Whether the numbers are below the title, not beside it. */
  readonly isBelow: boolean;
  readonly title: number;
  readonly waiting: number;
  readonly estimate: number;
}

/** How many wait for each service, and about how long. Undefined: a room is too small for one of them. */
export function servicePanels(view: BoardView, font: Font): (room: PanelRoom) => Panel | undefined {
  const facts = factsOf(view, font);
  return (room) => {
    let best: Panel | undefined;
    for (const scale of scales)
      for (let columns = 1; columns <= Math.min(columnsMax, view.services.length); columns++)
        for (const isBelow of scale === 1 ? [false, true] : [false]) {
          const found = planned(view, facts, room, { scale, columns, isBelow });
          if (found?.pages === 1) return found;
          const isBetter = best === undefined || (found?.pages ?? 0) < best.pages;
          if (scale === 1 && found !== undefined && isBetter) best = found;
        }
    return best;
  };
}

function factsOf(view: BoardView, font: Font): ServiceFacts {
  const cells = view.services.map((service) => ({ service, title: measured(font, service.title) }));
  const estimates = view.services.map(({ estimate }) => estimate).filter((text) => text !== '');
  return {
    cells,
    waiting: widestEm(font, [...view.services.map(({ waiting }) => waiting), '00'], true),
    estimate: estimates.length === 0 ? 0 : widestEm(font, [...estimates, ...view.insteadOfEstimate]),
    widestWord: Math.max(0, ...cells.map(({ title }) => title.widest)),
  };
}

function planned(
  view: BoardView,
  facts: ServiceFacts,
  room: PanelRoom,
  {
    scale,
    columns,
    isBelow,
  }: { readonly scale: number; readonly columns: number; readonly isBelow: boolean },
): Panel | undefined {
  const { unit } = room;
  const size = scale * unit;
  const gap = unit * 0.5;
  const width = (room.width - gap * (columns - 1)) / columns;
  const [waiting, estimate] = [facts.waiting * size, facts.estimate * size];
  const numbers = waiting + (estimate === 0 ? 0 : estimate + gap);
  const title = isBelow ? width : width - numbers - gap;
  const widest = facts.widestWord * size;
  // Beside the numbers no word is broken.
  if (numbers > width || (!isBelow && title < widest)) return undefined;
  const column = { size, width, gap, isBelow, title, waiting, estimate };
  const heading = unit * (lineEm + 0.1);
  const pages = paged(
    facts.cells.map((cell) => (lineCount(cell.title, title / size) + (isBelow ? 1 : 0)) * size * lineEm),
    {
      ...{ columns, step: width + gap, gap: unit * 0.1, spread: unit * 0.2 },
      ...{ height: room.height - heading, keepable: 0 },
    },
  );
  if (pages === undefined) return undefined;
  const headingPiece = textPiece({
    ...{ key: 'heading', look: 'heading', tag: 'p', lines: [boardWords[view.language].waiting], size: unit },
    ...{ x: 0, y: 0, width: room.width },
  });
  return {
    pages: pages.length,
    page: (at) => [
      headingPiece,
      listPiece(pages[at], heading, room, facts.cells, (cell) => cellOf(cell, column)),
    ],
  };
}

function cellOf({ service, title }: ServiceCell, column: ServiceColumn): Piece {
  const { size, gap } = column;
  const lines = broken(title, column.title / size);
  const { id, waiting, estimate } = service;
  const text = (key: string, its: readonly string[]) =>
    ({ key, look: key, tag: 'p', lines: its, size }) as const;
  const y = column.isBelow ? textHeight(lines, size) : 0;
  const estimateAt = column.width - column.estimate;
  const countAt = (column.estimate === 0 ? column.width : estimateAt - gap) - column.waiting;
  const estimatePiece = textPiece({
    ...{ ...text('estimate', [estimate]), align: 'right' },
    ...{ x: estimateAt, y, width: column.estimate },
  });
  return {
    ...{ key: `service-${id}`, look: 'service', tag: 'li', attributes: { 'data-service': id } },
    box: { x: 0, y: 0, width: column.width, height: 0 },
    pieces: [
      textPiece({ ...text('title', lines), x: 0, y: 0, width: column.title }),
      textPiece({
        ...text('waiting', [waiting]),
        bold: true,
        align: 'right',
        x: countAt,
        y,
        width: column.waiting,
      }),
      ...(estimate === '' ? [] : [estimatePiece]),
    ],
  };
}
