import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { clipMaxMs, clipsMax, indexMaxBytes } from './clip-limits.ts';

/** The folder of built clips, in the data folder. */
export const VOICE = 'voice';
/** The list of them, in that folder. It is written last: where it is, the folder is complete. */
export const CLIP_INDEX = 'clips.json';

/** What is known of a built clip. */
export interface BuiltClip {
  /** A recording of a person, the words of a program, or a sound that is computed. */
  readonly source: 'recorded' | 'spoken' | 'made';
  /** What it says; empty for a sound without words. */
  readonly text: string;
  readonly ms: number;
  /** Of what it was made of, and how: while it is the same, the clip need not be made again. */
  readonly hash: string;
}

export type ClipIndex = ReadonlyMap<string, BuiltClip>;

const version = 1;
/** `LANGUAGE/WORD` or a sound: never a path out of the folder. */
const clipName = /^([a-z]{2,3}\/)?[a-z0-9][a-z0-9-]{0,79}$/;

/** The file of a clip in the folder of built clips, or in a folder of recordings as WAV. */
export const wavFile = (clip: string): string => `${clip}.wav`;

export function indexText(index: ClipIndex): string {
  return `${JSON.stringify({ loket: 'clips', version, clips: Object.fromEntries(index) }, undefined, 1)}\n`;
}

/** The clips of a folder; none where there is no such folder. Rejects with an Error that says why it cannot be read. */
export async function readClipIndex(folder: string): Promise<ClipIndex> {
  const bytes = await readBounded(join(folder, CLIP_INDEX), indexMaxBytes);
  return bytes === undefined ? new Map() : indexIn(bytes.toString());
}

/**
 * A file of at most `maxBytes`; undefined where there is none. Rejects as the file system does, or with an Error when
 * it is larger.
 */
export async function readBounded(path: string, maxBytes: number): Promise<Buffer | undefined> {
  const file = await open(path).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR') return undefined;
    throw thrown;
  });
  if (file === undefined) return undefined;
  try {
    const { size } = await file.stat();
    if (size > maxBytes) throw new Error(`${path} is far too large (${size} bytes)`);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

function indexIn(text: string): ClipIndex {
  const file: unknown = JSON.parse(text);
  if (!isObject(file) || file.loket !== 'clips' || !isObject(file.clips))
    throw new Error(`${CLIP_INDEX} is not a list of clips`);
  if (file.version !== version)
    throw new Error(`${CLIP_INDEX} is of another version (${String(file.version)})`);
  const clips = Object.entries(file.clips);
  if (clips.length > clipsMax) throw new Error(`${CLIP_INDEX} has more than ${clipsMax} clips`);
  return new Map(
    clips.map(([name, clip]) => {
      if (!clipName.test(name) || !isBuiltClip(clip))
        throw new Error(`${CLIP_INDEX} has a clip that is none: ${name.slice(0, 80)}`);
      return [name, clip];
    }),
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isBuiltClip(value: unknown): value is BuiltClip {
  if (!isObject(value)) return false;
  const { source, text, ms, hash } = value;
  return (
    (source === 'recorded' || source === 'spoken' || source === 'made') &&
    typeof text === 'string' &&
    typeof ms === 'number' &&
    ms > 0 &&
    ms <= clipMaxMs &&
    typeof hash === 'string'
  );
}
