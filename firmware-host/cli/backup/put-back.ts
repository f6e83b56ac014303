import { chown, lstat, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { replaceFile } from '../../async/replace-file.ts';
import { markCopy } from '../../journal/sqlite/copy-journal.ts';
import { syncFile, syncFolder } from '../../journal/sqlite/durable-file.ts';
import { FENCE, writeFence } from '../../journal/sqlite/fence.ts';
import { lockFolder } from '../../journal/sqlite/lock.ts';
import { BESIDES_JOURNAL, RESTORING } from '../../process/data-folder.ts';
import type { BackupWords } from './backup-words.ts';
import { isFull } from './free-room.ts';
import { DATA_FOLDER, SETTINGS_FOLDER } from './manifest.ts';
import { type OpenedBackup, openBackup } from './open-backup.ts';

const secretMode = 0o600;
const settingsMode = 0o644;
const halfFence = `${FENCE}.new`;
/** What a new file system has, what opening a folder leaves behind, and a fence that was not finished. */
const noMatter: ReadonlySet<string> = new Set(['lost+found', 'journal.lock', halfFence]);

export interface RestoreAsked {
  readonly archive: string;
  readonly settings: string;
  readonly data: string;
  readonly now: Date;
  readonly passphrase: () => Promise<string>;
  readonly say: BackupWords;
  readonly progress: (line: string) => void;
}

/**
 * Restores a backup into an empty data folder, behind a fence, and its settings beside. Nothing that is there is
 * replaced: settings of the same content may be there already. A restore that was cut off is begun anew. Rejects with
 * an Error in words for a technician, or a Fault of the journal.
 */
export async function putBack(of: RestoreAsked): Promise<OpenedBackup> {
  const { data, say } = of;
  await mkdir(data, { recursive: true, mode: 0o750 });
  const unlock = lockFolder(data);
  try {
    await refuseUsed(data, say);
    const work = join(data, RESTORING);
    await rm(work, { recursive: true, force: true });
    try {
      of.progress(say.checking);
      const opened = await openBackup(of.archive, work, of);
      const settings = await settingsOf(work, opened);
      await refuseOthers(of.settings, settings, say);
      of.progress(say.restoring);
      // The fence stands before there is anything behind it.
      writeFence(data, { backup: opened.manifest.made, restored: of.now.toISOString() });
      for (const [name, { bytes, mode }] of settings) await put(join(of.settings, name), bytes, mode);
      markCopy(join(work, DATA_FOLDER));
      // Before the journal is in its place: a restore that is killed after that is one that has ended.
      await giveToOwner(data);
      await moveData(join(work, DATA_FOLDER), data);
      return opened;
    } catch (thrown) {
      // To tar, an archive on a full disk looks damaged.
      throw (await isFull(data)) ? new Error(say.full(data, '--data'), { cause: thrown }) : thrown;
    } finally {
      await rm(work, { recursive: true, force: true });
      await giveToOwner(data);
    }
  } finally {
    unlock();
  }
}

/** Throws unless nothing of a hall is there. A fence without a journal is what a restore left that was cut off. */
async function refuseUsed(data: string, say: BackupWords): Promise<void> {
  const names = (await readdir(data)).filter((name) => !noMatter.has(name));
  const cutOff = names.includes(FENCE) && !names.includes('journal.db');
  const used = names.filter((name) => !(cutOff ? isOurs(name) : name === RESTORING));
  if (used.length > 0) throw new Error(say.notEmpty(data, used.slice(0, 5).join(', ')));
  if (!cutOff) return;
  for (const name of names) if (name !== FENCE) await rm(join(data, name), { recursive: true, force: true });
}

/** Whether a restore may have put it there. The archive itself, for one, may lie there too. */
const isOurs = (name: string): boolean => name.startsWith('journal.') || BESIDES_JOURNAL.includes(name);

interface Setting {
  readonly bytes: Buffer;
  readonly mode: number;
}

async function settingsOf(
  work: string,
  { manifest, secrets }: OpenedBackup,
): Promise<ReadonlyMap<string, Setting>> {
  const settings = new Map<string, Setting>();
  for (const { path } of manifest.files) {
    if (!path.startsWith(`${SETTINGS_FOLDER}/`)) continue;
    const bytes = await readFile(join(work, path));
    settings.set(path.slice(SETTINGS_FOLDER.length + 1), { bytes, mode: settingsMode });
  }
  for (const [name, bytes] of secrets) settings.set(name, { bytes, mode: secretMode });
  return settings;
}

/** Throws if a file is there that says something else. */
async function refuseOthers(
  folder: string,
  settings: ReadonlyMap<string, Setting>,
  say: BackupWords,
): Promise<void> {
  for (const [name, { bytes }] of settings) {
    const there = await readFile(join(folder, name)).catch((thrown: NodeJS.ErrnoException) => {
      if (thrown.code === 'ENOENT') return undefined;
      throw thrown;
    });
    if (there !== undefined && !there.equals(bytes)) throw new Error(say.otherThere(join(folder, name)));
  }
}

async function put(path: string, bytes: Buffer, mode: number): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await replaceFile(path, bytes, mode);
}

/** Moves the files to their places: the journal last, so that a host starts on all of them or on none. */
async function moveData(from: string, data: string): Promise<void> {
  const last = 'journal.db';
  const names = (await readdir(from)).filter((name) => name !== last);
  for (const name of [...names, last]) {
    await syncAll(join(from, name));
    await rename(join(from, name), join(data, name));
    if (name === names.at(-1)) syncFolder(data);
  }
  syncFolder(data);
}

async function syncAll(path: string): Promise<void> {
  if ((await stat(path)).isDirectory())
    for (const name of await readdir(path)) await syncAll(join(path, name));
  syncFile(path);
}

/** The service writes here, and it is not the user who restores: what is new belongs to whom the folder belongs to. */
async function giveToOwner(path: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = await stat(path);
  const give = async (one: string): Promise<void> => {
    if ((await lstat(one)).isDirectory())
      for (const name of await readdir(one)) if (name !== 'lost+found') await give(join(one, name));
    await chown(one, uid, gid);
  };
  await give(path);
}
