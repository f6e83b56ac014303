import { bytesOfRow, type Raster } from '../raster.ts';
import { withoutRequests } from './raster-bytes.ts';

/** Rows of one band: `ESC *` with m = 33 prints 24 of them, in three bytes a column. */
const bandRows = 24;
const doubleDensity24 = 33;

/** `ESC 3 24`: one band touches the next. `ESC 2`: lines of text are as far apart as before. */
const begin = Uint8Array.of(0x1b, 0x33, bandRows);
const end = Uint8Array.of(0x1b, 0x32);
const LF = 0x0a;

/** A raster never changes, and the logo is on every ticket. */
const known = new WeakMap<Raster, Uint8Array>();

/**
 * A picture as `ESC *` commands (Epson: `1B 2A m nL nH d...`), for printers that do not know `GS v 0`. Its height is
 * filled up to whole bands.
 */
export function columnBytes(raster: Raster): Uint8Array {
  const before = known.get(raster);
  if (before !== undefined) return before;
  const parts: Uint8Array[] = [begin];
  for (let top = 0; top < raster.height; top += bandRows) parts.push(band(raster, top));
  const bytes = Uint8Array.from(Buffer.concat([...parts, end]));
  known.set(raster, bytes);
  return bytes;
}

/** The height of a picture that is sent in this way, in dots. */
export const columnHeight = ({ height }: Raster): number => Math.ceil(height / bandRows) * bandRows;

function band({ width, height, rows }: Raster, top: number): Uint8Array {
  const stride = bytesOfRow(width);
  const header = [0x1b, 0x2a, doubleDensity24, width & 0xff, width >> 8];
  const sent = new Uint8Array(header.length + width * (bandRows / 8) + 1);
  sent.set(header);
  for (let row = top; row < Math.min(height, top + bandRows); row++) {
    const place = row - top;
    for (let x = 0; x < width; x++) {
      const black = ((rows[row * stride + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
      const at = header.length + x * 3 + (place >> 3);
      sent[at] = (sent[at] ?? 0) | (black << (7 - (place & 7)));
    }
  }
  withoutRequests(sent, header.length);
  sent[sent.length - 1] = LF;
  return sent;
}
