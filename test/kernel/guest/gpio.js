import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { createGpio } from '../../../dist/firmware-host/edge/gpio.js';
import { kernelLine, piGpio } from '../../../dist/firmware-host/edge/gpio-chip.js';
import { systemClock } from '../../../dist/firmware-host/edge/system-clock.js';
import { letGo, setPin } from './pins.js';
import { until } from './until.js';

const LINE = 7;
const ROUNDS = 100;
const BOUNCES = 50;

/** What the kernel itself counted on the lines that sysfs watches. */
function interrupts() {
  const lines = readFileSync('/proc/interrupts', 'utf8').split('\n');
  return lines
    .filter((line) => line.endsWith('gpiolib'))
    .reduce((sum, line) => sum + Number(line.trim().split(/\s+/)[1]), 0);
}

describe('GPIO lines', () => {
  test('GPIO numbers count from the base that the kernel gave the chip', () => {
    const chip = readdirSync(piGpio.root).find((name) => name.startsWith('gpiochip'));
    const base = Number(readFileSync(`${piGpio.root}/${chip}/base`, 'utf8'));
    assert.ok(base > 0, 'a chip at 0 would prove nothing');
    assert.equal(kernelLine(LINE, piGpio), base + LINE);
    assert.throws(() => kernelLine(8, piGpio), { code: 'link.absent' });
    console.log(`gpio: base ${base}, GPIO ${LINE} is the kernel's ${kernelLine(LINE, piGpio)}`);
  });

  test('every edge of a GPIO line is seen, with its level, and a bouncing contact comes to rest', async () => {
    letGo(LINE);
    const line = await createGpio(systemClock).input(LINE, { pull: 'off' });
    await until(() => line.read() === 1, 'the pin to be up');
    const levels = [];
    line.onEdge((level) => levels.push(level));
    const counted = interrupts();
    const expected = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (const level of [0, 1]) {
        setPin(LINE, level);
        expected.push(level);
        await until(() => levels.length === expected.length, `edge ${expected.length}`);
      }
    }
    assert.deepEqual(levels, expected);
    console.log(
      `gpio, sysfs: ${expected.length} edges offered, ${interrupts() - counted} counted by the kernel, ${levels.length} seen`,
    );

    let offered = 0;
    levels.length = 0;
    for (let bounce = 0; bounce < BOUNCES; bounce++) {
      for (const down of [true, false]) {
        const rest = down ? 0 : 1;
        setPin(LINE, rest, 1 - rest, rest, 1 - rest, rest);
        offered += 5;
        await until(() => levels.at(-1) === rest && line.read() === rest, `bounce ${bounce} to come to rest`);
      }
    }
    console.log(
      `gpio, sysfs: ${offered} edges offered back to back, ${levels.length} seen, the last one always`,
    );
    await line.close();
    assert.deepEqual(
      readdirSync(piGpio.root).filter((name) => /^gpio\d/.test(name)),
      [],
    );
  });

  test('a line that a crashed run left exported is taken over', async () => {
    writeFileSync(`${piGpio.root}/export`, String(kernelLine(LINE, piGpio)));
    const line = await createGpio(systemClock).input(LINE, { pull: 'off' });
    const levels = [];
    line.onEdge((level) => levels.push(level));
    setPin(LINE, 0);
    await until(() => levels.at(-1) === 0, 'an edge');
    letGo(LINE);
    await until(() => levels.at(-1) === 1, 'the other edge');
    await line.close();
  });

  test('through gpiomon, where there are no GPIO files, every edge is seen, and bounces too', async () => {
    letGo(LINE);
    const ways = [];
    const gpio = createGpio(systemClock, { ...piGpio, root: '/run/none' }, (way) => ways.push(way));
    const line = await gpio.input(LINE, { pull: 'off' });
    assert.match(ways.join(), /^through gpiomon /);
    assert.equal(line.read(), 1);
    const levels = [];
    line.onEdge((level) => levels.push(level));
    const expected = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (const level of [0, 1]) {
        setPin(LINE, level);
        expected.push(level);
        await until(() => levels.length >= expected.length, `edge ${expected.length}`);
      }
    }
    assert.deepEqual(levels, expected);
    console.log(`gpio, gpiomon: ${expected.length} edges offered, ${levels.length} seen; ${ways.join()}`);

    levels.length = 0;
    for (let bounce = 0; bounce < BOUNCES; bounce++) {
      for (const rest of [0, 1]) {
        setPin(LINE, rest, 1 - rest, rest, 1 - rest, rest);
        await until(() => levels.at(-1) === rest && line.read() === rest, `bounce ${bounce} to come to rest`);
      }
    }
    console.log(
      `gpio, gpiomon: ${BOUNCES * 10} edges offered back to back, ${levels.length} seen, the last one always`,
    );
    await line.close();
  });
});
