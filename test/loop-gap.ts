import { monitorEventLoopDelay } from 'node:perf_hooks';

/**
 * Watches this process's loop; the answer is the longest it stood still since, in ms. It is printed and judged nowhere.
 */
export function watchLoop(): () => number {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  return () => {
    delay.disable();
    return delay.max / 1e6;
  };
}
