import { describe, expect, it } from 'vitest';
import { callButton } from '../../devices/call-button/call-button.ts';
import { keypad } from '../../devices/keypad/keypad.ts';
import type { Level, Lines, Millis } from '../../devices/ports.ts';
import { SimulatedGpio } from '../../simulators/simulated-gpio.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { opened, testPorts } from './opened.ts';

const keys = { next: 2, recall: 3 };

async function wired(settings: object = {}) {
  const clock = new VirtualClock();
  const gpio = new SimulatedGpio(clock);
  const pad = await opened(keypad, { keys, ...settings }, testPorts({ clock, gpio }));
  await clock.advance(1_000);
  const told = () => pad.told.map(({ event, at }) => `${at - 1_000} ${event.type} ${event.key}`);
  return { clock, gpio, pad, told };
}

describe('a pulse on the wire of a key', () => {
  it.each([1, 2, 4])('of %i ms presses nothing, is counted, and is said of its key and line', async (ms) => {
    const { clock, gpio, pad } = await wired();
    gpio.press(2, ms);
    await clock.advance(1_000);
    expect(pad.told).toEqual([]);
    expect(pad.counts).toEqual(['pulses']);
    expect(pad.warnings.at(-1)).toEqual(['button.pulse', 'key next (GPIO 2) closed for less than 5 ms']);
  });

  it('is said of every key that has them, until each has been quiet for a minute', async () => {
    const { clock, gpio, pad } = await wired();
    const text = () => pad.warnings.filter(([code]) => code === 'button.pulse').at(-1)?.[1];
    gpio.press(2, 1);
    await clock.advance(30_000);
    gpio.press(3, 1);
    await clock.advance(1_000);
    expect(text()).toBe('keys next (GPIO 2), recall (GPIO 3) closed for less than 5 ms');
    await clock.advance(30_000);
    expect(text()).toBe('key recall (GPIO 3) closed for less than 5 ms');
    await clock.advance(60_000);
    expect(text()).toBeUndefined();
  });

  it('every 10 ms, as the hum of the mains makes them, presses nothing for as long as it lasts', async () => {
    const { clock, gpio, pad } = await wired();
    for (let pulse = 0; pulse < 500; pulse++) {
      gpio.press(2, 1);
      await clock.advance(10);
    }
    expect(pad.told).toEqual([]);
    expect(pad.warnings.at(-1)).toMatchObject(['button.pulse', expect.stringContaining('next')]);
  });

  it('is a press where the site file says 0', async () => {
    const { clock, gpio, pad, told } = await wired({ press_ms: 0 });
    gpio.press(2, 1);
    await clock.advance(0);
    expect(told()).toEqual(['0 pressed next']);
    await clock.advance(1_000);
    expect(told()).toEqual(['0 pressed next', '40 released next']);
    expect(pad.warnings.filter(([, text]) => text !== undefined)).toEqual([]);
  });

  it('does not hold up a press of another key', async () => {
    const { clock, gpio, told } = await wired();
    gpio.press(2, 1);
    await clock.advance(2);
    gpio.press(3, 80);
    await clock.advance(4);
    expect(told()).toEqual([]);
    await clock.advance(1);
    expect(told()).toEqual(['2 pressed recall']);
  });

  it('is no longer said when its device is opened anew', async () => {
    const { clock, gpio, pad } = await wired();
    gpio.press(2, 1);
    await clock.advance(1_000);
    await pad.device.close();
    const again = await opened(keypad, { keys }, testPorts({ clock, gpio }));
    expect(again.warnings).toEqual([
      ['button.bouncing', undefined],
      ['button.pulse', undefined],
    ]);
  });

  it.each([-1, 26, 1.5])('cannot be allowed to be %d ms long', (press_ms) => {
    const issues = callButton.options.safeParse({ pin: 4, press_ms }).error?.issues;
    expect(issues?.map(({ path }) => path.join('.'))).toEqual(['press_ms']);
  });
});

describe('a press', () => {
  it('acts when the key has been down for 5 ms, with the time it went down, once', async () => {
    const { clock, gpio, told } = await wired();
    gpio.press(2, 30);
    await clock.advance(4);
    expect(told()).toEqual([]);
    await clock.advance(1);
    expect(told()).toEqual(['0 pressed next']);
    await clock.advance(1_000);
    expect(told()).toEqual(['0 pressed next', '40 released next']);
  });

  it('of a contact that closes and opens every millisecond at first is never lost, and is one press', async () => {
    const { clock, gpio, pad, told } = await wired();
    for (let bounce = 0; bounce < 8; bounce++) {
      gpio.press(2, 1);
      await clock.advance(2);
    }
    gpio.press(2, 100);
    await clock.advance(1_000);
    expect(told()).toEqual(['0 pressed next', '116 released next']);
    expect(pad.warnings.filter(([, text]) => text !== undefined)).toEqual([]);
  });

  it('that came first acts first, though its contact came to rest after that of the second', async () => {
    const { clock, gpio, told } = await wired();
    gpio.press(2, 1);
    await clock.advance(1);
    gpio.press(3, 100);
    await clock.advance(2);
    gpio.press(2, 100);
    await clock.advance(1_000);
    expect(told().filter((line) => line.includes('pressed'))).toEqual(['0 pressed next', '1 pressed recall']);
  });
});

describe('a line whose edges carry their own time', () => {
  /** Edges that are handed over together, long after they happened. */
  async function late(edges: readonly (readonly [pin: number, level: Level, at: Millis])[], readAt: Millis) {
    const clock = new VirtualClock();
    const listeners = new Map<number, (level: Level, at: Millis) => void>();
    const gpio: Lines = {
      input: async (pin) => ({
        read: () => 1,
        onEdge: (listener) => listeners.set(pin, listener),
        close: async () => undefined,
      }),
      output: () => Promise.reject(new Error('these lines are inputs')),
    };
    const pad = await opened(keypad, { keys }, testPorts({ clock, gpio }));
    await clock.advance(1_000 + readAt);
    for (const [pin, level, at] of edges) listeners.get(pin)?.(level, 1_000 + at);
    await clock.advance(1_000);
    return pad.told.map(({ event, at }) => `${at - 1_000} ${event.type} ${event.key}`);
  }

  it('tells a press of 30 ms from a pulse of 1 ms, however late both are read', async () => {
    const told = await late(
      [
        [2, 0, 0],
        [2, 1, 30],
        [3, 0, 50],
        [3, 1, 51],
      ],
      400,
    );
    expect(told).toEqual(['0 pressed next', '40 released next']);
  });

  it('tells two presses that are read together as two', async () => {
    const told = await late(
      [
        [2, 0, 0],
        [2, 1, 60],
        [2, 0, 200],
        [2, 1, 260],
      ],
      400,
    );
    expect(told).toEqual(['0 pressed next', '60 released next', '200 pressed next', '260 released next']);
  });
});
