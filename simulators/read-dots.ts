/**
 * The character that a person reads in columns of dots, from the left; bit 0 of a column is its top dot. Written
 * independently of the drivers' letters.
 */
const readings: ReadonlyMap<string, string> = new Map([
  ['08 08 08 08', '-'],
  ['40 40 40 40 40', '_'],
  ['40', '.'],
  ['14', ':'],
  ['60 10 08 04 03', '/'],
  ['3e 41 41 41 3e', '0'],
  ['42 7f 40', '1'],
  ['42 61 51 49 46', '2'],
  ['21 41 45 4b 31', '3'],
  ['18 14 12 7f 10', '4'],
  ['27 45 45 45 39', '5'],
  ['3c 4a 49 49 30', '6'],
  ['01 71 09 05 03', '7'],
  ['36 49 49 49 36', '8'],
  ['06 49 49 29 1e', '9'],
  ['7e 09 09 09 7e', 'A'],
  ['7f 49 49 49 36', 'B'],
  ['3e 41 41 41 22', 'C'],
  ['7f 41 41 22 1c', 'D'],
  ['7f 49 49 49 41', 'E'],
  ['7f 09 09 09 01', 'F'],
  ['3e 41 49 49 7a', 'G'],
  ['7f 08 08 08 7f', 'H'],
  ['41 7f 41', 'I'],
  ['20 40 41 3f 01', 'J'],
  ['7f 08 14 22 41', 'K'],
  ['7f 40 40 40 40', 'L'],
  ['7f 02 0c 02 7f', 'M'],
  ['7f 04 08 10 7f', 'N'],
  ['7f 41 41 41 7f', 'O'],
  ['7f 09 09 09 06', 'P'],
  ['3e 41 51 21 5e', 'Q'],
  ['7f 09 19 29 46', 'R'],
  ['46 49 49 49 31', 'S'],
  ['01 01 7f 01 01', 'T'],
  ['3f 40 40 40 3f', 'U'],
  ['1f 20 40 20 1f', 'V'],
  ['3f 40 38 40 3f', 'W'],
  ['63 14 08 14 63', 'X'],
  ['07 08 70 08 07', 'Y'],
  ['61 51 49 45 43', 'Z'],
]);

/** As many dark columns, and a person sees a blank between two letters. */
const BLANK_DOTS = 4;

/**
 * What a person reads on a display of dots (rows from the top, `#` lit): letters of seven rows at the top edge, and
 * `?` for a shape that is none.
 */
export function readDots(rows: readonly string[]): string {
  const columns = Array.from({ length: rows[0]?.length ?? 0 }, (_, x) =>
    rows.reduce((bits, row, y) => bits | (row[x] === '#' ? 1 << y : 0), 0),
  );
  let read = '';
  let shape: string[] = [];
  let dark = 0;
  for (const column of [...columns, 0]) {
    if (column !== 0) {
      if (dark >= BLANK_DOTS && read !== '') read += ' ';
      dark = 0;
      shape.push(column.toString(16).padStart(2, '0'));
      continue;
    }
    if (shape.length > 0) read += readings.get(shape.join(' ')) ?? '?';
    shape = [];
    dark++;
  }
  return read;
}
