import type { Samples } from '../../../devices/ports.ts';
import { SOUND_RATE_HZ } from '../../../devices/speaker/sound-format.ts';
import { clipMaxMs } from '../../clips/clip-limits.ts';
import type { Levels } from './sound-levels.ts';
import { samplesIn, trimSilence } from './trim-silence.ts';

/** What can be wrong with the sound of a recording, for a person who can record it again. */
export type RecordingFlaw = 'silent' | 'too-long' | 'wordy' | 'quiet' | 'clipped';

/** Quieter recordings bring the noise of the microphone along when they are made as loud as the others. */
const quietLufs = -36;
/** A sample of this share of full scale was probably cut off by the recorder; so many, here and there, surely. */
const fullScale = 0.99 * 32_767;
const cutInARow = 3;
const cutPlacesMin = 3;
/** Nobody needs longer for a word, nor for each of its letters. Recordings of the wrong text are found by it. */
const patience = { ms: 1_200, perCharacterMs: 160 };

/** The flaws of a recording of `text`, the worst first. `levels`: as they were recorded; undefined: all is silence. */
export function recordingFlaws(
  samples: Samples,
  levels: Levels | undefined,
  text: string,
): readonly RecordingFlaw[] {
  const word = trimSilence(samples);
  if (word === undefined || levels === undefined) return ['silent'];
  if (word.length > samplesIn(clipMaxMs)) return ['too-long'];
  const ms = (word.length / SOUND_RATE_HZ) * 1_000;
  const flaws: RecordingFlaw[] = [];
  if (isClipped(samples)) flaws.push('clipped');
  if (text !== '' && ms > patience.ms + patience.perCharacterMs * text.length) flaws.push('wordy');
  if (levels.lufs < quietLufs) flaws.push('quiet');
  return flaws;
}

function isClipped(samples: Samples): boolean {
  let places = 0;
  let inARow = 0;
  for (const sample of samples) {
    inARow = Math.abs(sample) >= fullScale ? inARow + 1 : 0;
    if (inARow === cutInARow) places++;
  }
  return places >= cutPlacesMin;
}
