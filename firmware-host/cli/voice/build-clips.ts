import { chown, copyFile, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Samples } from '../../../devices/ports.ts';
import { msOf } from '../../../devices/speaker/sound-format.ts';
import { folderInUse, replaceFolder } from '../../async/replace-folder.ts';
import {
  type BuiltClip,
  CLIP_INDEX,
  type ClipIndex,
  indexText,
  readBounded,
  readClipIndex,
  wavFile,
} from '../../clips/clip-index.ts';
import { readWav, wavMaxBytes, wavOf } from '../../clips/clip-wav.ts';
import type { SpokenWord } from '../../voice/vocabulary.ts';
import { MissingProgram } from '../run-program.ts';
import { type ClipSource, sourcesOf } from './make-clip.ts';
import type { Recordings } from './recordings.ts';

/** What became of one clip. `kept`: it was there already. `failed`: why its better sources gave nothing. */
export interface ClipOutcome {
  readonly clip: string;
  readonly is: BuiltClip['source'] | 'kept' | 'missing';
  readonly ms: number;
  readonly failed: readonly { readonly from: string; readonly why: unknown }[];
}

/**
 * Makes the clips of `words` in `folder`, which is replaced as a whole once they all are there. What did not change is
 * not made again; when a source fails, the clip from before stays. Rejects with MissingProgram when ffmpeg is missing,
 * or as the file system does; then the folder is as it was.
 */
export async function buildClips(of: {
  readonly words: readonly SpokenWord[];
  readonly recordings: Recordings;
  readonly folder: string;
  readonly done: (outcome: ClipOutcome) => void;
}): Promise<void> {
  const before = await builtBefore(of.folder);
  const fresh = `${of.folder}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  try {
    const index = new Map<string, BuiltClip>();
    for (const word of of.words) {
      const file = join(fresh, wavFile(word.clip));
      await mkdir(dirname(file), { recursive: true });
      const { clip, outcome } = await buildClip(word, sourcesOf(word, of.recordings), before, file);
      if (clip !== undefined) index.set(word.clip, clip);
      of.done(outcome);
    }
    await writeFile(join(fresh, CLIP_INDEX), indexText(index));
    await giveTo(dirname(of.folder), fresh);
    await replaceFolder(of.folder);
  } catch (thrown) {
    await rm(fresh, { recursive: true, force: true });
    throw thrown;
  }
}

/** What root builds belongs to whom the data folder does: the hall that reads it is another user. */
async function giveTo(dataFolder: string, folder: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = await stat(dataFolder);
  const names = await readdir(folder, { recursive: true });
  for (const path of [folder, ...names.map((name) => join(folder, name))]) await chown(path, uid, gid);
}

/** The clips of the last time. */
interface Before {
  readonly folder: string;
  readonly index: ClipIndex;
}

/** A replacement that was cut off is ended first. */
async function builtBefore(path: string): Promise<Before> {
  const folder = await folderInUse(path);
  if (folder !== path) await rename(folder, path);
  // A list that cannot be read is as good as none: all clips are made anew.
  return { folder: path, index: await readClipIndex(path).catch(() => new Map()) };
}

/** The clip from before; undefined where there is none, or its file is damaged. */
async function clipBefore({ folder, index }: Before, name: string): Promise<BuiltClip | undefined> {
  const bytes = await readBounded(join(folder, wavFile(name)), wavMaxBytes).catch(() => undefined);
  return bytes === undefined || typeof readWav(bytes) === 'string' ? undefined : index.get(name);
}

async function buildClip(
  word: SpokenWord,
  sources: readonly ClipSource[],
  before: Before,
  file: string,
): Promise<{ readonly clip: BuiltClip | undefined; readonly outcome: ClipOutcome }> {
  const text = word.meaning ?? '';
  const failed: { from: string; why: unknown }[] = [];
  const ended = (clip: BuiltClip | undefined, is: ClipOutcome['is']) => ({
    clip,
    outcome: { clip: word.clip, is, ms: clip?.ms ?? 0, failed },
  });
  const old = await clipBefore(before, word.clip);
  const keep = async (clip: BuiltClip) => {
    await copyFile(join(before.folder, wavFile(word.clip)), file);
    return ended({ ...clip, text }, 'kept');
  };
  for (const source of sources) {
    const made = await madeFrom(source, old?.hash);
    if (made === 'unchanged' && old !== undefined) return await keep(old);
    if (made !== 'unchanged' && 'samples' in made) {
      await writeFile(file, wavOf(made.samples));
      return ended({ source: source.source, text, ms: msOf(made.samples), hash: made.hash }, source.source);
    }
    if (made !== 'unchanged') failed.push({ from: source.from, why: made.why });
    // A recording that was good before is better than a program, unless it says something else.
    if (old?.text === text) return await keep(old);
  }
  return ended(undefined, 'missing');
}

type Made = 'unchanged' | { readonly hash: string; readonly samples: Samples } | { readonly why: unknown };

/** Rejects where nothing can be made at all. */
async function madeFrom(source: ClipSource, hashBefore: string | undefined): Promise<Made> {
  try {
    const hash = await source.hash();
    return hash === hashBefore ? 'unchanged' : { hash, samples: await source.make() };
  } catch (thrown) {
    if (thrown instanceof MissingProgram && thrown.program === 'ffmpeg') throw thrown;
    return { why: thrown };
  }
}
