import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readMachine } from '../../firmware-host/health/machine.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'loket-machine-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function kernelSays(path: string, text: string): void {
  const file = join(root, 'sys', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const word = 'devices/platform/soc/soc:firmware/get_throttled';

it('a machine that tells nothing is said nothing of but its disk', async () => {
  expect(await readMachine(root, root)).toEqual({
    disk_free_mb: expect.any(Number),
    disk_readonly: false,
  });
  expect(await readMachine(join(root, 'nowhere'), root)).toEqual({});
});

it('a Raspberry Pi tells its temperature, and what its firmware does about heat and voltage now', async () => {
  kernelSays('class/thermal/thermal_zone0/temp', '48312\n');
  kernelSays(word, '50005\n');
  expect(await readMachine(root, root)).toMatchObject({ cpu_c: 48.3, under_voltage: true, throttled: true });
  kernelSays(word, '50000\n');
  expect(await readMachine(root, root)).toMatchObject({ under_voltage: false, throttled: false });
  kernelSays(word, '8\n');
  expect(await readMachine(root, root)).toMatchObject({ under_voltage: false, throttled: true });
});

it('the supply’s monitor is found by its name, whatever its number', async () => {
  kernelSays('class/hwmon/hwmon0/name', 'cpu_thermal\n');
  kernelSays('class/hwmon/hwmon0/in0_lcrit_alarm', '0\n');
  kernelSays('class/hwmon/hwmon3/name', 'rpi_volt\n');
  kernelSays('class/hwmon/hwmon3/in0_lcrit_alarm', '1\n');
  expect(await readMachine(root, root)).toMatchObject({ under_voltage: true });
  expect(await readMachine(root, root)).not.toHaveProperty('throttled');
});

it('what makes no sense is left out', async () => {
  kernelSays('class/thermal/thermal_zone0/temp', '\n');
  kernelSays(word, 'not a number\n');
  kernelSays('class/hwmon/hwmon0/name', 'rpi_volt\n');
  const said = await readMachine(root, root);
  for (const field of ['cpu_c', 'under_voltage', 'throttled']) expect(said).not.toHaveProperty(field);
});
