import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { commandTexts } from '../command-texts.ts';

/** What recorders and telephones make, the best first: of two recordings of a word the first is taken. */
const formats: readonly string[] = ['.wav', '.flac', '.ogg', '.opus', '.m4a', '.mp3'];
/** A folder of recordings has one for each word; this is the wrong folder. */
const filesMax = 5_000;

/** A folder with `LANGUAGE/WORD.wav`, or another format of sound, as people recorded them. */
export interface Recordings {
  /** The path of the recording of a clip; undefined: there is none. */
  of(clip: string): string | undefined;
  /** Names in the folder, such as `id/digit-0.wav`, by the clip they are recordings of. */
  readonly all: ReadonlyMap<string, readonly string[]>;
  /** Files that are no sound. */
  readonly others: readonly string[];
  readonly folder: string | undefined;
}

export const noRecordings: Recordings = {
  of: () => undefined,
  all: new Map(),
  others: [],
  folder: undefined,
};

/** The recordings in a folder. Rejects when it cannot be read. */
export async function recordingsIn(folder: string): Promise<Recordings> {
  const names = (await filesIn(folder)).toSorted((one, other) => rank(one) - rank(other));
  const all = new Map<string, string[]>();
  const others: string[] = [];
  for (const name of names) {
    const clip = clipOfFile(name);
    if (clip === undefined) others.push(name);
    else all.set(clip, [...(all.get(clip) ?? []), name]);
  }
  return {
    of(clip) {
      const [first] = all.get(clip) ?? [];
      return first === undefined ? undefined : join(folder, first);
    },
    ...{ all, others, folder },
  };
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const below = await Promise.all(
    entries
      .filter((entry) => entry.isDirectory() && !isHidden(entry))
      .map(async ({ name }) =>
        (await readdir(join(folder, name), { withFileTypes: true }))
          .filter((entry) => !entry.isDirectory() && !isHidden(entry))
          .map((entry) => `${name}/${entry.name}`),
      ),
  );
  const here = entries.filter((entry) => !entry.isDirectory() && !isHidden(entry)).map(({ name }) => name);
  const names = [...here, ...below.flat()];
  if (names.length > filesMax) throw new Error(commandTexts().tooManyFiles(folder, filesMax));
  return names.sort();
}

const isHidden = ({ name }: Dirent): boolean => name.startsWith('.');

const rank = (name: string): number => formats.indexOf(extname(name).toLowerCase());

/** `Digit-0.WAV` of another system is `digit-0`. */
function clipOfFile(name: string): string | undefined {
  return rank(name) < 0 ? undefined : name.slice(0, -extname(name).length).toLowerCase();
}
