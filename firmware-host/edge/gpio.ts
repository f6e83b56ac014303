import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { asFault } from '../../devices/fault.ts';
import type { Clock, Lines } from '../../devices/ports.ts';
import { type GpioFiles, kernelLine, piGpio } from './gpio-chip.ts';
import { gpiodLines } from './gpio-gpiod.ts';
import { sysfsLines } from './gpio-sysfs.ts';
import type { WaitingSince } from './held-up.ts';

/**
 * The Pi's own GPIO lines by BCM number. Raspberry Pi OS offers them as files (sysfs); where those are missing or
 * cannot be used, as on Ubuntu and with Debian's kernels, the programs of the package gpiod are. `used` hears which way
 * it is, and why, when the first line is opened and when that changes. `input` rejects with `link.absent` on a machine
 * without such lines. `waitingSince` says what is read late.
 */
export function openGpio(
  clock: Clock,
  files: GpioFiles = piGpio,
  used: (way: string) => void = () => undefined,
  waitingSince?: WaitingSince,
): Lines {
  let told: string | undefined;
  const tell = (way: string) => {
    if (told !== way) used(way);
    told = way;
  };
  const sysfs = sysfsLines(clock, files, waitingSince);
  return {
    input: async (pin, options) => {
      const trouble = sysfsTrouble(files);
      if (trouble !== undefined) {
        const gpiod = gpiodLines(clock, files.labels, (version) =>
          tell(`through gpiomon ${version}: ${trouble}`),
        );
        return gpiod.input(pin, options);
      }
      const line = await sysfs.input(pin, options);
      tell(`through ${files.root}`);
      return line;
    },
  };
}

/** Why the kernel's GPIO files cannot be used; undefined where they can. */
function sysfsTrouble(files: GpioFiles): string | undefined {
  try {
    kernelLine(0, files);
    accessSync(join(files.root, 'export'), constants.W_OK);
    return undefined;
  } catch (thrown) {
    return asFault(thrown, 'link.absent').message;
  }
}
