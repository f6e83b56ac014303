import { describe, expect, test } from 'vitest';
import { Fault } from '../../devices/fault.ts';
import { keepOpening } from '../../firmware-host/keep-opening.ts';
import { VirtualClock } from '../virtual-clock.ts';

describe('a listener that cannot be opened', () => {
  function listener() {
    const clock = new VirtualClock();
    const told: (string | undefined)[] = [];
    const attempts: number[] = [];
    const state = { why: 'taken' as string | undefined, closes: 0 };
    const kept = keepOpening({
      clock,
      code: 'broker.port_failed',
      told: (fault) => told.push(fault?.message),
      async open() {
        attempts.push(clock.now());
        if (state.why !== undefined) throw new Fault('broker.port_busy', state.why);
        return {
          close: async () => {
            state.closes++;
          },
        };
      },
    });
    return { clock, told, attempts, state, kept };
  }

  test('is tried again after 1, 2, 4, 8, then every 15 s, and told once for each reason', async () => {
    const { clock, told, attempts, state, kept } = listener();
    const { fault } = await kept;
    expect(fault?.code).toBe('broker.port_busy');
    await clock.advance(60_000);
    expect(attempts).toEqual([0, 1_000, 3_000, 7_000, 15_000, 30_000, 45_000, 60_000]);
    expect(told).toEqual(['taken']);
    state.why = 'not allowed';
    await clock.advance(15_000);
    state.why = undefined;
    await clock.advance(15_000);
    expect(told).toEqual(['taken', 'not allowed', undefined]);
    expect((await kept).fault).toBeUndefined();
    await (await kept).close();
    expect(state.closes).toBe(1);
    expect(clock.waiting).toBe(0);
  });

  test('is not opened any more once it is to be closed', async () => {
    const { clock, attempts, state, kept } = listener();
    await (await kept).close();
    state.why = undefined;
    await clock.advance(100_000);
    expect(attempts).toEqual([0]);
    expect(clock.waiting).toBe(0);
  });
});
