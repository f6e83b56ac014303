import { seededRandom } from '../../simulators/random.ts';
import { lasting, oneOf, weighed } from './draws.ts';
import type { Fault, FaultKind, Script } from './script.ts';

/** One hall in so many speaks. */
const voiceEvery = 6;
/** There, something happens to what speaks beside one step of so many. */
const besideEvery = 20;
/**
 * The halls that speak are chosen by a generator of their own, and so are their troubles: the steps are those that the
 * seed has without them. With this number no seed of world.test.ts has got a voice that it had not when it broke a
 * rule.
 */
const apart = 0x3132;

/** What comes there, how long it lasts at most, and how often. */
const troubles = {
  unplug: { targets: ['suara-1', 'suara-3', 'lampu-1'], mostMs: 20_000, weight: 5 },
  'card-busy': { targets: ['suara-1'], mostMs: 8_000, weight: 2 },
  'card-hangs': { targets: ['suara-1'], mostMs: 8_000, weight: 1 },
  'sd-out': { targets: ['suara-3'], mostMs: 20_000, weight: 3 },
  'mp3-restarts': { targets: ['suara-3'], mostMs: 0, weight: 2 },
  'mp3-mumbles': { targets: ['suara-3'], mostMs: 20_000, weight: 2 },
  announce: { targets: ['utara', 'selatan', 'suara-1', 'suara-2', 'suara-3'], mostMs: 0, weight: 5 },
  kill: { targets: ['host'], mostMs: 3_000, weight: 2 },
} as const satisfies { readonly [kind in FaultKind]?: object };

export const hasVoice = (seed: number): boolean => seededRandom(seed ^ apart)() * voiceEvery < 1;

/** The script with what happens to its speakers; a step that has something else beside it keeps that. */
export function withVoiceTroubles(script: Script): Script {
  if (!script.traits.voice) return script;
  const random = seededRandom(script.seed ^ apart ^ 0x7e5);
  return {
    ...script,
    steps: script.steps.map((step) => {
      const beside = random() * besideEvery < 1 ? troubleOf(random) : undefined;
      return beside === undefined || step.beside !== undefined ? step : { ...step, beside };
    }),
  };
}

function troubleOf(random: () => number): Fault {
  const kinds = Object.keys(troubles) as (keyof typeof troubles)[];
  const kind = weighed(kinds, (one) => troubles[one].weight, random);
  const { targets, mostMs } = troubles[kind];
  return { kind, target: oneOf<string>(targets, random), ms: lasting(mostMs, 1.5, random), pick: random() };
}
