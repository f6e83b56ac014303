/** A picture, one byte a dot, row by row; 1 is black. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly dots: Uint8Array;
}

/** `GS v 0 m xL xH yL yH d...`: x bytes in a row, y rows; m doubles the width (1), the height (2) or both (3). */
export function pictureOf([kind, mode = 0, xL = 0, xH = 0, yL = 0, yH = 0, ...bytes]: readonly number[]):
  | Picture
  | undefined {
  const [across, down] = [(mode & 1) + 1, ((mode >> 1) & 1) + 1];
  const [perRow, lines] = [xL + xH * 256, yL + yH * 256];
  if (kind !== 0x30 || perRow === 0 || lines === 0) return undefined;
  const [width, height] = [perRow * 8 * across, lines * down];
  const dots = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const column = Math.floor(x / across);
      const byte = bytes[Math.floor(y / down) * perRow + (column >> 3)] ?? 0;
      dots[y * width + x] = (byte >> (7 - (column & 7))) & 1;
    }
  }
  return { width, height, dots };
}

/** `ESC * m nL nH d...` with 24 dots a column (m = 33): n columns of three bytes, the highest bit at the top. */
export function columnsOf([mode, nL = 0, nH = 0, ...bytes]: readonly number[]): Picture | undefined {
  const width = nL + nH * 256;
  if (mode !== 33 || width === 0) return undefined;
  const height = 24;
  const dots = new Uint8Array(width * height);
  for (let x = 0; x < width; x++)
    for (let y = 0; y < height; y++)
      dots[y * width + x] = ((bytes[x * 3 + (y >> 3)] ?? 0) >> (7 - (y & 7))) & 1;
  return { width, height, dots };
}
