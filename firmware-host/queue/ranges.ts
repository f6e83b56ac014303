import type { NumberRange } from './state.ts';

/** Numbers by prefix; ranges include both ends. */
export type Ranges = ReadonlyMap<string, readonly NumberRange[]>;

/** Returns the same map when it already contains the number. */
export function withNumber(ranges: Ranges, prefix: string, number: number): Ranges {
  const before = ranges.get(prefix) ?? [];
  const after = extended(before, number);
  return after === before ? ranges : new Map([...ranges, [prefix, after]]);
}

/**
 * Numbers of one prefix go up one by one, except where services share the prefix or an older ticket still has a number.
 */
function extended(ranges: readonly NumberRange[], number: number): readonly NumberRange[] {
  const index = ranges.findIndex(({ first, last }) => first <= number && number <= last + 1);
  const range = ranges[index];
  if (range === undefined) return [...ranges, { first: number, last: number }];
  return number <= range.last ? ranges : ranges.with(index, { first: range.first, last: number });
}

export function union(one: Ranges, other: Ranges): Ranges {
  const all = new Map(one);
  for (const [prefix, ranges] of other) {
    const sorted = [...(all.get(prefix) ?? []), ...ranges].sort((a, b) => a.first - b.first);
    const joined: NumberRange[] = [];
    for (const range of sorted) {
      const last = joined.at(-1);
      if (last === undefined || range.first > last.last + 1) joined.push(range);
      else joined[joined.length - 1] = { first: last.first, last: Math.max(last.last, range.last) };
    }
    all.set(prefix, joined);
  }
  return all;
}

export function has(ranges: Ranges, prefix: string, number: number): boolean {
  return ranges.get(prefix)?.some(({ first, last }) => first <= number && number <= last) ?? false;
}
