import type { Millis } from '../../../devices/ports.ts';

/** How long the last `most` of something took. */
export interface Recent {
  note(ms: Millis): void;
  readonly last: Millis | undefined;
  /** The value that `share` of them do not exceed; 0 when there is none. */
  percentile(share: number): Millis;
}

/**
 * Kept in the order of size too: noting one moves a few kilobytes, and asking costs nothing, because it is asked
 * before every ticket.
 */
export function createRecent(most: number): Recent {
  const inOrder: Millis[] = [];
  const bySize: Millis[] = [];
  return {
    note(ms) {
      if (inOrder.length === most) bySize.splice(placeOf(bySize, inOrder.shift() ?? 0), 1);
      inOrder.push(ms);
      bySize.splice(placeOf(bySize, ms), 0, ms);
    },
    get last() {
      return inOrder.at(-1);
    },
    percentile: (share) => bySize[Math.min(bySize.length - 1, Math.floor(bySize.length * share))] ?? 0,
  };
}

/** Where `ms` stands among sorted values, or would stand. */
function placeOf(sorted: readonly Millis[], ms: Millis): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}
