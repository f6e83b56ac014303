import type { Millis } from '../../devices/ports.ts';
import type { DfplayerHabits } from '../../simulators/dfplayer-hardware.ts';
import { send } from './deeds.ts';
import type { Harm } from './fault-deeds.ts';
import { later } from './fault-deeds.ts';
import type { Fault } from './script.ts';
import type { World } from './world.ts';

type Ill = (world: World, ids: readonly string[], how: string, ms: Millis, end: () => void) => void;

/** An announcement that hangs is given up this long after its end, and the longest one is half of it. */
const givenUpMs: Millis = 15_000;
/** A module that does not hear has to be told again, and a track whose end it does not say has to be asked after. */
const toldAgainMs: Millis = 8_000;

const mumbles: readonly Partial<DfplayerHabits>[] = [
  { deafTimes: 2 },
  { busyTimes: 3 },
  { silentEnd: true },
  { finishedTimes: 1, finishedApartMs: 0, noAck: true },
];
const clear: Partial<DfplayerHabits> = {
  ...{ deafTimes: 0, busyTimes: 0, silentEnd: false, finishedTimes: 2, finishedApartMs: 40, noAck: false },
};

/** What happens to speakers, and what they are asked to say besides calls. */
export function soundFaults(ill: Ill) {
  const card =
    (habit: 'busy' | 'hung', after: Millis): Harm =>
    (world, { target, ms }) => {
      const device = world.device(target);
      if (device?.sound === undefined) return false;
      device.sound({ [habit]: true });
      later(world, ms, () => device.sound?.({ [habit]: false }));
      ill(world, [target], habit, ms + after, () => undefined);
      return true;
    };

  const mp3 =
    (
      how: string,
      begin: (world: World, fault: Fault) => void,
      end: (world: World, fault: Fault) => void,
      after = 0,
    ): Harm =>
    (world, fault) => {
      if (world.device(fault.target)?.module === undefined) return false;
      begin(world, fault);
      ill(world, [fault.target], how, fault.ms + after, () => end(world, fault));
      return true;
    };

  return {
    'card-busy': card('busy', 0),
    'card-hangs': card('hung', givenUpMs),
    'sd-out': mp3(
      'sd',
      (world, { target }) => world.device(target)?.module?.card(false),
      (world, { target }) => world.device(target)?.module?.card(true),
    ),
    'mp3-restarts': mp3(
      'restart',
      (world, { target }) => world.device(target)?.module?.restart(),
      () => undefined,
    ),
    'mp3-mumbles': mp3(
      'mumble',
      (world, { target, pick }) =>
        world.device(target)?.module?.habits(mumbles[Math.floor(pick * mumbles.length)] ?? {}),
      (world, { target }) => world.device(target)?.module?.habits(clear),
      toldAgainMs,
    ),
    announce(world, { target, pick }, step) {
      if (!world.traits.voice) return false;
      const isZone = world.site.zones.has(target);
      const name = isZone ? 'announce' : pick < 0.5 ? 'identify-device' : 'test-device';
      send(world, name, `said-${step}`, isZone ? { text: 'salat', zone: target } : { device: target });
      return true;
    },
  } as const satisfies { readonly [kind: string]: Harm };
}
