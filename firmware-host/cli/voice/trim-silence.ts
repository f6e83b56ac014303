import type { Millis, Samples } from '../../../devices/ports.ts';
import { SOUND_RATE_HZ } from '../../../devices/speaker/sound-format.ts';

const windowMs: Millis = 5;
/**
 * Quieter than the loudest part by this much is silence: the room of a recording. The quietest sounds that belong to a
 * word, an `s` or the end of an `h`, are 20 to 35 dB below its vowels.
 */
const silenceBelowDb = 45;
/** A clip that never gets louder than this has no word in it: the noise of a microphone is about there. */
const wordMinDbfs = -50;
/** What is kept of the silence on either side, so that no sound is cut off. */
const keepBeforeMs: Millis = 15;
const keepAfterMs: Millis = 35;
/** The ends rise from nothing and fall to nothing, so that they do not click. */
const fadeMs: Millis = 5;

/** The word without the silence around it; undefined where all is silence. */
export function trimSilence(samples: Samples): Samples | undefined {
  const sound = soundIn(samples);
  if (sound === undefined) return undefined;
  const from = Math.max(0, sound.from - samplesIn(keepBeforeMs));
  const to = Math.min(samples.length, sound.to + samplesIn(keepAfterMs));
  return faded(samples.slice(from, to));
}

/** Where the sound begins and ends, in samples; undefined where all is silence. */
export function soundIn(samples: Samples): { readonly from: number; readonly to: number } | undefined {
  const size = samplesIn(windowMs);
  const levels: number[] = [];
  for (let at = 0; at < samples.length; at += size) levels.push(levelDbfs(samples.subarray(at, at + size)));
  const loudest = levels.reduce((most, level) => Math.max(most, level), Number.NEGATIVE_INFINITY);
  if (loudest < wordMinDbfs) return undefined;
  const isSound = (level: number) => level > loudest - silenceBelowDb;
  return {
    from: levels.findIndex(isSound) * size,
    to: Math.min(samples.length, (levels.findLastIndex(isSound) + 1) * size),
  };
}

/** Root mean square, in dB of full scale. */
function levelDbfs(samples: Samples): number {
  let sum = 0;
  for (const sample of samples) sum += (sample / 32_768) ** 2;
  return 10 * Math.log10(sum / samples.length);
}

function faded(samples: Samples): Samples {
  const length = Math.min(samplesIn(fadeMs), Math.floor(samples.length / 2));
  for (let at = 0; at < length; at++) {
    const share = at / length;
    const last = samples.length - 1 - at;
    samples[at] = Math.round((samples[at] ?? 0) * share);
    samples[last] = Math.round((samples[last] ?? 0) * share);
  }
  return samples;
}

export const samplesIn = (ms: Millis): number => Math.round((ms / 1_000) * SOUND_RATE_HZ);
