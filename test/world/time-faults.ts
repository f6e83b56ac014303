import type { Millis } from '../../devices/ports.ts';
import { send } from './deeds.ts';
import type { Harm } from './fault-deeds.ts';
import { patienceMs } from './site.ts';
import type { World } from './world.ts';

const hourMs: Millis = 3_600_000;
/** Somebody has seen the fault, and looked at the clock on the wall. */
const noticedMs: Millis = 5_000;

const wrongBy: { readonly [target: string]: Millis } = {
  '+16h': 16 * hourMs,
  '-16h': -16 * hourMs,
  '+7200h': 7_200 * hourMs,
  '-2d': -48 * hourMs,
  '+5m': 300_000,
};

/** Clocks that are wrong and say that they are right. */
export const timeFaults: { readonly [kind in 'clock-wrong' | 'day-set-back']: Harm } = {
  'clock-wrong'(world, { target, ms }) {
    wrong(world, wrongBy[target] ?? 0, ms, () => undefined);
    return true;
  },
  /** The clock is wrong until it is believed; it is put right, that is believed too, and a person goes back. */
  'day-set-back'(world, { ms }, step) {
    if (!world.trusted) return false;
    wrong(world, 16 * hourMs, patienceMs + noticedMs + ms, () =>
      world.until(patienceMs + noticedMs, () => {
        world.wentBack.add(world.realDate());
        send(world, 'open-day', `back-${step}`, { date: world.realDate() });
      }),
    );
    return true;
  },
};

/** The clock is wrong by so much for so long. */
function wrong(world: World, byMs: Millis, ms: Millis, righted: () => void): void {
  world.wallOffset += byMs;
  world.until(ms, () => {
    world.wallOffset -= byMs;
    righted();
  });
}
