import { bytesOfRow, type Raster } from '../raster.ts';

/**
 * Rows that are sent with one command. A band of 24 rows has 1.7 KB at most, which fits the buffer of the smallest
 * printers; many print a band when it is complete.
 */
const bandRows = 24;

const DLE = 0x10;
/** EOT, ENQ and DC4. */
const requests: ReadonlySet<number> = new Set([0x04, 0x05, 0x14]);

/** A raster never changes, and the logo is on every ticket. */
const known = new WeakMap<Raster, Uint8Array>();

/**
 * A picture as `GS v 0` commands (Epson: `1D 76 30 m xL xH yL yH d...`), one band below the other. What is white at the
 * right edge of a band is left out: most of a ticket is white, and a serial line is slow.
 */
export function rasterBytes(raster: Raster): Uint8Array {
  const before = known.get(raster);
  if (before !== undefined) return before;
  const bands: Uint8Array[] = [];
  for (let top = 0; top < raster.height; top += bandRows)
    bands.push(band(raster, top, Math.min(bandRows, raster.height - top)));
  const bytes = Uint8Array.from(Buffer.concat(bands));
  known.set(raster, bytes);
  return bytes;
}

function band({ width, rows }: Raster, top: number, height: number): Uint8Array {
  const stride = bytesOfRow(width);
  let bytes = 1;
  for (let row = top; row < top + height; row++)
    for (let at = stride - 1; at >= bytes; at--) if (rows[row * stride + at] !== 0) bytes = at + 1;
  const header = Uint8Array.of(0x1d, 0x76, 0x30, 0, bytes & 0xff, bytes >> 8, height & 0xff, height >> 8);
  const sent = new Uint8Array(header.length + bytes * height);
  sent.set(header);
  for (let row = 0; row < height; row++) {
    const from = (top + row) * stride;
    sent.set(rows.subarray(from, from + bytes), header.length + row * bytes);
  }
  withoutRequests(sent, header.length);
  return sent;
}

/**
 * Printers look for real-time requests in every byte that they receive, those of a picture too: `DLE DC4 8` would clear
 * their buffer in the middle of a ticket. One more black dot makes DLE another byte.
 */
export function withoutRequests(bytes: Uint8Array, from: number): void {
  for (let at = from; at + 1 < bytes.length; at++)
    if (bytes[at] === DLE && requests.has(bytes[at + 1] ?? 0)) bytes[at] = DLE | 0x08;
}
