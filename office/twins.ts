import type { Clock, Millis } from '../devices/ports.ts';

/** A controller that has sent nothing for so long was turned off: what the other one sends is followed again. */
const goneMs: Millis = 15 * 60_000;
/** Runs that are remembered as over. */
const formerMax = 1_000;

/**
 * Which runs of a site's process are over. A run never sends anything new once a later one has sent something, unless
 * there are two controllers with the id of one site, as when its card was copied.
 */
export interface Twins {
  /** An event of this run was applied: those before it are over. */
  applied(boot: string): void;
  isFormer(boot: string): boolean;
  /** Something new came of a run that was over: `both`, unless the one that is followed has been silent for long. */
  heard(boot: string): { readonly both: readonly [string, string] | undefined; readonly isNews: boolean };
}

export function createTwins(clock: Clock): Twins {
  const former = new Set<string>();
  let current: string | undefined;
  let lastAt: Millis = 0;
  let toldAt: Millis | undefined;

  return {
    applied(boot) {
      lastAt = clock.now();
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
