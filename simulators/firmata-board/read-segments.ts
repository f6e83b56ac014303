/** The character that a person reads for lit segments. Written independently of the drivers' table. */
const readings: Readonly<Record<string, string>> = {
  '': ' ',
  g: '-',
  d: '_',
  abcdef: '0',
  bc: '1',
  abdeg: '2',
  abcdg: '3',
  bcfg: '4',
  acdfg: '5',
  acdefg: '6',
  abc: '7',
  abcdefg: '8',
  abcdfg: '9',
  abcefg: 'A',
  cdefg: 'b',
  adef: 'C',
  deg: 'c',
  bcdeg: 'd',
  adefg: 'E',
  aefg: 'F',
  acdef: 'G',
  bcefg: 'H',
  cefg: 'h',
  bcd: 'J',
  def: 'L',
  ceg: 'n',
  cdeg: 'o',
  abefg: 'P',
  abcfg: 'q',
  eg: 'r',
  defg: 't',
  bcdef: 'U',
  cde: 'u',
  bcdfg: 'y',
};

const shapes = new Map(Object.entries(readings).map(([shape, character]) => [character, shape]));

/** The character for the lit segments, bits 6..0 = a..g; `?` for a shape that is no character. */
export function readSegments(segments: number): string {
  const lit = [...'abcdefg'].filter((_, index) => (segments >> (6 - index)) & 1).join('');
  return readings[lit] ?? '?';
}

/** Letters that have the shape of a digit. */
const alike: Readonly<Record<string, string>> = { S: '5', Z: '2', I: '1' };

/** The segments for a character, bits as above; none for one that cannot be shown. */
export function segmentsOf(character: string): number {
  const large = character.toUpperCase();
  const shape = [character, large, character.toLowerCase(), alike[large] ?? ''].map((name) =>
    shapes.get(name),
  );
  return [...(shape.find((found) => found !== undefined) ?? '')].reduce(
    (bits, segment) => bits | (1 << (6 - 'abcdefg'.indexOf(segment))),
    0,
  );
}

/**
 * The same for fourteen segments, wired as on the alphanumeric backpacks: bits 0 to 13 are the six around the edge,
 * clockwise from the top, the two halves of the middle bar, then \ | / above and / | \ below.
 */
const fourteenReadings: ReadonlyMap<number, string> = new Map([
  [0x0000, ' '],
  [0x00c0, '-'],
  [0x0008, '_'],
  [0x0c3f, '0'],
  [0x0406, '1'],
  [0x00db, '2'],
  [0x008f, '3'],
  [0x00e6, '4'],
  [0x00ed, '5'],
  [0x00fd, '6'],
  [0x0007, '7'],
  [0x00ff, '8'],
  [0x00ef, '9'],
  [0x00f7, 'A'],
  [0x128f, 'B'],
  [0x0039, 'C'],
  [0x120f, 'D'],
  [0x0079, 'E'],
  [0x0071, 'F'],
  [0x00bd, 'G'],
  [0x00f6, 'H'],
  [0x1209, 'I'],
  [0x001e, 'J'],
  [0x2470, 'K'],
  [0x0038, 'L'],
  [0x0536, 'M'],
  [0x2136, 'N'],
  [0x003f, 'O'],
  [0x00f3, 'P'],
  [0x203f, 'Q'],
  [0x20f3, 'R'],
  [0x018d, 'S'],
  [0x1201, 'T'],
  [0x003e, 'U'],
  [0x0c30, 'V'],
  [0x2836, 'W'],
  [0x2d00, 'X'],
  [0x1500, 'Y'],
  [0x0c09, 'Z'],
]);

/** The character for the lit segments; `?` for a shape that is no character. */
export function readFourteenSegments(bits: number): string {
  return fourteenReadings.get(bits & 0x3fff) ?? '?';
}
