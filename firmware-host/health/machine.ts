import { access, constants, readdir, readFile, statfs } from 'node:fs/promises';
import { join } from 'node:path';

/** Measurements of the machine. A value that it does not report is left out. */
export interface Machine {
  readonly cpu_c?: number;
  /** Whether the supply voltage is too low at this moment. */
  readonly under_voltage?: boolean;
  /** Whether the processor is slowed down at this moment, by heat or voltage. */
  readonly throttled?: boolean;
  readonly disk_free_mb?: number;
  readonly disk_readonly?: boolean;
}

const temperature = 'sys/class/thermal/thermal_zone0/temp';
/** Raspberry Pi: the firmware's status of its supply and clock, in hexadecimal. */
const throttledWord = 'sys/devices/platform/soc/soc:firmware/get_throttled';
/** Bits of that status: under-voltage; frequency capped, throttled, soft temperature limit. All are current values. */
const underVoltageBit = 0b0001;
const slowedBits = 0b1110;
/** The same from the kernel's hardware monitor, if the driver of the Pi's supply is loaded. */
const monitors = 'sys/class/hwmon';
const piMonitor = 'rpi_volt';

/** Reads the kernel's files below `root`, and the state of the disk that holds `dataFolder`. */
export async function readMachine(dataFolder: string, root = '/'): Promise<Machine> {
  const [milliCelsius, word, alarm, disk, readonly] = await Promise.all([
    numberIn(join(root, temperature)),
    textIn(join(root, throttledWord)),
    supplyAlarm(join(root, monitors)),
    statfs(dataFolder).catch(() => undefined), // Not every file system tells.
    isReadonly(dataFolder),
  ]);
  const bits = word !== undefined && /^(0x)?[0-9a-f]+$/i.test(word) ? Number.parseInt(word, 16) : undefined;
  const underVoltage = bits === undefined ? alarm : (bits & underVoltageBit) !== 0;
  return {
    ...(milliCelsius === undefined ? {} : { cpu_c: Math.round(milliCelsius / 100) / 10 }),
    ...(underVoltage === undefined ? {} : { under_voltage: underVoltage }),
    ...(bits === undefined ? {} : { throttled: (bits & slowedBits) !== 0 }),
    ...(disk === undefined ? {} : { disk_free_mb: mb(disk.bavail * disk.bsize) }),
    ...(readonly === undefined ? {} : { disk_readonly: readonly }),
  };
}

/** Bytes in MB with one decimal. */
export const mb = (bytes: number): number => Math.round(bytes / 104_857.6) / 10;

/** Monitors are numbered in the order in which they are found, so the Pi's is recognised only by its name. */
async function supplyAlarm(folder: string): Promise<boolean | undefined> {
  const found = await readdir(folder).catch(() => []); // This machine has no monitors.
  for (const monitor of found) {
    if ((await textIn(join(folder, monitor, 'name'))) !== piMonitor) continue;
    const alarm = await numberIn(join(folder, monitor, 'in0_lcrit_alarm'));
    return alarm === undefined ? undefined : alarm !== 0;
  }
  return undefined;
}

/** Whether the file system is read-only: a card that has failed is remounted so. Permissions are not considered. */
async function isReadonly(folder: string): Promise<boolean | undefined> {
  try {
    await access(folder, constants.W_OK);
    return false;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EROFS' ? true : undefined;
  }
}

async function numberIn(path: string): Promise<number | undefined> {
  const text = await textIn(path);
  const value = text === undefined || text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

async function textIn(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch {
    return undefined; // This machine does not tell.
  }
}
