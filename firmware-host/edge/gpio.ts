import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { asFault } from '../../devices/fault.ts';
import type { Clock, Lines } from '../../devices/ports.ts';
import { type GpioFiles, kernelLine, piGpio } from './gpio-chip.ts';
import { gpiodLines } from './gpio-gpiod.ts';
import { type Onoff, sysfsLines } from './gpio-sysfs.ts';
import type { WaitingSince } from './held-up.ts';

/**
 * The Pi's own GPIO lines by BCM number. Raspberry Pi OS offers them as files (sysfs). Where those are missing or
 * unusable, as on Ubuntu and with Debian's kernels, or where onoff is not installed, the programs of the package gpiod
 * are used. `used` is called with the way, and the reason for it, when the first line is opened and when that changes.
 * Both reject with `link.absent` on a machine without such lines. `waitingSince` gives the time since when an event
 * read now may have been waiting; `onoff` loads the package, whose addon is compiled at installation, if there is a
 * compiler.
 */
export function createGpio(
  clock: Clock,
  files: GpioFiles = piGpio,
  used: (way: string) => void = () => undefined,
  waitingSince?: WaitingSince,
  onoff: () => Promise<Onoff> = () => import('onoff'),
): Lines {
  let told: string | undefined;
  const tell = (way: string) => {
    if (told !== way) used(way);
    told = way;
  };
  async function opened<Line>(open: (lines: Lines) => Promise<Line>): Promise<Line> {
    const sysfs = await sysfsOr(onoff, files);
    if (typeof sysfs === 'string') {
      const gpiod = gpiodLines(clock, files.labels, (version) =>
        tell(`through gpiomon ${version}: ${sysfs}`),
      );
      return await open(gpiod);
    }
    const line = await open(sysfsLines(clock, files, sysfs, waitingSince));
    tell(`through ${files.root}`);
    return line;
  }
  return {
    input: (pin, options) => opened((lines) => lines.input(pin, options)),
    output: (pin, options) => opened((lines) => lines.output(pin, options)),
  };
}

/** The package for the kernel's GPIO files, or why they cannot be used. */
async function sysfsOr(onoff: () => Promise<Onoff>, files: GpioFiles): Promise<Onoff | string> {
  try {
    kernelLine(0, files);
    accessSync(join(files.root, 'export'), constants.W_OK);
  } catch (thrown) {
    return asFault(thrown, 'link.absent').message;
  }
  return await onoff().catch(
    (thrown) =>
      `the package onoff does not load (it is compiled when Loket is installed): ${firstLine(String(thrown))}`,
  );
}

const firstLine = (text: string): string => text.split('\n')[0] ?? '';
