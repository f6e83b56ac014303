import { readFile, statfs } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What the machine and the process say of themselves. What cannot be measured here is left out. */
export interface Vitals {
  readonly rss_mb: number;
  readonly loop_lag_p99_ms?: number;
  readonly cpu_c?: number;
  readonly disk_free_mb?: number;
  readonly under_voltage?: boolean;
}

/** Where Linux tells: the processor's temperature, and (on a Raspberry Pi) whether the supply sags. */
const temperatureFile = '/sys/class/thermal/thermal_zone0/temp';
const underVoltageFile = '/sys/class/hwmon/hwmon0/in0_lcrit_alarm';

const mb = (bytes: number) => Math.round(bytes / 104_857.6) / 10;

/** Starts measuring; `read` tells what was measured since the last `read`. */
export function openVitals(dataFolder: string): { read(): Promise<Vitals>; close(): void } {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  return {
    async read() {
      const lag = delay.percentile(99) / 1e6;
      const measured = delay.count > 0;
      delay.reset();
      const [temperature, alarm, disk] = await Promise.all([
        numberIn(temperatureFile),
        numberIn(underVoltageFile),
        statfs(dataFolder).catch(() => undefined), // Not every file system tells.
      ]);
      return {
        rss_mb: mb(process.memoryUsage.rss()),
        // The monitor samples every 10 ms and counts that as delay.
        ...(measured ? { loop_lag_p99_ms: Math.round(Math.max(0, lag - 10) * 10) / 10 } : {}),
        ...(temperature === undefined ? {} : { cpu_c: Math.round(temperature / 100) / 10 }),
        ...(alarm === undefined ? {} : { under_voltage: alarm !== 0 }),
        ...(disk === undefined ? {} : { disk_free_mb: mb(disk.bavail * disk.bsize) }),
      };
    },
    close: () => delay.disable(),
  };
}

/** The number in a file of the kernel's; undefined where there is no such file. */
async function numberIn(path: string): Promise<number | undefined> {
  try {
    const value = Number(await readFile(path, 'utf8'));
    return Number.isFinite(value) ? value : undefined;
  } catch {
    return undefined; // This machine does not tell.
  }
}
