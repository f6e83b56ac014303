import type { BoardView } from './board-view.ts';
import type { PanelRoom } from './paged-panel.ts';
import { type Piece, textHeight, textPiece } from './scene.ts';
import { lineEm, widthOf, wrapped } from './text-fit.ts';

export interface HeaderOptions extends Pick<PanelRoom, 'width' | 'unit' | 'font'> {
  /** Width of the logo divided by its height; undefined: there is none, or it is not there yet. */
  readonly logoRatio: number | undefined;
}

/** Logo, name of the hall and of the zone, date and time: beside each other, or below where there is no room. */
export function headerBand(view: BoardView, of: HeaderOptions): Piece {
  const arranged = [headerInLine(view, of), headerBeside(view, of), headerBelow(view, of)];
  const found = arranged.filter((one): one is Piece => one !== undefined);
  return found.reduce((lowest, one) => (one.box.height < lowest.box.height ? one : lowest));
}

const timeScale = 1.25;
/** The widest time and date that there are, so that nothing moves when a minute is over. */
const widestTime = '00.00';
const widestDate = 'Wed, 00 Nov 2000';

function headerInLine(view: BoardView, of: HeaderOptions): Piece | undefined {
  const { unit, font, width } = of;
  const time = widthOf(font, widestTime, unit * timeScale, true);
  const date = widthOf(font, widestDate, unit);
  const gap = unit * 0.8;
  const height = unit * timeScale * lineEm;
  const names = namesPieces(view, of, width - time - date - 2 * gap, height);
  if (names.lines > 1) return undefined;
  const dateY = (height - unit * lineEm) / 2;
  return band(width, height, [
    ...names.pieces,
    datePiece(view, unit, width - time - gap - date, dateY, date),
    timePiece(view, unit, width - time, 0, time),
  ]);
}

function headerBeside(view: BoardView, of: HeaderOptions): Piece {
  const { unit, font, width } = of;
  const right = Math.max(widthOf(font, widestDate, unit), widthOf(font, widestTime, unit * timeScale, true));
  const timeHeight = unit * timeScale * lineEm;
  const height = timeHeight + unit * lineEm;
  const names = namesPieces(view, of, width - right - unit * 0.8, height);
  return band(width, Math.max(height, names.height), [
    ...names.pieces,
    timePiece(view, unit, width - right, 0, right),
    datePiece(view, unit, width - right, timeHeight, right),
  ]);
}

function headerBelow(view: BoardView, of: HeaderOptions): Piece {
  const { unit, width } = of;
  const names = namesPieces(view, of, width, of.logoRatio === undefined ? 0 : unit * lineEm * 2);
  const timeHeight = unit * timeScale * lineEm;
  const dateY = names.height + (timeHeight - unit * lineEm) / 2;
  const date = datePiece(view, unit, 0, dateY, width * 0.7);
  return band(width, names.height + timeHeight, [
    ...names.pieces,
    { ...date, ...(date.text === undefined ? {} : { text: { ...date.text, align: 'left' } }) },
    timePiece(view, unit, width * 0.7, names.height, width * 0.3),
  ]);
}

/** The logo and the names beside it, at most `width` px wide, in the middle of `height` px if they are lower. */
function namesPieces(view: BoardView, of: HeaderOptions, width: number, height: number) {
  const { unit, font, logoRatio } = of;
  const logoHeight = logoRatio === undefined ? 0 : Math.min(height, unit * lineEm * 2);
  const logoWidth = logoRatio === undefined ? 0 : Math.min(logoHeight * logoRatio, width / 4);
  const x = logoWidth === 0 ? 0 : logoWidth + unit * 0.5;
  const title = wrapped(font, view.title, unit, width - x, true);
  const zone = view.zone === undefined ? [] : wrapped(font, view.zone, unit, width - x);
  const its = textHeight([...title, ...zone], unit);
  const top = Math.max(0, (height - its) / 2);
  const logo: Piece = {
    ...{ key: 'logo', look: 'logo', tag: 'img', box: { x: 0, y: 0, width: logoWidth, height: logoHeight } },
    attributes: { src: view.logo ?? '', alt: '' },
  };
  const names = [
    textPiece({
      key: 'title',
      look: '',
      tag: 'h1',
      lines: title,
      size: unit,
      bold: true,
      x,
      y: top,
      width: width - x,
    }),
    ...(zone.length === 0
      ? []
      : [
          textPiece({
            ...{ key: 'zone', look: 'zone', tag: 'p', lines: zone, size: unit },
            ...{ x, y: top + textHeight(title, unit), width: width - x },
          }),
        ]),
  ];
  return {
    lines: title.length + zone.length,
    height: Math.max(its, logoHeight),
    pieces: logoWidth === 0 ? names : [logo, ...names],
  };
}

function timePiece(view: BoardView, unit: number, x: number, y: number, width: number): Piece {
  const size = unit * timeScale;
  return textPiece({
    ...{
      key: 'time',
      look: 'time',
      tag: 'p',
      lines: [view.time],
      size,
      bold: true,
      align: 'right',
      x,
      y,
      width,
    },
  });
}

function datePiece(view: BoardView, unit: number, x: number, y: number, width: number): Piece {
  return textPiece({
    ...{ key: 'date', look: 'date', tag: 'p', lines: [view.date], size: unit, align: 'right', x, y, width },
  });
}

function band(width: number, height: number, pieces: readonly Piece[]): Piece {
  return { key: 'header', look: 'header', tag: 'header', box: { x: 0, y: 0, width, height }, pieces };
}
