import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Samples } from '../../../devices/ports.ts';
import type { BuiltClip } from '../../clips/clip-index.ts';
import { clipMaxMs } from '../../clips/clip-limits.ts';
import { madeSounds } from '../../clips/made-sounds.ts';
import type { SpokenWord } from '../../voice/vocabulary.ts';
import type { Recordings } from './recordings.ts';
import { atLoudness, decodeSound, loudnessLufs, peakMaxDb } from './sound-levels.ts';
import { speakWords, spokenAs } from './speak-words.ts';
import { samplesIn, trimSilence } from './trim-silence.ts';

/** Words that follow each other are said with this pause, besides the little silence that trimming leaves. */
const pauseMs = 90;
/** Clips are made anew when they would be made in another way. */
const recipe = `1: ${loudnessLufs} LUFS, ${peakMaxDb} dB, ${pauseMs} ms`;

/** A way to make a clip. */
export interface ClipSource {
  readonly source: BuiltClip['source'];
  /** The file or the program that it comes from, for messages. */
  readonly from: string;
  /** Of everything that the clip depends on. */
  hash(): Promise<string>;
  /** Rejects with a ClipRefused, or as the program does that is missing or failed. */
  make(): Promise<Samples>;
}

/** Why nothing can be made of a recording. */
export class ClipRefused extends Error {
  readonly why: 'silent' | 'too-long';

  constructor(why: ClipRefused['why']) {
    super(why);
    this.name = 'ClipRefused';
    this.why = why;
  }
}

/** The ways to make the clip of a word, the best first: a person, a program. None: a person has to record it. */
export function sourcesOf(
  { clip, language, text }: SpokenWord,
  recordings: Recordings,
): readonly ClipSource[] {
  const recording = recordings.of(clip);
  const sound = madeSounds.get(clip);
  return [
    ...(recording === undefined ? [] : [recorded(recording)]),
    ...(sound === undefined ? [] : [made(sound.samples)]),
    ...(language === undefined || text === undefined ? [] : [spoken(language, text)]),
  ];
}

const recorded = (path: string): ClipSource => ({
  source: 'recorded',
  from: path,
  hash: () => hashOfFile(path),
  // A little more than is allowed, so that what is too long is told from what is not.
  make: async () => levelled(await decodeSound(path, clipMaxMs + 5_000)),
});

const spoken = (voice: string, text: string): ClipSource => ({
  source: 'spoken',
  from: 'espeak-ng',
  hash: async () => hashOf(spokenAs(voice, text)),
  make: async () => levelled(await speakWords(voice, text)),
});

const made = (samples: Samples): ClipSource => ({
  source: 'made',
  from: 'loket',
  hash: async () => createHash('sha256').update(samples).digest('hex'),
  make: async () => samples,
});

/** Without the silence around it, as loud as all others, and followed by a pause. */
async function levelled(samples: Samples): Promise<Samples> {
  const word = trimSilence(samples);
  if (word !== undefined && word.length + samplesIn(pauseMs) > samplesIn(clipMaxMs))
    throw new ClipRefused('too-long');
  const sound = word && (await atLoudness(word));
  if (sound === undefined) throw new ClipRefused('silent');
  const clip = new Int16Array(sound.length + samplesIn(pauseMs));
  clip.set(sound);
  return clip;
}

const hashOf = (text: string): string => createHash('sha256').update(`${recipe}\n${text}`).digest('hex');

async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256').update(`${recipe}\n`);
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}
