/**
 * A picture of black dots: rows from the top, eight dots to a byte, the leftmost in its highest bit. Each row begins
 * with a new byte.
 */
export interface Raster {
  /** In dots. */
  readonly width: number;
  readonly height: number;
  readonly rows: Uint8Array;
}

/** Bytes of a row of so many dots. */
export const bytesOfRow = (width: number): number => Math.ceil(width / 8);
