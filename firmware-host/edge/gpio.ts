import type { Clock, Lines } from '../../devices/ports.ts';
import { type GpioFiles, piGpio } from './gpio-chip.ts';
import { sysfsLines } from './gpio-sysfs.ts';

/**
 * The Pi's own GPIO lines by BCM number. This is the place that chooses how they are reached; sysfs is the way every
 * Raspberry Pi OS offers. `input` rejects with `link.absent` on a machine without them.
 */
export function openGpio(clock: Clock, files: GpioFiles = piGpio): Lines {
  return sysfsLines(clock, files);
}
