import { join, resolve } from 'node:path';
import { plain } from '../../../config/texts/words.ts';
import { wordsOf } from '../../../devices/fault.ts';
import { VOICE } from '../../clips/clip-index.ts';
import { explain } from '../../process/explain-failure.ts';
import { MissingProgram } from '../run-program.ts';
import { buildClips, type ClipOutcome } from './build-clips.ts';
import type { VoiceTexts } from './clip-texts.ts';
import { ClipRefused } from './make-clip.ts';
import { voiceSite } from './voice-site.ts';
import { writeCard } from './write-card.ts';

/** `loket voice build SITE`: makes the clips of a site in its data folder. */
export async function buildVoice(
  path: string,
  { data, card }: { readonly data: string; readonly card?: string },
): Promise<void> {
  const voice = await voiceSite(path);
  if (voice === undefined) return;
  const { words, recordings, say, speak } = voice;
  const folder = join(resolve(data), VOICE);
  const outcomes: ClipOutcome[] = [];
  try {
    await buildClips({
      ...{ words, recordings, folder },
      done(outcome) {
        outcomes.push(outcome);
        for (const line of progressOf(outcome, say)) console.log(plain(line));
        for (const line of failuresOf(outcome, say)) console.error(plain(line));
      },
    });
    if (card !== undefined) console.log(say.card(await writeCard(folder, card), card));
  } catch (thrown) {
    explain(
      thrown instanceof MissingProgram ? new Error(say.needs(thrown.program, thrown.install)) : thrown,
      speak,
    );
    return;
  }
  const there = outcomes.filter(({ is }) => is !== 'missing');
  console.log(say.built(there.length, there.filter(({ is }) => is !== 'kept').length, folder));
  for (const line of lacksOf(outcomes, path, say)) console.error(plain(line));
  if (outcomes.some(({ is, failed }) => is === 'missing' || failed.length > 0)) process.exitCode = 1;
}

const progressOf = ({ clip, is, ms }: ClipOutcome, say: VoiceTexts): readonly string[] =>
  is === 'kept' || is === 'missing' ? [] : [`  ${clip}  ${say.sources[is]}  ${ms} ms`];

/** A program that is missing is told once, at the end. */
function failuresOf({ clip, is, failed }: ClipOutcome, say: VoiceTexts): readonly string[] {
  return failed
    .filter(({ why }) => !(why instanceof MissingProgram))
    .map(({ from, why }) => {
      const told = say.failed(from, clip, why instanceof ClipRefused ? say.refused[why.why] : wordsOf(why));
      return is === 'kept' ? `${told}; ${say.keptAnyway}` : told;
    });
}

function lacksOf(outcomes: readonly ClipOutcome[], site: string, say: VoiceTexts): readonly string[] {
  const missing = outcomes.filter(({ is }) => is === 'missing').map(({ clip }) => clip);
  const programs = outcomes
    .flatMap(({ failed }) => failed.map(({ why }) => why))
    .filter((why) => why instanceof MissingProgram)
    .map(({ program, install }) => say.needs(program, install));
  return [...new Set(programs), ...(missing.length === 0 ? [] : [say.missing(missing), say.record(site)])];
}
