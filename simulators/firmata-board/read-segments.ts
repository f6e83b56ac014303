/** Which segments a person sees lit, and what that person reads. Written down apart from the drivers' own table. */
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

/** The character for the lit segments, bits 6..0 = a..g; `?` for a shape nobody reads. */
export function readSegments(segments: number): string {
  const lit = [...'abcdefg'].filter((_, index) => (segments >> (6 - index)) & 1).join('');
  return readings[lit] ?? '?';
}

/** Letters that are read out of the shape of a digit. */
const alike: Readonly<Record<string, string>> = { S: '5', Z: '2', I: '1' };

/** The segments somebody lights to have this character read, bits as above; none for what cannot be shown. */
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
