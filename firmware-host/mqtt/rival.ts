import type { Clock, Millis } from '../../devices/ports.ts';

/** The first wait of a controller that was put out by another one, and the longest. */
const firstMs: Millis = 30_000;
const mostMs: Millis = 5 * 60_000;
/** Without a sign for so long, the other one is gone. Longer than the longest wait of either. */
const goneMs: Millis = 15 * 60_000;
/**
 * Something of another run may stand on our topic without a rival: the will of the run before this one, sent late, or
 * what a broker had kept from before it was killed. So often, with our own word in between, it does not.
 */
const timesMax = 3;
const apartMs: Millis = 1_000;
/** Runs that are remembered. */
const runsMax = 100;

/** What is known of another controller with the id of this site, as when its card was copied. */
export interface Rival {
  /** It took our place at the broker. Whether that is news. */
  tookOver(): boolean;
  /** Our own topic has the word of another run, `boot`. Whether that is proof by now, and news. */
  spoke(boot: string): boolean;
  /** Our own topic has our own word. */
  ours(): void;
  stands(): boolean;
  /**
   * How long to wait before our place is taken back: ever longer, so that two do not fight. `random` is 0 to below 1.
   */
  waitMs(random: number): Millis;
}

export function createRival(clock: Clock): Rival {
  /** Runs that had the word: since when, how often, and whether we have had it since. */
  const heard = new Map<string, { at: Millis; times: number; answered: boolean }>();
  let last: Millis | undefined;
  let signs = 0;

  const stands = (): boolean => last !== undefined && clock.now() - last < goneMs;

  function sign(): boolean {
    const news = !stands();
    signs = news ? 1 : signs + 1;
    last = clock.now();
    return news;
  }

  return {
    stands,
    tookOver: sign,
    spoke(boot) {
      const now = clock.now();
      const before = heard.get(boot);
      if (before === undefined || now - before.at > goneMs) {
        if (heard.size >= runsMax) heard.clear();
        heard.set(boot, { at: now, times: 1, answered: false });
        return false;
      }
      if (!before.answered || now - before.at < apartMs) return false;
      Object.assign(before, { at: now, times: before.times + 1, answered: false });
      return before.times >= timesMax && sign();
    },
    ours() {
      for (const run of heard.values()) run.answered = true;
    },
    waitMs: (random) =>
      Math.min(mostMs, firstMs * 2 ** Math.min(10, Math.max(0, signs - 1))) * (0.5 + random / 2),
  };
}
