import type { Millis } from '../../../devices/ports.ts';

/** The durations of the last `most` operations. */
export interface Recent {
  note(ms: Millis): void;
  readonly last: Millis | undefined;
  /** The duration that `share` of them do not exceed; 0 when there is none. */
  percentile(share: number): Millis;
}

/**
 * The durations are also kept sorted: noting one moves a few kilobytes, and the percentile costs nothing, because it is
 * needed before every ticket.
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

/** The index of `ms` in a sorted list, or the index where it would be inserted. */
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
