/** A way for each axis, by its place there. */
export type Combination = readonly number[];

/** Tried for each next combination; the one with the most new pairs is taken. */
const candidates = 40;

type Pair = readonly [axis: number, way: number, other: number, way: number];

/** Every pair of ways of two different axes, where axis `n` has `sizes[n]` ways. */
export function allPairs(sizes: readonly number[]): readonly Pair[] {
  const pairs: Pair[] = [];
  for (const [other, most] of sizes.entries())
    for (let axis = 0; axis < other; axis++)
      for (let way = 0; way < (sizes[axis] as number); way++)
        for (let its = 0; its < most; its++) pairs.push([axis, way, other, its]);
  return pairs;
}

export const hasPair = (one: Combination, [axis, way, other, its]: Pair): boolean =>
  one[axis] === way && one[other] === its;

export const drawn = (sizes: readonly number[], random: () => number): Combination =>
  sizes.map((size) => Math.floor(random() * size));

/** Few combinations in which every pair of ways of two axes occurs: each holds the first pair that has not yet. */
export function pairwise(sizes: readonly number[], random: () => number): readonly Combination[] {
  const chosen: Combination[] = [];
  let left = allPairs(sizes);
  for (let first = left[0]; first !== undefined; first = left[0]) {
    const [axis, way, other, its] = first;
    let best: Combination = [];
    let most = 0;
    for (let number = 0; number < candidates; number++) {
      const one = drawn(sizes, random).with(axis, way).with(other, its);
      const gain = left.filter((pair) => hasPair(one, pair)).length;
      if (gain > most) [best, most] = [one, gain];
    }
    chosen.push(best);
    left = left.filter((pair) => !hasPair(best, pair));
  }
  return chosen;
}
