import type { Clock, Millis } from '../../devices/ports.ts';

/** The first and the longest wait of a controller that another one displaced from the broker. */
const firstMs: Millis = 30_000;
const mostMs: Millis = 5 * 60_000;
/**
 * After this long without a sign, the other controller counts as gone. It is longer than the longest wait of either.
 */
const goneMs: Millis = 15 * 60_000;
/**
 * A message of another run may be on our topic without a rival: the will of the previous run, sent late, or a message
 * that the broker retained from before that run was killed. That does not happen this many times with our own message
 * in between.
 */
const timesMax = 3;
const apartMs: Millis = 1_000;
/** The most runs that are remembered. */
const runsMax = 100;

/** Evidence of another controller with the id of this site, as when its SD card was copied. */
export interface Rival {
  /** Records that it took our place at the broker. Returns whether that is news. */
  tookOver(): boolean;
  /**
   * Records a message of another run, `boot`, on our own topic. Returns true when that has become proof, and is news.
   */
  spoke(boot: string): boolean;
  /** Records our own message on our own topic. */
  ours(): void;
  stands(): boolean;
  /**
   * How long to wait before taking our place back. The wait grows, so that two controllers do not fight. `random` is 0
   * to below 1.
   */
  waitMs(random: number): Millis;
}

export function createRival(clock: Clock): Rival {
  /** Runs seen on our topic: since when, how often, and whether our own message has been there since. */
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
