import { bytesOfRow, type Raster } from '../raster.ts';

/**
 * Pictures in Star's raster mode (Star Line Mode and Star Graphic Mode Command Specifications, "Raster related
 * commands"). Numbers are decimal digits, with NUL behind them.
 */

const command = (text: string): Uint8Array => Buffer.from(`\x1b*r${text}`, 'latin1');
const enter = command('A');
const clear = command('C');
const quit = command('B');
/** Page length 0: as long as the picture. */
const endless = command('P0\0');
/** What happens at the end of the document. */
const atEnd = (mode: number): Uint8Array => command(`E${mode}\0`);

/** Modes of the end: 1 prints and feeds nothing; 9 and 13 feed to the cutter and cut, all of it or all but a part. */
const endModes = { none: 1, full: 9, partial: 13 } as const;
const executeEnd = Uint8Array.of(0x1b, 0x0c, 0x04);

/** A row has 72 bytes at most, on 80 mm paper. A row that was broken off waits for so many bytes at most. */
const rowBytesMax = 72;

const ESC = 0x1b;
const ACK = 0x06;

/**
 * Real-time requests are looked for in every byte: `ESC ACK CAN` would reset the printer in the middle of a ticket. One
 * more black dot makes ESC another byte.
 */
function withoutRequests(row: Uint8Array): Uint8Array {
  const at = row.findIndex((byte, index) => byte === ESC && row[index + 1] === ACK);
  if (at < 0) return row;
  const changed = Uint8Array.from(row);
  changed[at] = ESC | 0x04;
  return withoutRequests(changed);
}

/** The rows of a picture; an empty row at the end of each line of dots is left out, an empty line is fed. */
function rowsOf({ width, height, rows }: Raster): readonly Uint8Array[] {
  const stride = bytesOfRow(width);
  const parts: Uint8Array[] = [];
  let empty = 0;
  const feed = (): void => {
    if (empty > 0) parts.push(command(`Y${empty}\0`));
    empty = 0;
  };
  for (let row = 0; row < height; row++) {
    const all = rows.subarray(row * stride, (row + 1) * stride);
    const used = all.findLastIndex((byte) => byte !== 0) + 1;
    if (used === 0) {
      empty++;
      continue;
    }
    feed();
    parts.push(Uint8Array.of(0x62, used & 0xff, used >> 8), withoutRequests(all.subarray(0, used)));
  }
  feed();
  return parts;
}

/** A picture never changes, and the logo is on every ticket. */
const known = new WeakMap<Raster, Uint8Array>();

/** A picture between lines of text. Leaving raster mode cuts unless the end is told to do nothing. */
export function pictureBytes(raster: Raster): Uint8Array {
  const bytes = known.get(raster) ?? joined([enter, endless, atEnd(endModes.none), ...rowsOf(raster), quit]);
  known.set(raster, bytes);
  return bytes;
}

/** A ticket that is a picture, with its end. `feed`: dots that are fed before it. */
export const documentBytes = (raster: Raster, end: keyof typeof endModes, feed: number): Uint8Array =>
  joined([
    ...[enter, endless, atEnd(endModes[end]), ...rowsOf(raster)],
    ...(feed > 0 ? [command(`Y${feed}\0`)] : []),
    ...[executeEnd, quit],
  ]);

/** Ends a row that was broken off, wherever that was. Outside of a row NUL is nothing. */
export const endRow = new Uint8Array(rowBytesMax);

/** Ends a picture that was broken off: its row is filled up, and it is forgotten. */
export const forgetPicture = joined([endRow, enter, clear, quit]);

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}
