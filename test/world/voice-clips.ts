import type { Site } from '../../config/site.ts';
import type { Clip, Clips } from '../../devices/ports.ts';
import { clipOf } from '../../devices/speaker/sound-format.ts';
import { madeSounds } from '../../firmware-host/clips/made-sounds.ts';
import { vocabulary } from '../../firmware-host/voice/vocabulary.ts';
import { seededRandom } from '../../simulators/random.ts';

/** A word of 0.4 s: a call takes five seconds, so that others wait. */
const wordSamples = 8_820;

let made: Clips | undefined;

/** The sounds without words, and a noise of its own for every word of the hall. All halls of the world say the same. */
export function worldClips(site: Site): Clips {
  if (made !== undefined) return made;
  const random = seededRandom(11);
  const noise = () => clipOf(Int16Array.from({ length: wordSamples }, () => 20_000 * (random() - 0.5)));
  const words = new Map<string, Clip>([
    ...madeSounds,
    ...vocabulary(site).map(({ clip }): [string, Clip] => [clip, madeSounds.get(clip) ?? noise()]),
  ]);
  made = { get: (name) => words.get(name), names: () => [...words.keys()] };
  return made;
}
