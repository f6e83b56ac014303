import { near } from '../../../config/near.ts';
import { wordsOf } from '../../../devices/fault.ts';
import { clipMaxMs } from '../../clips/clip-limits.ts';
import type { SpokenWord } from '../../voice/vocabulary.ts';
import { type Finding, fault, ok, warn } from '../doctor/finding.ts';
import { MissingProgram } from '../run-program.ts';
import { type RecordingFlaw, recordingFlaws } from './recording-flaws.ts';
import type { Recordings } from './recordings.ts';
import { decodeSound, measureLevels } from './sound-levels.ts';

/** What is wrong with a folder of recordings. Rejects with MissingProgram when ffmpeg is missing. */
export async function checkRecordings(
  words: readonly SpokenWord[],
  recordings: Recordings,
): Promise<readonly Finding[]> {
  const { folder, all, others } = recordings;
  if (folder === undefined) return [];
  const findings: Finding[] = [];
  for (const word of words) if (all.has(word.clip)) findings.push(...(await flawsOf(word, recordings)));
  return [
    ...findings,
    ...strangers(words, [...all]),
    ...others.map((name) =>
      warn(
        { id: `${name} bukan berkas suara`, en: `${name} is no file of sound` },
        {
          id: 'Dilewati. WAV, FLAC, OGG, OPUS, M4A atau MP3.',
          en: 'Left out. WAV, FLAC, OGG, OPUS, M4A or MP3.',
        },
      ),
    ),
    count(words, (clip) => all.has(clip)),
  ];
}

function count(words: readonly SpokenWord[], isRecorded: (clip: string) => boolean): Finding {
  const all = words.filter(({ language }) => language !== undefined);
  const recorded = all.filter(({ clip }) => isRecorded(clip)).length;
  const isSpoken = all.every(({ clip, text }) => isRecorded(clip) || text !== undefined);
  return ok(
    `${recorded} dari ${all.length} kata direkam${isSpoken ? '; sisanya diucapkan espeak-ng' : ''}`,
    `${recorded} of ${all.length} words are recorded${isSpoken ? '; espeak-ng speaks the others' : ''}`,
  );
}

const said: Readonly<Record<RecordingFlaw, (file: string) => Finding>> = {
  silent: (file) =>
    fault(
      { id: `${file}: tidak ada suara di dalamnya`, en: `${file}: there is no sound in it` },
      { id: 'Rekam ulang, lebih dekat ke mikrofon.', en: 'Record it again, closer to the microphone.' },
    ),
  'too-long': (file) =>
    fault(
      {
        id: `${file}: lebih dari ${clipMaxMs / 1_000} detik`,
        en: `${file}: longer than ${clipMaxMs / 1_000} s`,
      },
      { id: 'Rekam kata itu saja.', en: 'Record that word alone.' },
    ),
  wordy: (file) =>
    warn(
      { id: `${file}: panjang untuk kata ini`, en: `${file}: long for this word` },
      {
        id: 'Dengarkan: mungkin kata lain, diucapkan dua kali, atau ada derau di ujungnya.',
        en: 'Listen to it: another word, said twice, or noise at the ends?',
      },
    ),
  quiet: (file) =>
    warn(
      { id: `${file}: terlalu pelan`, en: `${file}: too quiet` },
      {
        id: 'Dikeraskan, tetapi deraunya ikut: rekam ulang, lebih dekat ke mikrofon.',
        en: 'It is made louder, and its noise with it: record it again, closer to the microphone.',
      },
    ),
  clipped: (file) =>
    warn(
      { id: `${file}: terlalu keras, puncaknya terpotong`, en: `${file}: too loud, its peaks are cut off` },
      { id: 'Rekam ulang, lebih pelan atau lebih jauh.', en: 'Record it again, at a lower level.' },
    ),
};

async function flawsOf(
  { clip, meaning = '' }: SpokenWord,
  { of, all }: Recordings,
): Promise<readonly Finding[]> {
  const path = of(clip) ?? '';
  const [file = '', ...doubles] = all.get(clip) ?? [];
  const double = doubles.map((name) =>
    warn(
      { id: `${name} tidak dipakai: ${file} didahulukan`, en: `${name} is not used: ${file} goes before it` },
      { id: 'Hapus salah satu.', en: 'Delete one of them.' },
    ),
  );
  try {
    const samples = await decodeSound(path, clipMaxMs + 5_000);
    const flaws = recordingFlaws(samples, await measureLevels(samples), meaning);
    return [...flaws.map((flaw) => said[flaw](file)), ...double];
  } catch (thrown) {
    if (thrown instanceof MissingProgram) throw thrown;
    const why = wordsOf(thrown);
    const unreadable = fault(
      { id: `${file}: tidak dapat dibaca: ${why}`, en: `${file}: cannot be read: ${why}` },
      { id: 'Rekam atau salin ulang berkasnya.', en: 'Record or copy it again.' },
    );
    return [unreadable, ...double];
  }
}

/** Recordings of nothing that this site says: often a typing error, and the word counts as not recorded. */
function strangers(
  words: readonly SpokenWord[],
  all: readonly (readonly [string, readonly string[]])[],
): readonly Finding[] {
  const known = new Set(words.map(({ clip }) => clip));
  const open = words.map(({ clip }) => clip).filter((clip) => !all.some(([name]) => name === clip));
  return all
    .filter(([clip]) => !known.has(clip))
    .flatMap(([clip, names]) =>
      names.map((name) => {
        const meant = near(clip, open);
        return warn(
          { id: `${name}: situs ini tidak memakai kata itu`, en: `${name}: this site has no such word` },
          meant === undefined
            ? {
                id: 'Dilewati. Nama berkas: `loket voice sheet`.',
                en: 'Left out. File names: `loket voice sheet`.',
              }
            : { id: `Maksudnya '${meant}'?`, en: `Did you mean '${meant}'?` },
        );
      }),
    );
}
