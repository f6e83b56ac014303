import type { BoardView } from './board-view.ts';
import { boardWords } from './board-words.ts';
import type { PanelRoom } from './paged-panel.ts';
import { type Box, type Piece, textHeight, textPiece } from './scene.ts';
import { broken, type Font, lineCount, lineEm, type Measured, measured } from './text-fit.ts';

/** The number of the newest call is at least this large, in units. */
const smallest = 1.8;
/** From one size that is tried to the next one. */
const smaller = 0.95;

/** The newest call in a room: the size of its number in px, and how it is drawn there. */
export interface NewestCall {
  readonly size: number;
  piece(): Piece;
}

interface Texts {
  readonly number: Measured;
  readonly desk: Measured;
  readonly title: Measured | undefined;
}

/** The newest call, as large as a room allows. Undefined: it would be too small there. */
export function newestCalls(view: BoardView, font: Font): (room: PanelRoom) => NewestCall | undefined {
  const { newest } = view;
  const words = boardWords[view.language];
  const texts = {
    number: measured(font, newest?.number ?? '–', true),
    desk: measured(font, newest === undefined ? words.noCall : `${words.counter} ${newest.desk}`, true),
    title: newest?.title === undefined ? undefined : measured(font, newest.title),
  };
  // The counter stays on one line; that there is no call may take three.
  const deskLinesMax = newest === undefined ? 3 : 1;
  return (room) => {
    // A hair less than all of the width, so that it fits after rounding.
    const largest = Math.min(room.height, (0.999 * (room.width - 2 * pad(room))) / texts.number.widest);
    for (let size = largest; size >= smallest * room.unit; size *= smaller)
      if (fits(texts, room, size, deskLinesMax))
        return { size, piece: () => pieceOf(view, texts, room, size) };
    return undefined;
  };
}

const pad = ({ unit }: PanelRoom) => unit * 0.4;

function sizesOf({ unit }: PanelRoom, size: number) {
  return { desk: Math.max(unit, size * 0.4), title: Math.max(unit, size * 0.22) };
}

function fits(texts: Texts, room: PanelRoom, size: number, deskLinesMax: number): boolean {
  const inside = room.width - 2 * pad(room);
  const sizes = sizesOf(room, size);
  const deskLines = lineCount(texts.desk, inside / sizes.desk);
  const titleLines = texts.title === undefined ? 0 : lineCount(texts.title, inside / sizes.title);
  const whole = (size + deskLines * sizes.desk + titleLines * sizes.title) * lineEm;
  return deskLines <= deskLinesMax && whole <= room.height - pad(room);
}

/** Number, counter and its title below each other, in the middle. */
function pieceOf(view: BoardView, texts: Texts, room: PanelRoom, size: number): Piece {
  const { newest } = view;
  const { width, height } = room;
  const inside = width - 2 * pad(room);
  const sizes = sizesOf(room, size);
  const part = (key: string, text: Measured, its: number, bold: boolean) => ({
    ...{ key, look: key, size: its, bold, lines: broken(text, inside / its) },
  });
  const parts = [
    part('number', texts.number, size, true),
    part('at', texts.desk, sizes.desk, true),
    ...(texts.title === undefined ? [] : [part('title', texts.title, sizes.title, false)]),
  ];
  const whole = parts.reduce((sum, { lines, size: its }) => sum + textHeight(lines, its), 0);
  let y = (height - whole) / 2;
  const pieces = parts.map((one) => {
    const piece = textPiece({ ...one, tag: 'p', align: 'center', x: pad(room), y, width: inside });
    y += piece.box.height;
    return piece;
  });
  const box = { x: 0, y: 0, width, height };
  return {
    key: `newest-${newest?.id ?? ''}-${newest?.fresh ?? ''}`,
    look: `newest ${newest?.state ?? 'none'}${newest?.fresh === undefined ? '' : ' again'}`,
    tag: 'section',
    box,
    attributes: newest === undefined ? {} : { 'data-newest': newest.id },
    pieces: [...(newest?.fresh === undefined ? [] : [cue(box)]), ...pieces],
  };
}

/** What draws the eye to a call. It lies behind the texts, and never covers them. */
function cue(box: Box): Piece {
  return { key: 'cue', look: 'cue', tag: 'div', box };
}
