/** From `from` up to `to`, Unix ms. Lists of them are in order and do not overlap. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/** The same time as a list in order, without overlaps and empty spans. */
export function merged(spans: Iterable<TimeSpan>): readonly TimeSpan[] {
  const sorted = [...spans].filter(({ from, to }) => to > from).sort((one, other) => one.from - other.from);
  const all: { from: number; to: number }[] = [];
  for (const { from, to } of sorted) {
    const last = all.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else all.push({ from, to });
  }
  return all;
}

/** The time that is in both. */
export function common(ones: readonly TimeSpan[], others: readonly TimeSpan[]): readonly TimeSpan[] {
  const both: TimeSpan[] = [];
  let at = 0;
  for (const one of ones) {
    while (at < others.length && (others[at]?.to ?? 0) <= one.from) at++;
    for (let next = at; next < others.length; next++) {
      const other = others[next];
      if (other === undefined || other.from >= one.to) break;
      both.push({ from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) });
    }
  }
  return both;
}

/** The time of `ones` that is in none of `others`. */
export function without(ones: readonly TimeSpan[], others: readonly TimeSpan[]): readonly TimeSpan[] {
  return common(ones, complement(others));
}

/** How long they are together, ms. */
export const lengthOf = (spans: readonly TimeSpan[]): number =>
  spans.reduce((sum, { from, to }) => sum + to - from, 0);

/** All other time. */
function complement(spans: readonly TimeSpan[]): readonly TimeSpan[] {
  const edges = spans.flatMap(({ from, to }) => [from, to]);
  const all = [Number.NEGATIVE_INFINITY, ...edges, Number.POSITIVE_INFINITY];
  const rest: TimeSpan[] = [];
  for (let at = 0; at < all.length; at += 2) {
    const [from = 0, to = 0] = all.slice(at, at + 2);
    if (to > from) rest.push({ from, to });
  }
  return rest;
}
