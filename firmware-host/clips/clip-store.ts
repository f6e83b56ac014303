import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Site } from '../../config/site.ts';
import { Fault, wordsOf } from '../../devices/fault.ts';
import type { Clip, Clips, Clock } from '../../devices/ports.ts';
import { clipOf } from '../../devices/speaker/sound-format.ts';
import { repeatAfter } from '../async/interval.ts';
import { folderInUse } from '../async/replace-folder.ts';
import { vocabulary } from '../voice/vocabulary.ts';
import { CLIP_INDEX, type ClipIndex, readBounded, readClipIndex, VOICE, wavFile } from './clip-index.ts';
import { clipsMaxBytes } from './clip-limits.ts';
import { readWav, wavMaxBytes } from './clip-wav.ts';
import { madeSounds } from './made-sounds.ts';

/** How often it is checked whether clips were built. */
const lookEveryMs = 10_000;
/** How many clips a fault names. */
const namedMax = 5;

/** The built clips of a hall, in memory: what is said never waits for the disk. */
export interface ClipStore {
  readonly clips: Clips;
  /** What the site cannot say as it should; undefined: it can say everything, or has no voice. */
  fault(): Fault | undefined;
  /** Resolves when the folder has been read once. Never rejects. */
  readonly loaded: Promise<void>;
  close(): void;
}

interface Loaded {
  readonly index: ClipIndex;
  readonly clips: ReadonlyMap<string, Clip>;
  /** What could not be read: each clip with its reason. */
  readonly damaged: readonly string[];
}

/**
 * Reads the clips in the data folder, between the turns of the loop, and again when they were built anew. A clip that
 * is missing or damaged keeps nothing from being called: it is not said, and `fault` names it.
 */
export function openClipStore(of: {
  readonly dataFolder: string;
  readonly site: () => Site;
  readonly clock: Clock;
}): ClipStore {
  const folder = join(of.dataFolder, VOICE);
  let all: Loaded = { index: new Map(), clips: madeSounds, damaged: [] };
  let seen: string | undefined;
  let checked: { readonly site: Site; readonly all: Loaded; readonly lacks: Lacks } | undefined;

  async function look(): Promise<void> {
    const now = await versionOf(folder);
    if (now === seen) return;
    const read = await load(folder);
    // Clips that were built meanwhile are read at the next look: half of these are of the folder before.
    if ((await versionOf(folder)) !== now) return;
    all = read;
    seen = now;
  }

  /** What the site in force lacks; found out once for each site and each reading. */
  function lacks(): Lacks {
    const site = of.site();
    if (checked?.site !== site || checked.all !== all) checked = { site, all, lacks: lacksOf(site, all) };
    return checked.lacks;
  }

  const loaded = look().catch(() => undefined);
  const cancel = repeatAfter(of.clock, lookEveryMs, look, 'voice: look');
  return {
    loaded,
    clips: {
      get: (name) => (lacks().outdated.has(name) ? undefined : all.clips.get(name)),
      names: () => [...all.clips.keys()],
    },
    fault: () => (seen === undefined ? undefined : faultOf(lacks(), all.damaged)),
    close: cancel,
  };
}

/** A value that changes whenever clips are built. */
async function versionOf(folder: string): Promise<string> {
  try {
    const { ino, mtimeMs, size } = await stat(join(await folderInUse(folder), CLIP_INDEX));
    return `${ino} ${mtimeMs} ${size}`;
  } catch {
    // There are none, or the disk does not give them: the journal reports a disk that fails.
    return 'none';
  }
}

/** One clip after the other, so that the loop has its turn between any two. */
async function load(path: string): Promise<Loaded> {
  const clips = new Map<string, Clip>(madeSounds);
  const damaged: string[] = [];
  const { folder, index } = await indexOf(path).catch((thrown: unknown) => {
    damaged.push(wordsOf(thrown));
    return { folder: path, index: new Map() satisfies ClipIndex };
  });
  let bytesLeft = clipsMaxBytes;
  for (const name of index.keys()) {
    const clip = await loadClip(join(folder, wavFile(name)), Math.min(wavMaxBytes, bytesLeft));
    if (typeof clip === 'string') damaged.push(`${name}: ${clip}`);
    else {
      bytesLeft -= clip.samples.byteLength;
      clips.set(name, clip);
    }
  }
  return { index, clips, damaged };
}

async function indexOf(path: string): Promise<{ readonly folder: string; readonly index: ClipIndex }> {
  const folder = await folderInUse(path);
  return { folder, index: await readClipIndex(folder) };
}

async function loadClip(path: string, maxBytes: number): Promise<Clip | string> {
  try {
    const bytes = await readBounded(path, maxBytes);
    if (bytes === undefined) return 'there is no such file';
    const samples = readWav(bytes);
    return typeof samples === 'string' ? samples : clipOf(samples);
  } catch (thrown) {
    return wordsOf(thrown);
  }
}

interface Lacks {
  readonly missing: readonly string[];
  readonly outdated: ReadonlySet<string>;
}

/** The site's own words, of counters and texts: a clip that says what they were before would send people astray. */
const isOwn = (clip: string): boolean => /\/(counter|text)-/.test(clip);

function lacksOf(site: Site, { index, clips }: Loaded): Lacks {
  if (!site.devices.some(({ role, enabled }) => role === 'speaker' && enabled))
    return { missing: [], outdated: new Set() };
  const words = vocabulary(site);
  const outdated = words.filter(
    ({ clip, meaning }) => isOwn(clip) && index.has(clip) && index.get(clip)?.text !== meaning,
  );
  return {
    missing: words.filter(({ clip }) => !clips.has(clip)).map(({ clip }) => clip),
    outdated: new Set(outdated.map(({ clip }) => clip)),
  };
}

function faultOf({ missing, outdated }: Lacks, damaged: readonly string[]): Fault | undefined {
  const parts = [
    ...partOf((names) => `missing: ${names}`, missing),
    ...partOf((names) => `not what the site file says: ${names}`, [...outdated]),
    ...partOf((names) => `damaged: ${names}`, damaged),
  ];
  return parts.length === 0 ? undefined : new Fault('voice.clips_missing', parts.join('; '));
}

function partOf(what: (names: string) => string, names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const more = names.length > namedMax ? ` and ${names.length - namedMax} more` : '';
  return [what(`${names.slice(0, namedMax).join(', ')}${more}`)];
}
