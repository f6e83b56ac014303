import { join } from 'node:path';
import { wordsOf } from '../../../devices/fault.ts';
import type { Samples } from '../../../devices/ports.ts';
import { folderInUse } from '../../async/replace-folder.ts';
import { type ClipIndex, readBounded, readClipIndex, wavFile } from '../../clips/clip-index.ts';
import { readWav, type WavRefusal, wavMaxBytes } from '../../clips/clip-wav.ts';
import { detailSaid } from '../../status/detail-words.ts';
import type { SpokenWord } from '../../voice/vocabulary.ts';
import { both, type Finding, fault, ok, warn } from '../doctor/finding.ts';
import { voiceTexts } from './clip-texts.ts';
import { loudnessLufs, measureLevels, peakMaxDb } from './sound-levels.ts';

/** Clips may be this far from the loudness they are made with: a word with high peaks cannot be made louder. */
const toleranceLu = 3;
/** What is measured is rounded, and so are samples. */
const toleranceDb = 0.2;

/** How many names a finding has at most. */
const namedMax = 10;

/** What is wrong with the built clips in `path`. Rejects with MissingProgram when ffmpeg is missing. */
export async function checkBuilt(
  words: readonly SpokenWord[],
  path: string,
  site: string,
): Promise<readonly Finding[]> {
  const build = both(`loket voice build ${site}`);
  const read = await indexOf(path);
  if ('why' in read) return [fault(detailSaid(`${path}: ${read.why}`), build)];
  const { folder, index } = read;
  const findings = missing(words, index, build);
  for (const word of words) findings.push(...(await flawsOf(word, index, folder, build)));
  if (findings.length > 0) return findings;
  return [ok(`${words.length} klip di ${path} lengkap`, `the ${words.length} clips in ${path} are complete`)];
}

async function indexOf(
  path: string,
): Promise<{ readonly folder: string; readonly index: ClipIndex } | { readonly why: string }> {
  try {
    const folder = await folderInUse(path);
    return { folder, index: await readClipIndex(folder) };
  } catch (thrown) {
    return { why: wordsOf(thrown) };
  }
}

function missing(words: readonly SpokenWord[], index: ClipIndex, build: Finding['text']): Finding[] {
  const names = words.filter(({ clip }) => !index.has(clip)).map(({ clip }) => clip);
  if (names.length === 0) return [];
  const named = `${names.slice(0, namedMax).join(', ')}${names.length > namedMax ? ', ...' : ''}`;
  return [
    fault(
      {
        id: `${names.length} klip belum dibuat: ${named}`,
        en: `${names.length} clips are not built: ${named}`,
      },
      build,
    ),
  ];
}

async function flawsOf(
  { clip, meaning = '' }: SpokenWord,
  index: ClipIndex,
  folder: string,
  build: Finding['text'],
): Promise<readonly Finding[]> {
  const built = index.get(clip);
  if (built === undefined) return [];
  if (built.text !== meaning)
    return [
      fault(
        {
          id: `${clip} berkata '${built.text}', bukan '${meaning}'`,
          en: `${clip} says '${built.text}', not '${meaning}'`,
        },
        build,
      ),
    ];
  const samples = await samplesIn(join(folder, wavFile(clip)));
  if (typeof samples === 'string') {
    const damaged = { id: voiceTexts.id.refused[samples], en: voiceTexts.en.refused[samples] };
    return [fault({ id: `${clip}: ${damaged.id}`, en: `${clip}: ${damaged.en}` }, build)];
  }
  return await loudnessOf(clip, samples);
}

async function loudnessOf(clip: string, samples: Samples): Promise<readonly Finding[]> {
  const levels = await measureLevels(samples);
  // The pause between sentences.
  if (levels === undefined) return [];
  const { lufs, peakDb } = levels;
  if (peakDb > peakMaxDb + toleranceDb)
    return [
      warn(
        {
          id: `${clip} terlalu keras: puncak ${peakDb} dB`,
          en: `${clip} is too loud: its peak is ${peakDb} dB`,
        },
        { id: `Paling tinggi ${peakMaxDb} dB.`, en: `${peakMaxDb} dB at most.` },
      ),
    ];
  if (Math.abs(lufs - loudnessLufs) > toleranceLu)
    return [
      warn(
        {
          id: `${clip}: ${lufs} LUFS, yang lain ${loudnessLufs}`,
          en: `${clip}: ${lufs} LUFS, the others ${loudnessLufs}`,
        },
        {
          id: 'Rekam ulang dengan suara yang lebih rata: puncaknya terlalu tinggi untuk dikeraskan.',
          en: 'Record it again, more evenly: its peaks are too high to make it louder.',
        },
      ),
    ];
  return [];
}

async function samplesIn(path: string): Promise<Samples | WavRefusal> {
  const bytes = await readBounded(path, wavMaxBytes).catch(() => undefined);
  return bytes === undefined ? 'cut-short' : readWav(bytes);
}
