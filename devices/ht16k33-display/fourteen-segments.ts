/**
 * What fourteen segments can show. a to f go around as on seven segments; g and h are the left and the right half of
 * the middle bar; j, k, l are the upper left diagonal, the upper vertical and the upper right diagonal; m, n, p the
 * lower left diagonal, the lower vertical and the lower right diagonal.
 */
const shapes: Readonly<Record<string, string>> = {
  ' ': '',
  '-': 'gh',
  _: 'd',
  '0': 'abcdeflm',
  '1': 'bcl',
  '2': 'abdegh',
  '3': 'abcdh',
  '4': 'bcfgh',
  '5': 'acdfgh',
  '6': 'acdefgh',
  '7': 'abc',
  '8': 'abcdefgh',
  '9': 'abcdfgh',
  A: 'abcefgh',
  B: 'abcdhkn',
  C: 'adef',
  D: 'abcdkn',
  E: 'adefg',
  F: 'aefg',
  G: 'acdefh',
  H: 'bcefgh',
  I: 'adkn',
  J: 'bcde',
  K: 'efglp',
  L: 'def',
  M: 'bcefjl',
  N: 'bcefjp',
  O: 'abcdef',
  P: 'abefgh',
  Q: 'abcdefp',
  R: 'abefghp',
  S: 'acdhj',
  T: 'akn',
  U: 'bcdef',
  V: 'eflm',
  W: 'bcefmp',
  X: 'jlmp',
  Y: 'jln',
  Z: 'adlm',
};

/** The segments that are lit for a character, large or small; none for one that cannot be shown. */
export function fourteenSegmentShapeOf(character: string): string {
  return shapes[character.toUpperCase()] ?? '';
}
