import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What the office says of its own work. Counts are since the start of the process. */
export interface OfficeFigures {
  readonly eventsApplied: number;
  /** Of events that were heard and are not yet written. */
  readonly waitingBytes: number;
  readonly replaysAsked: number;
  /** For how long events have waited and none was written; 0 when none waits. */
  readonly lagSeconds: number;
  /** Whether the last call to the store succeeded. */
  readonly isStoreThere: boolean;
  /** Calls that failed, by the code of their fault. */
  readonly storeFaults: ReadonlyMap<string, number>;
  readonly sharesHeld: number;
  /** Sites that were heard and are not shown: there are too many. */
  readonly sitesLeftOut: number;
}

export interface ProcessFigures {
  readonly residentBytes: number;
  readonly cpuSeconds: number;
  /** The longest that the process was held up since this was read last. */
  readonly loopDelaySeconds: number;
}

/** The monitor samples at this interval, and counts the interval as delay. */
const sampleMs = 10;

export function openProcessFigures(): { read(): ProcessFigures; close(): void } {
  const delay = monitorEventLoopDelay({ resolution: sampleMs });
  delay.enable();
  return {
    read() {
      const { user, system } = process.cpuUsage();
      const delayMs = delay.count > 0 ? Math.max(0, delay.max / 1e6 - sampleMs) : 0;
      delay.reset();
      return {
        residentBytes: process.memoryUsage.rss(),
        cpuSeconds: (user + system) / 1e6,
        loopDelaySeconds: delayMs / 1_000,
      };
    },
    close: () => delay.disable(),
  };
}
