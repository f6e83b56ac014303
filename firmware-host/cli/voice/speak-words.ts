import type { Samples } from '../../../devices/ports.ts';
import { samplesOf } from '../../clips/clip-wav.ts';
import { commandTexts } from '../command-texts.ts';
import { runProgram } from '../run-program.ts';

/**
 * espeak-ng speaks the words of which there is no recording. It is a program beside this one: its licence, GPL-3, is
 * not that of Loket. Slower than this is not understood better.
 */
const wordsPerMinute = 150;
/** A clip takes some hundredths of a second; a Pi under load may take much longer. */
const speakLimitMs = 20_000;
/** Half a minute of sound, several times over: what is too long is refused later, with its name. */
const soundMaxBytes = 16 * 1024 * 1024;
/** The header that espeak-ng writes; it cannot know the size of what it is about to say. */
const streamHeadBytes = 44;

/** What the clip depends on: with another speed, all are made anew. */
export const spokenAs = (voice: string, text: string): string =>
  `espeak-ng -v ${voice} -s ${wordsPerMinute}: ${text}`;

/**
 * The words as espeak-ng says them in the language `voice`, such as `id`. Rejects with MissingProgram, or an Error in
 * its words, as for a language that it does not know.
 */
export async function speakWords(voice: string, text: string): Promise<Samples> {
  const { out } = await runProgram(
    'espeak-ng',
    ['-v', voice, '-s', String(wordsPerMinute), '-b', '1', '--stdin', '--stdout'],
    { input: withoutPhonemes(text), limitMs: speakLimitMs, outMaxBytes: soundMaxBytes },
  );
  const format = out.length >= streamHeadBytes && out.readUInt32LE(24);
  if (format !== espeakRateHz) throw new Error(commandTexts().speechRate(String(format), espeakRateHz));
  return samplesOf(out.subarray(streamHeadBytes));
}

/** The rate of all its own voices; those of MBROLA have others. */
const espeakRateHz = 22_050;

/** `[[` would begin phonemes, which are not words of a site. */
const withoutPhonemes = (text: string): string => text.replaceAll('[[', '[ [');
