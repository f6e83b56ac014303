const longestWord = 40;

/**
 * The option that `word` probably means: equal but for capitals, `-` and `_`, else at most two typing errors away (one
 * in a short word). Undefined when no option is that near.
 */
export function near(word: string, options: Iterable<string>): string | undefined {
  if (word.length > longestWord) return undefined;
  const meant = plain(word);
  const allowed = meant.length <= 4 ? 1 : 2;
  let best: string | undefined;
  let least = allowed + 1;
  for (const option of options) {
    if (Math.abs(option.length - word.length) > longestWord) continue;
    const slips = distance(meant, plain(option));
    if (slips < least) [best, least] = [option, slips];
  }
  return best;
}

const plain = (word: string) => word.toLowerCase().replaceAll(/[-_\s]/g, '');

/** The edit distance: letters to add, drop, change, or swap with their neighbour. */
function distance(from: string, to: string): number {
  let before: number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const line = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      line[column] = Math.min(
        (above[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [before, above] = [above, line];
  }
  return above[to.length] ?? 0;
}
