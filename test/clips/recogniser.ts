import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const model = '/usr/share/pocketsphinx/model/en-us/en-us';
/**
 * As the model would hear it in a quiet room, with a little of that room before and after the word: it was trained on
 * such recordings, and takes the perfect silence of a computed clip for speech.
 */
const inQuietRoom = [
  ...['-f', 'lavfi', '-i', 'anoisesrc=amplitude=0.006:sample_rate=22050:seed=1', '-filter_complex'],
  '[0:a]adelay=300,apad=pad_dur=0.3[word];[word][1:a]amix=duration=first:normalize=0',
  ...['-ar', '16000', '-ac', '1', '-f', 's16le'],
];

/**
 * Has pocketsphinx say of each recording which of the `words` it is: their pronunciation in the phones of its English
 * model, as in its dictionary. `files` are WAV files by the word they should be. Returns what was heard instead, for
 * those that were heard as another word or as none.
 */
export function misheard(
  folder: string,
  words: Readonly<Record<string, string>>,
  files: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const at = (name: string) => join(folder, name);
  for (const [word, file] of files)
    execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-i', file, ...inQuietRoom, at(`${word}.raw`)]);
  const lines = (all: readonly string[]) => `${all.join('\n')}\n`;
  writeFileSync(at('words.dic'), lines(Object.entries(words).map(([word, phones]) => `${word} ${phones}`)));
  const grammar = `public <word> = ${Object.keys(words).join(' | ')};`;
  writeFileSync(at('words.gram'), lines(['#JSGF V1.0;', 'grammar words;', grammar]));
  writeFileSync(at('words.ctl'), lines([...files.keys()]));
  execFileSync(
    'pocketsphinx_batch',
    [
      ...['-hmm', model, '-dict', at('words.dic'), '-jsgf', at('words.gram')],
      ...['-adcin', 'yes', '-cepdir', folder, '-cepext', '.raw'],
      ...['-ctl', at('words.ctl'), '-hyp', at('words.hyp')],
    ],
    { stdio: 'ignore' },
  );
  return mistakesIn(at('words.hyp'), [...files.keys()]);
}

/** A line of a result is `HEARD (FILE SCORE)`; what was not heard is empty. */
function mistakesIn(file: string, words: readonly string[]): ReadonlyMap<string, string> {
  const heard = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => /^(?<word>.*?) ?\((?<file>\S+) /.exec(line)?.groups);
  const mistakes = words.map((word) => {
    const line = heard.find((one) => one?.file === word);
    if (line === undefined) throw new Error(`pocketsphinx says nothing of ${word}`);
    return [word, line.word ?? ''] as const;
  });
  return new Map(mistakes.filter(([word, other]) => word !== other));
}
