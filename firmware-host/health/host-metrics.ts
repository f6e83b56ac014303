import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Machine, mb, readMachine } from './machine.ts';

/** Measurements of the machine and the process. A value that cannot be measured here is left out. */
export interface HostMetrics extends Machine {
  readonly rss_mb: number;
  readonly loop_lag_p99_ms?: number;
}

/** The monitor samples at this interval, and counts the interval as delay. */
const sampleMs = 10;

/** Starts measuring, with the kernel's files below `root`; `read` returns what was measured since the last `read`. */
export function openHostMetrics(
  dataFolder: string,
  root = '/',
): { read(): Promise<HostMetrics>; close(): void } {
  const delay = monitorEventLoopDelay({ resolution: sampleMs });
  delay.enable();
  return {
    async read() {
      const lag = delay.percentile(99) / 1e6;
      const measured = delay.count > 0;
      delay.reset();
      return {
        rss_mb: mb(process.memoryUsage.rss()),
        ...(measured ? { loop_lag_p99_ms: Math.round(Math.max(0, lag - sampleMs) * 10) / 10 } : {}),
        ...(await readMachine(dataFolder, root)),
      };
    },
    close: () => delay.disable(),
  };
}
