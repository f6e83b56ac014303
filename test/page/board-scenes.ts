import type { BoardView, DeskView } from '../../pages/board/board-view.ts';
import type { Piece, Scene } from '../../pages/board/scene.ts';
import type { Font } from '../../pages/board/text-fit.ts';

/** A font as wide as those of televisions are: DejaVu Sans is among the widest. */
export const wideFont: Font = {
  capEm: 0.729,
  width(text, bold) {
    const known = widths.get(text) ?? [...text].reduce((sum, letter) => sum + letterEm(letter), 0);
    widths.set(text, known);
    return known * (bold ? 1.12 : 1);
  },
};
const widths = new Map<string, number>();

function letterEm(letter: string): number {
  if (/[mwMW@%—]/.test(letter)) return 0.95;
  if (/[A-Z0-9±•]/.test(letter)) return 0.69;
  return /[iljtfr.,:;'!| ]/.test(letter) ? 0.34 : 0.61;
}

/** A board with nothing on it, for tests that say what is. */
export const emptyView: BoardView = {
  ...{ title: 'MPP Contoh', zone: undefined, logo: undefined, date: 'Min, 29 Nov 2026', time: '08.32' },
  ...{ language: 'id', newest: undefined, desks: [], services: [], notices: [], running: undefined },
  ...{ insteadOfNumber: ['Tutup', 'Istirahat'], insteadOfEstimate: ['Tutup', '± 00 mnt'] },
  ...{ stale: undefined, turn: 0 },
};

export function desk(number: number, of: Partial<DeskView> = {}): DeskView {
  return { id: `loket-${number}`, desk: String(number), state: 'serving', number: `A-${number}`, ...of };
}

/** A piece with its place on the screen, and the pieces it is in. */
export interface Shown {
  readonly piece: Piece;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly within: readonly Piece[];
}

/** Every piece of a picture, those within others too. */
export function shown({ pieces }: Scene): readonly Shown[] {
  const found: Shown[] = [];
  const visit = (piece: Piece, x: number, y: number, within: readonly Piece[]): void => {
    const [left, top] = [x + piece.box.x, y + piece.box.y];
    const [right, bottom] = [left + piece.box.width, top + piece.box.height];
    found.push({ piece, left, top, right, bottom, within });
    for (const inner of piece.pieces ?? []) visit(inner, left, top, [...within, piece]);
  };
  for (const piece of pieces) visit(piece, 0, 0, []);
  return found;
}

/** All that a picture says, without the breaks of lines: what is cut is missing here. */
export function words(scene: Scene): string {
  return shown(scene)
    .map(({ piece }) => piece.text?.lines.join('') ?? '')
    .join('|')
    .replaceAll(' ', '');
}
