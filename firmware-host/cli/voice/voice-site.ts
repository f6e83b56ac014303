import { dirname, resolve } from 'node:path';
import type { Language, Site } from '../../../config/site.ts';
import { wordsOf } from '../../../devices/fault.ts';
import { language } from '../../process/console-language.ts';
import { explain } from '../../process/explain-failure.ts';
import { siteFrom } from '../../process/site-file.ts';
import { type SpokenWord, vocabulary } from '../../voice/vocabulary.ts';
import { type VoiceTexts, voiceTexts } from './clip-texts.ts';
import { noRecordings, type Recordings, recordingsIn } from './recordings.ts';

/** What the commands of `loket voice` begin with. */
export interface VoiceSite {
  readonly site: Site;
  readonly words: readonly SpokenWord[];
  readonly recordings: Recordings;
  readonly speak: Language;
  readonly say: VoiceTexts;
}

/**
 * Reads the site file and the names of its recordings. Undefined: the problem was printed, and the exit code is set.
 */
export async function voiceSite(path: string): Promise<VoiceSite | undefined> {
  const site = await siteFrom(path);
  if (site === undefined) {
    process.exitCode = 1;
    return undefined;
  }
  const speak = language(site.language);
  const say = voiceTexts[speak];
  if (site.voice === undefined) {
    explain(new Error(say.noVoice), speak);
    return undefined;
  }
  const { clipsFolder } = site.voice;
  const folder = clipsFolder === undefined ? undefined : resolve(dirname(path), clipsFolder);
  try {
    const recordings = folder === undefined ? noRecordings : await recordingsIn(folder);
    return { site, words: vocabulary(site), recordings, speak, say };
  } catch (thrown) {
    explain(new Error(say.noFolder(folder ?? '', wordsOf(thrown))), speak);
    return undefined;
  }
}
