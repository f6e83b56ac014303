import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGpio } from '../../firmware-host/edge/gpio.ts';
import { chipLabels, kernelLine, piGpio } from '../../firmware-host/edge/gpio-chip.ts';
import { VirtualClock } from '../virtual-clock.ts';

let root = '';
const files = () => ({ ...piGpio, root });

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'loket-gpio-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function chip(name: string, label: string, base: number, lines: number): void {
  mkdirSync(join(root, name));
  for (const [file, text] of Object.entries({ label, base, ngpio: lines })) {
    writeFileSync(join(root, name, file), `${text}\n`);
  }
}

describe('the kernel number of a BCM line', () => {
  test('counts from the base of the chip that has the Pi’s lines', () => {
    chip('gpiochip512', 'pinctrl-bcm2711', 512, 58);
    chip('gpiochip570', 'raspberrypi-exp-gpio', 570, 8);
    expect(kernelLine(17, files())).toBe(529);
  });

  test('is found on a Pi 5, whose chip has other bases from kernel to kernel', () => {
    chip('gpiochip512', 'gpio-brcmstb@107d508500', 512, 32);
    chip('gpiochip571', 'pinctrl-rp1', 571, 54);
    expect(kernelLine(27, files())).toBe(598);
  });

  test('is the BCM number itself on older kernels', () => {
    chip('gpiochip0', 'pinctrl-bcm2835', 0, 54);
    expect(kernelLine(4, files())).toBe(4);
  });

  test('ignores the entries of newer kernels that count differently', () => {
    chip('chip0', 'pinctrl-bcm2711', 0, 58);
    chip('gpiochip512', 'pinctrl-bcm2711', 512, 58);
    expect(kernelLine(0, files())).toBe(512);
  });

  test('counts on the chip that LOKET_GPIO_CHIP names, where the machine is no Pi', () => {
    chip('gpiochip504', '9030000.pl061', 504, 8);
    expect(kernelLine(5, { root, labels: chipLabels('9030000.pl061') })).toBe(509);
    expect(chipLabels(undefined)).toEqual(chipLabels(''));
    expect(chipLabels(undefined)).toContain('pinctrl-rp1');
  });

  test('does not exist past the end of the chip', () => {
    chip('gpiochip0', 'pinctrl-bcm2835', 0, 54);
    expect(() => kernelLine(54, files())).toThrow(expect.objectContaining({ code: 'link.absent' }));
  });
});

describe('GPIO on a machine without the Pi’s lines', () => {
  test('is absent, with a hint, when the kernel has no GPIO files', async () => {
    const gpio = createGpio(new VirtualClock(), { ...piGpio, root: join(root, 'none') });
    const opening = gpio.input(17, { pull: 'up' });
    await expect(opening).rejects.toMatchObject({
      code: 'link.absent',
      hint: expect.stringContaining('kernel'),
    });
  });

  test('is absent when there are other chips only', async () => {
    chip('gpiochip504', '9030000.pl061', 504, 8);
    const gpio = createGpio(new VirtualClock(), files());
    await expect(gpio.input(5, { pull: 'off' })).rejects.toMatchObject({ code: 'link.absent' });
  });
});

describe('GPIO where onoff was not compiled', () => {
  test('asks for the programs of gpiod, though the kernel has its files', async () => {
    chip('gpiochip512', 'pinctrl-bcm2711', 512, 58);
    writeFileSync(join(root, 'export'), '');
    const missing = () => Promise.reject(new Error("Cannot find package 'onoff'"));
    const gpio = createGpio(new VirtualClock(), files(), undefined, undefined, missing);
    const path = process.env.PATH;
    process.env.PATH = root;
    await expect(gpio.input(17, { pull: 'up' })).rejects.toMatchObject({
      code: 'link.absent',
      hint: expect.stringContaining('apt install gpiod'),
    });
    process.env.PATH = path;
  });
});
