/** The part of opentype.js that is used here. */
declare module 'opentype.js' {
  /** Points in font units, y downwards from the baseline. */
  export type PathCommand =
    | { readonly type: 'M'; readonly x: number; readonly y: number }
    | { readonly type: 'L'; readonly x: number; readonly y: number }
    | { readonly type: 'Q'; readonly x1: number; readonly y1: number; readonly x: number; readonly y: number }
    | {
        readonly type: 'C';
        readonly x1: number;
        readonly y1: number;
        readonly x2: number;
        readonly y2: number;
        readonly x: number;
        readonly y: number;
      }
    | { readonly type: 'Z' };

  export interface Glyph {
    readonly advanceWidth: number;
    getPath(x: number, y: number, fontSize: number): { readonly commands: readonly PathCommand[] };
  }

  export interface Font {
    readonly unitsPerEm: number;
    readonly ascender: number;
    /** Negative. */
    readonly descender: number;
    charToGlyph(character: string): Glyph;
  }

  const opentype: { parse(bytes: ArrayBuffer): Font };
  export default opentype;
}
