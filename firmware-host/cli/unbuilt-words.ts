import type { Site } from '../../config/site.ts';
import type { Clip, Clips } from '../../devices/ports.ts';
import { clipOf, noClips, SOUND_RATE_HZ } from '../../devices/speaker/sound-format.ts';
import { vocabulary } from '../voice/vocabulary.ts';

/** About how long a voice takes: a little for each word, and for each of its letters. */
const wordMs = 150;
const characterMs = 70;
/** The tones of the words: from this pitch up, each this much higher than the one before; quiet. */
const pitchHz = 220;
const pitchStepHz = 3;
const loudness = 2_000;

/**
 * The clips of a simulated hall: a soft tone stands for a word of which no clip was built, as long as it would take to
 * say it. So a hall can be tried on a fresh machine. Each word has a tone of its own: the simulated speakers know words
 * by their sound.
 */
export function withUnbuiltWords(clips: Clips, site: () => Site): Clips {
  let words: { readonly of: Site; readonly tones: ReadonlyMap<string, Clip> } | undefined;
  const tones = (): ReadonlyMap<string, Clip> => {
    const of = site();
    if (words?.of !== of) words = { of, tones: tonesOf(of) };
    return words.tones;
  };
  return {
    get: (name) => clips.get(name) ?? tones().get(name),
    names: () => [...new Set([...clips.names(), ...tones().keys()])],
  };
}

/** The clips that simulated speakers know, which the hall has once it is started: `use` takes what was built. */
export function simulatedClips(site: () => Site): {
  readonly clips: Clips;
  use(built: Clips): Clips;
} {
  let all = withUnbuiltWords(noClips, site);
  return {
    clips: { get: (name) => all.get(name), names: () => all.names() },
    use(built) {
      all = withUnbuiltWords(built, site);
      return all;
    },
  };
}

const tonesOf = (site: Site): ReadonlyMap<string, Clip> =>
  new Map(
    vocabulary(site).map(({ clip, meaning = '' }, at) => [
      clip,
      tone(meaning.length, pitchHz + at * pitchStepHz),
    ]),
  );

function tone(characters: number, hertz: number): Clip {
  const samples = Math.round(((wordMs + characterMs * characters) / 1_000) * SOUND_RATE_HZ);
  const turn = (2 * Math.PI * hertz) / SOUND_RATE_HZ;
  return clipOf(Int16Array.from({ length: samples }, (_, at) => loudness * Math.sin(turn * (at + 1))));
}
