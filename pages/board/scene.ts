import { lineEm } from './text-fit.ts';

/** Pixels, from the corner of the piece that a piece is in. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface SceneText {
  /** Broken by the layout, never by the browser. */
  readonly lines: readonly string[];
  /** Pixels. */
  readonly size: number;
  readonly bold: boolean;
  readonly align: 'left' | 'center' | 'right';
}

/** A part of the picture: a box with a text, or with further pieces. Its key is unique within its parent. */
export interface Piece {
  readonly key: string;
  /** Class names of the style sheet, which has colours and nothing that changes a size. */
  readonly look: string;
  readonly tag: 'div' | 'header' | 'main' | 'section' | 'h1' | 'h2' | 'p' | 'ul' | 'li' | 'img';
  readonly box: Box;
  readonly text?: SceneText;
  readonly pieces?: readonly Piece[];
  /** Attributes, such as `data-counter`. */
  readonly attributes?: { readonly [name: string]: string };
  /** How long a text takes that runs through its parent. */
  readonly runsMs?: number;
}

/** Everything that can be seen, from the corner of the screen. */
export interface Scene {
  readonly language: string;
  readonly title: string;
  readonly pieces: readonly Piece[];
}

export const textHeight = (lines: readonly string[], size: number) => lines.length * size * lineEm;

/** A text in a box as high as its lines. */
export function textPiece(
  of: Pick<Piece, 'key' | 'look'> &
    Partial<Pick<Piece, 'tag' | 'attributes'>> & {
      readonly x: number;
      readonly y: number;
      readonly width: number;
    } & Pick<SceneText, 'lines' | 'size'> &
    Partial<SceneText>,
): Piece {
  const { key, look, tag = 'div', x, y, width, lines, size, bold = false, align = 'left', attributes } = of;
  return {
    ...{ key, look, tag, box: { x, y, width, height: textHeight(lines, size) } },
    text: { lines, size, bold, align },
    ...(attributes === undefined ? {} : { attributes }),
  };
}

/** A piece moved down and to the right. */
export function moved(piece: Piece, right: number, down: number): Piece {
  return { ...piece, box: { ...piece.box, x: piece.box.x + right, y: piece.box.y + down } };
}
