import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../devices/fault.ts';
import { linkFault } from './link-fault.ts';

/** The folder of the kernel's GPIO files, and the labels of the chips whose lines are the Pi's BCM numbers. */
export interface GpioFiles {
  readonly root: string;
  readonly labels: readonly string[];
}

/** Pi 2 and 3, Pi 4, Pi 5. */
const piLabels: readonly string[] = ['pinctrl-bcm2835', 'pinctrl-bcm2711', 'pinctrl-rp1'];

/**
 * The labels of the chips to look for: those of the Pis or, on another computer, the one named by `chip`. It is a
 * property of the machine and not of the hall, so it comes from the environment: LOKET_GPIO_CHIP.
 */
export const chipLabels = (chip: string | undefined): readonly string[] =>
  chip === undefined || chip === '' ? piLabels : [chip];

/** The Pi's lines on this machine. */
export const piGpio: GpioFiles = {
  root: '/sys/class/gpio',
  labels: chipLabels(process.env.LOKET_GPIO_CHIP),
};

/**
 * The kernel's number for BCM line `pin`. Since Linux 6.6 the chip does not start at 0 (512 and more, 569 and more on a
 * Pi 5), so its base is looked up. Throws `link.absent` when there is no such chip or line.
 */
export function kernelLine(pin: number, { root, labels }: GpioFiles): number {
  const chip = chips(root).find(({ label }) => labels.includes(label));
  if (chip === undefined) {
    throw new Fault('link.absent', `no GPIO chip ${labels.join(' or ')} under ${root}`, {
      hint: 'this kernel offers no GPIO lines of a Raspberry Pi; on another computer, set LOKET_GPIO_CHIP to the label of its chip',
    });
  }
  if (pin < 0 || pin >= chip.lines) {
    throw new Fault('link.absent', `GPIO ${pin} does not exist: ${chip.label} has 0 to ${chip.lines - 1}`);
  }
  return chip.base + pin;
}

function chips(root: string): { label: string; base: number; lines: number }[] {
  try {
    // Linux 6.17 adds entries named chipN, which use other numbers.
    const names = readdirSync(root).filter((name) => name.startsWith('gpiochip'));
    return names.map((name) => {
      const read = (file: string) => readFileSync(join(root, name, file), 'utf8').trim();
      return { label: read('label'), base: Number(read('base')), lines: Number(read('ngpio')) };
    });
  } catch (thrown) {
    const fault = linkFault(thrown, root);
    if (fault.code !== 'link.absent') throw fault;
    throw new Fault('link.absent', `${root} is missing`, {
      hint: 'this kernel has no GPIO files (CONFIG_GPIO_SYSFS): use the kernel of Raspberry Pi OS',
      cause: thrown,
    });
  }
}
