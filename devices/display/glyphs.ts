/**
 * What seven segments can show. Segments are named as everywhere: a at the top, clockwise to f, g in the middle.
 * There is one shape for a letter, be it written large or small.
 */
const shapes: Readonly<Record<string, string>> = {
  ' ': '',
  '-': 'g',
  _: 'd',
  '0': 'abcdef',
  '1': 'bc',
  '2': 'abdeg',
  '3': 'abcdg',
  '4': 'bcfg',
  '5': 'acdfg',
  '6': 'acdefg',
  '7': 'abc',
  '8': 'abcdefg',
  '9': 'abcdfg',
  A: 'abcefg',
  B: 'cdefg',
  C: 'adef',
  D: 'bcdeg',
  E: 'adefg',
  F: 'aefg',
  G: 'acdef',
  H: 'bcefg',
  I: 'bc',
  J: 'bcd',
  L: 'def',
  N: 'ceg',
  O: 'cdeg',
  P: 'abefg',
  Q: 'abcfg',
  R: 'eg',
  S: 'acdfg',
  T: 'defg',
  U: 'bcdef',
  Y: 'bcdfg',
  Z: 'abdeg',
};

/**
 * Letters that people read as a digit, with that digit: a ticket `B-012` on such a display is called as `8-012`. They
 * can be shown, as in `End`, and must not tell services apart.
 */
export const lookAlikes: ReadonlyMap<string, string> = new Map([
  ['B', '8'],
  ['D', '0'],
  ['G', '6'],
  ['I', '1'],
  ['O', '0'],
  ['Q', '9'],
  ['S', '5'],
  ['Z', '2'],
]);

/** Every character that can be shown, letters as capitals. */
export const showable: ReadonlySet<string> = new Set(Object.keys(shapes));

const segments: ReadonlyMap<string, number> = new Map(
  Object.entries(shapes).map(([character, lit]) => [
    character,
    [...lit].reduce((bits, segment) => bits | (1 << (6 - 'abcdefg'.indexOf(segment))), 0),
  ]),
);

/** The names of the segments that are lit for a character, such as `bc`; none for one that cannot be shown. */
export function shapeOf(character: string): string {
  return shapes[character.toUpperCase()] ?? '';
}

/** A character in the bits of a MAX7219: 6..0 = a..g. One that cannot be shown is dark. */
export function segmentsOf(character: string): number {
  return segments.get(character.toUpperCase()) ?? 0;
}
