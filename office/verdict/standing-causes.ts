import type { Millis } from '../../devices/ports.ts';
import { verdictLimits } from './verdict-limits.ts';
import type { Moment, RootCause } from './verdict-types.ts';

/** A cause from its first sign until it is taken back. */
export interface Standing {
  cause: RootCause;
  readonly firstAt: Millis;
  /** When it was first said; undefined while it settles. */
  said: Moment | undefined;
  /** Since when there is no sign of it. */
  goneAt: Millis | undefined;
}

export interface Settled {
  /** Causes that are over, and were said. */
  readonly over: readonly RootCause[];
  /** When something settles by itself. */
  readonly until: Millis | undefined;
}

/**
 * Settles what was found at `now` into what stands. `isJudged` says whether the lack of a cause means that it is over:
 * of what is below an unreachable site nothing is known, and it stays as it was.
 */
export function settleCauses(
  standing: Map<string, Standing>,
  found: readonly RootCause[],
  isJudged: (key: string) => boolean,
  now: Moment,
): Settled {
  const foundKeys = new Set<string>();
  for (const cause of found) {
    foundKeys.add(cause.key);
    const one = standing.get(cause.key);
    if (one === undefined)
      standing.set(cause.key, { cause, firstAt: now.at, said: undefined, goneAt: undefined });
    else {
      const isSame = one.cause.verdict === cause.verdict;
      one.cause = isSame ? { ...cause, since: one.cause.since } : cause;
      one.goneAt = undefined;
    }
  }
  const over: RootCause[] = [];
  let until = Number.POSITIVE_INFINITY;
  for (const [key, one] of standing) {
    const isFound = foundKeys.has(key);
    const ended = isFound ? undefined : endOf(one, isJudged(key), now.at);
    // What another cause explains is not said by itself; said already, it stays below that.
    const isHidden = isFound && one.cause.under !== undefined && one.said === undefined;
    if (isHidden || (ended !== undefined && ended <= now.at)) {
      standing.delete(key);
      if (one.said !== undefined) over.push(one.cause);
      continue;
    }
    const settles = one.firstAt + verdictLimits.settleMs;
    if (one.said === undefined && isFound && settles <= now.at) one.said = now;
    until = Math.min(until, ended ?? (one.said === undefined ? settles : until));
  }
  return { over, until: until === Number.POSITIVE_INFINITY ? undefined : until };
}

/** When a cause without a sign is over: at once when it was never said; never while nothing is known of it. */
function endOf(one: Standing, isJudged: boolean, now: Millis): Millis | undefined {
  if (one.said === undefined) return now;
  if (!isJudged) {
    one.goneAt = undefined;
    return undefined;
  }
  one.goneAt ??= now;
  return one.goneAt + verdictLimits.settleMs;
}
