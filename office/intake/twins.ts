import type { Clock, Millis } from '../../devices/ports.ts';

/** A controller that has sent nothing for this long counts as turned off: the other one is followed again. */
const goneMs: Millis = 15 * 60_000;
/** How many finished runs are remembered. */
const formerMax = 1_000;

/**
 * Knows which runs of a site's process are over. Once a later run has sent something, an earlier one never sends
 * anything new, unless two controllers have the id of one site, as after its card was copied.
 */
export interface Twins {
  /** An event of this run, which came at `at`, was applied: earlier runs are over. */
  applied(boot: string, at: Millis): void;
  isFormer(boot: string): boolean;
  /** A run that was over sent something new. `both` is undefined when the followed run has been silent for `goneMs`. */
  heard(boot: string): { readonly both: readonly [string, string] | undefined; readonly isNews: boolean };
}

export function createTwins(clock: Clock): Twins {
  const former = new Set<string>();
  let current: string | undefined;
  let lastAt: Millis = 0;
  let toldAt: Millis | undefined;

  return {
    applied(boot, at) {
      lastAt = Math.max(lastAt, at);
      if (boot === current) return;
      if (current !== undefined) former.add(current);
      former.delete(boot);
      current = boot;
      for (const oldest of former) {
        if (former.size <= formerMax) break;
        former.delete(oldest);
      }
    },
    isFormer: (boot) => former.has(boot),
    heard(boot) {
      const now = clock.now();
      if (current === undefined || now - lastAt >= goneMs) return { both: undefined, isNews: false };
      const isNews = toldAt === undefined || now - toldAt >= goneMs;
      if (isNews) toldAt = now;
      return { both: [current, boot], isNews };
    },
  };
}
