import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lines } from '../../devices/ports.ts';
import { signalLamp } from '../../devices/signal-lamp/signal-lamp.ts';
import { SimulatedGpio } from '../../simulators/simulated-gpio.ts';
import { SimulatedLamp } from '../../simulators/simulated-lamp.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { opened, testPorts } from './opened.ts';

type State = 'off' | 'on' | 'flash';
const pin = 17;

async function bench(settings: Record<string, unknown> = {}) {
  const clock = new VirtualClock();
  const gpio = new SimulatedGpio(clock);
  const lamp = new SimulatedLamp(clock, settings.active === 'low' ? 0 : 1, () => undefined);
  gpio.attach(pin, (level) => lamp.drive(level));
  const open = async () =>
    (await opened(signalLamp, { pin, ...settings }, testPorts({ clock, gpio }))).device;
  const tell = async (device: Awaited<ReturnType<typeof open>>, state: State, ms = 0) => {
    expect(await device.perform({ type: 'signal', state })).toBe('sent');
    await clock.advance(ms);
  };
  return { clock, gpio, lamp, open, tell };
}

/** How often it was lit within any second. */
function mostASecond(lightings: readonly number[]): number {
  return Math.max(
    0,
    ...lightings.map((at) => lightings.filter((one) => one >= at && one < at + 1_000).length),
  );
}

describe('a signal lamp', () => {
  it('flashes once a second unless told otherwise, half of it dark', async () => {
    const { clock, lamp, open, tell } = await bench();
    const device = await open();
    await clock.advance(1_000);
    await tell(device, 'flash', 10);
    const lit: boolean[] = [];
    for (let time = 0; time < 6; time++) {
      lit.push(lamp.lit);
      await clock.advance(500);
    }
    expect(lit).toEqual([true, false, true, false, true, false]);
  });

  it('is lit at once where it was dark, and dark at once', async () => {
    const { clock, lamp, open, tell } = await bench();
    const device = await open();
    await clock.advance(1_000);
    await tell(device, 'on', 10);
    expect(lamp.lit).toBe(true);
    await tell(device, 'off', 10);
    expect(lamp.lit).toBe(false);
  });

  it('goes on with its flash when it is told to flash again', async () => {
    const { clock, lamp, open, tell } = await bench();
    const device = await open();
    await clock.advance(1_000);
    await tell(device, 'flash', 300);
    await tell(device, 'flash', 300);
    expect(lamp.lit).toBe(false);
    expect(lamp.lightings).toHaveLength(1);
  });

  it('that is active low rests high, so that its relay is off', async () => {
    const { clock, lamp, open, tell } = await bench({ active: 'low' });
    const device = await open();
    await clock.advance(1_000);
    expect(lamp.lightings).toEqual([]);
    await tell(device, 'on', 10);
    expect(lamp.lit).toBe(true);
    await device.close();
    await clock.advance(10);
    expect(lamp.lit).toBe(false);
  });

  it('that gives sound is heard while it flashes, and silent where a lamp stays lit', async () => {
    const { clock, lamp, open, tell } = await bench({ gives: 'sound' });
    const device = await open();
    await clock.advance(1_000);
    await tell(device, 'flash', 2_000);
    expect(lamp.lightings).toHaveLength(2);
    await tell(device, 'on', 5_000);
    expect(lamp.lit).toBe(false);
    expect(lamp.lightings).toHaveLength(2);
  });

  it('is off when it is closed, in whatever state, and leaves no timer behind', async () => {
    for (const state of ['on', 'flash'] as const)
      for (const afterMs of [0, 100, 400, 700]) {
        const { clock, lamp, open, tell } = await bench();
        const device = await open();
        await clock.advance(1_000);
        await tell(device, state, afterMs);
        await device.close();
        expect(clock.waiting).toBe(0);
        await clock.advance(5_000);
        expect(lamp.looks).toBe('off');
      }
  });

  it('is lost when a flash was not taken, and not only when somebody calls', async () => {
    const clock = new VirtualClock();
    let broken = false;
    const gpio: Lines = {
      input: () => Promise.reject(new Error('these lines are outputs')),
      output: async () => ({
        write: () => (broken ? Promise.reject(new Error('gone')) : Promise.resolve()),
        close: async () => undefined,
      }),
    };
    const { device, lost } = await opened(signalLamp, { pin }, testPorts({ clock, gpio }));
    await clock.advance(1_000);
    await device.perform({ type: 'signal', state: 'flash' });
    broken = true;
    await clock.advance(1_000);
    expect(lost.map(({ message }) => message)).toEqual(['gone']);
    await device.close();
  });

  it('is never lit more than three times a second, whatever comes, also when it is opened again in between', async () => {
    const moves = fc.array(
      fc.record({
        do: fc.constantFrom<State | 'reopen'>('off', 'on', 'flash', 'flash', 'reopen'),
        ms: fc.integer({ min: 0, max: 600 }),
      }),
      { minLength: 5, maxLength: 60 },
    );
    let lightings = 0;
    await fc.assert(
      fc.asyncProperty(moves, fc.constantFrom(167, 250, 500), async (todo, flash_ms) => {
        const { clock, lamp, open, tell } = await bench({ flash_ms });
        let device = await open();
        for (const move of todo) {
          if (move.do !== 'reopen') await tell(device, move.do, move.ms);
          else {
            await device.close();
            device = await open();
            await clock.advance(move.ms);
          }
        }
        const last = todo.at(-1)?.do;
        if (last !== 'reopen') {
          await clock.advance(2_000);
          expect(lamp.looks).toBe(last);
        }
        lightings += lamp.lightings.length;
        expect(mostASecond(lamp.lightings)).toBeLessThanOrEqual(3);
        await device.close();
      }),
      { seed: 18, numRuns: 500 },
    );
    // Or nothing was tried.
    expect(lightings).toBeGreaterThan(1_000);
  });

  it.each([
    [{ pin: 28 }, 'not-on-gpio'],
    [{ pin: 17, flash_ms: 166 }, '167'],
    [{ pin: 17, flash_ms: 1_001 }, '1000'],
    [{ pin: 17, gives: 'smoke' }, 'sound'],
  ])('with the settings %j is refused for a reason that says %s', (settings, why) => {
    const { error } = signalLamp.options.safeParse(settings);
    expect(JSON.stringify(error?.issues)).toContain(why);
  });
});
