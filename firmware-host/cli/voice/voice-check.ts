import { join, resolve } from 'node:path';
import { plain } from '../../../config/texts/words.ts';
import { VOICE } from '../../clips/clip-index.ts';
import { explain } from '../../process/explain-failure.ts';
import { saidOf } from '../doctor/finding.ts';
import { MissingProgram } from '../run-program.ts';
import { checkBuilt } from './check-built.ts';
import { checkRecordings } from './check-recordings.ts';
import { voiceSite } from './voice-site.ts';

/** `loket voice check SITE`: what is wrong with the recordings and with the built clips. */
export async function checkVoice(path: string, { data }: { readonly data: string }): Promise<void> {
  const voice = await voiceSite(path);
  if (voice === undefined) return;
  const { words, recordings, say, speak } = voice;
  try {
    const findings = [
      ...(await checkRecordings(words, recordings)),
      ...(await checkBuilt(words, join(resolve(data), VOICE), path)),
    ];
    console.log(plain(saidOf(findings, speak).join('\n')));
    if (findings.some(({ verdict }) => verdict === 'fault')) process.exitCode = 1;
  } catch (thrown) {
    explain(
      thrown instanceof MissingProgram ? new Error(say.needs(thrown.program, thrown.install)) : thrown,
      speak,
    );
  }
}
