import { bytesOfRow, type Raster } from '../../devices/raster.ts';

/** A picture that is being drawn: one byte a dot, row by row from the top; 1 is black. */
export interface Dots {
  readonly width: number;
  readonly height: number;
  readonly black: Uint8Array;
}

export const whiteDots = (width: number, height: number): Dots => ({
  width,
  height,
  black: new Uint8Array(width * height),
});

/** Blackens a rectangle, as far as it is within the picture. */
export function blacken(on: Dots, left: number, top: number, width: number, height: number): void {
  const [from, to] = [Math.max(0, left), Math.min(on.width, left + width)];
  for (let y = Math.max(0, top); y < Math.min(on.height, top + height); y++)
    if (from < to) on.black.fill(1, y * on.width + from, y * on.width + to);
}

/** Copies a picture onto another, as far as it is within that; `inverse` swaps black and white. */
export function put(on: Dots, dots: Dots, left: number, top: number, inverse = false): void {
  const black = inverse ? 0 : 1;
  for (let y = 0; y < Math.min(dots.height, on.height - top); y++) {
    for (let x = 0; x < Math.min(dots.width, on.width - left); x++)
      on.black[(top + y) * on.width + left + x] = dots.black[y * dots.width + x] === black ? 1 : 0;
  }
}

export function rasterOf({ width, height, black }: Dots): Raster {
  const stride = bytesOfRow(width);
  const rows = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * stride + (x >> 3);
      if (black[y * width + x] === 1) rows[at] = (rows[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return { width, height, rows };
}

export function dotsOfRaster({ width, height, rows }: Raster): Dots {
  const dots = whiteDots(width, height);
  const stride = bytesOfRow(width);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++)
      dots.black[y * width + x] = ((rows[y * stride + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
  }
  return dots;
}
