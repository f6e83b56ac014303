import type { BoardLanguage } from '../../firmware-host/web/feed-messages.ts';
import type { DeskView } from './board-view.ts';
import { boardWords } from './board-words.ts';
import { type Piece, textPiece } from './scene.ts';
import { broken, lineEm, type Measured } from './text-fit.ts';

/** A counter with its measured title. */
export interface DeskCell {
  readonly desk: DeskView;
  readonly title: Measured | undefined;
}

/** How a column is divided: from where each part begins, in px. */
export interface DeskColumn {
  readonly scale: number;
  readonly columns: number;
  readonly titles: 'none' | 'beside' | 'under';
  readonly unit: number;
  readonly width: number;
  readonly pad: number;
  readonly desk: number;
  readonly deskWidth: number;
  readonly title: number;
  readonly titleWidth: number;
  readonly titleSize: number;
  /** The size of a word that stands in the place of a number. */
  readonly wordSize: number;
}

/** Above and below the texts of a cell, in units. */
export const cellPad = 0.1;

export const isBusy = ({ state }: DeskView) => state === 'called' || state === 'serving';

/** How far below the top of the line the title beside it begins, in px: the first lines of both are in the middle. */
export function besideTop({ scale, unit, titleSize }: DeskColumn): number {
  return Math.max(0, ((scale * unit - titleSize) * lineEm) / 2);
}

/** One counter: its number or what it does, where it is, and its title. */
export function deskCell({ desk, title }: DeskCell, column: DeskColumn): Piece {
  const { unit, pad, titleSize, width } = column;
  const size = column.scale * unit;
  const line = size * lineEm;
  const top = unit * cellPad;
  const numberSize = isBusy(desk) ? size : column.wordSize;
  // The number stands beside the first line of a title that has several.
  const onLine = (textSize: number) => top + (line - textSize * lineEm) / 2;
  const titleY = top + (column.titles === 'beside' ? besideTop(column) : line);
  const text = (key: string, lines: readonly string[], textSize: number, bold = false) => ({
    ...({ key, look: key, tag: 'p', lines, size: textSize, bold } as const),
  });
  const lines = title === undefined ? [] : broken(title, column.titleWidth / titleSize);
  const titlePiece = textPiece({
    ...{
      ...text('title', lines, titleSize),
      x: column.title,
      y: titleY,
      width: column.titleWidth,
    },
  });
  return {
    key: `desk-${desk.id}${desk.fresh === undefined ? '' : `-${desk.fresh}`}`,
    look: `desk ${desk.state}${desk.fresh === undefined ? '' : ' again'}`,
    tag: 'li',
    box: { x: 0, y: 0, width, height: 0 },
    attributes: { 'data-counter': desk.id },
    pieces: [
      textPiece({
        ...text('number', [desk.number], numberSize, isBusy(desk)),
        ...{ x: pad, y: onLine(numberSize), width: column.desk - pad },
      }),
      textPiece({
        ...{
          ...text('at', [desk.desk], size, true),
          x: column.desk,
          y: onLine(size),
          width: column.deskWidth,
        },
      }),
      ...(lines.length === 0 ? [] : [titlePiece]),
    ],
  };
}

export function headingsOf(language: BoardLanguage, column: DeskColumn, step: number): readonly Piece[] {
  const words = boardWords[language];
  const headings: Piece[] = [];
  for (let at = 0; at < column.columns; at++) {
    const heading = (key: string, text: string, x: number, width: number) =>
      textPiece({
        ...{ key: `${key}-${at}`, look: 'heading', tag: 'p', lines: [text], size: column.unit },
        ...{ x: at * step + x, y: 0, width },
      });
    headings.push(
      heading('number', words.number, column.pad, column.desk - column.pad),
      heading('counter', words.counter, column.desk, column.width - column.desk - column.pad),
    );
  }
  return headings;
}
