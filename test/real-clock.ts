import type { Clock } from '../devices/ports.ts';

/** For tests against real brokers, whose sockets know no virtual time. */
export const realClock: Clock = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

const longestWaitMs = 15_000;

/** Waits for `condition`, and fails when it does not come. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  longestMs = longestWaitMs,
): Promise<void> {
  const end = performance.now() + longestMs;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`waited in vain for ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
