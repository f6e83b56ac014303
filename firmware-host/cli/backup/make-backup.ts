import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Site } from '../../../config/site.ts';
import { copyJournal } from '../../journal/sqlite/copy-journal.ts';
import { syncFile, syncFolder } from '../../journal/sqlite/durable-file.ts';
import { databaseIn } from '../../journal/sqlite/journal-store.ts';
import { version } from '../../process/package-folder.ts';
import { claim, workBeside } from './archive-place.ts';
import { backedUp, type Source } from './backed-up.ts';
import type { BackupWords } from './backup-words.ts';
import { freeBytes, isFull } from './free-room.ts';
import {
  type BackedUpFile,
  boundTo,
  filesMax,
  JOURNAL_FILE,
  MANIFEST,
  type Manifest,
  manifestText,
  SECRETS,
} from './manifest.ts';
import { type OpenedBackup, openBackup, sumOf } from './open-backup.ts';
import { sealed } from './secret-box.ts';
import { pack } from './tar.ts';

/** The journal is there three times for a while: its copy, in the archive, and unpacked again to be checked. */
const copiesAtOnce = 3;

export interface BackupAsked {
  readonly site: Site;
  readonly siteFile: string;
  readonly data: string;
  /** The archive to write; nothing may be there. */
  readonly out: string;
  readonly made: Date;
  /** Asked once, and only where the site has secrets. */
  readonly passphrase: () => Promise<string>;
  readonly say: BackupWords;
  readonly progress: (line: string) => void;
}

export interface MadeBackup extends OpenedBackup {
  readonly bytes: number;
  readonly leftOut: readonly string[];
}

/**
 * Writes a backup of a site, while the hall runs or not, and reads it back before it gets its name. Rejects with an
 * Error in words for a technician, or a Fault of the journal; then nothing is left beside.
 */
export async function makeBackup(of: BackupAsked): Promise<MadeBackup> {
  const { out, say } = of;
  const folder = dirname(out);
  if (existsSync(out)) throw new Error(say.isThere(out));
  if (!existsSync(databaseIn(of.data))) throw new Error(say.noJournal(of.data));
  const work = await workBeside(out, 'backup', say.cannotWrite);
  try {
    await needRoom(folder, of);
    const found = await backedUp(of.site, of.siteFile, of.data);
    const secrets = await contentsOf(found.secrets);
    const passphrase = secrets.size > 0 ? await of.passphrase() : '';
    const names = await stage(work, { files: found.files, secrets, passphrase }, of);
    of.progress(say.packing);
    const archive = join(work, 'backup.tar.gz');
    await pack(archive, join(work, STAGED), names);
    syncFile(archive);
    of.progress(say.checking);
    const opened = await openBackup(archive, join(work, 'checked'), {
      say,
      passphrase: async () => passphrase,
    });
    if (!isDeepStrictEqual(opened.secrets, secrets)) throw new Error(say.altered(out, SECRETS));
    const { size: bytes } = await stat(archive);
    await claim(out, say.isThere);
    await rename(archive, out);
    syncFolder(folder);
    return { ...opened, bytes, leftOut: found.leftOut };
  } catch (thrown) {
    // Looked at before anything is removed: SQLite does not always say that it was the room which it lacked.
    throw (await isFull(folder)) ? new Error(say.full(folder, '--out'), { cause: thrown }) : thrown;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

const STAGED = 'staged';

/** Puts everything into a folder as it will be in the archive. Returns the names in it, the manifest first. */
async function stage(
  work: string,
  what: {
    readonly files: readonly Source[];
    readonly secrets: ReadonlyMap<string, Buffer>;
    readonly passphrase: string;
  },
  of: BackupAsked,
): Promise<readonly string[]> {
  const staged = join(work, STAGED);
  const files: BackedUpFile[] = [];
  const add = async (path: string, fill: (to: string) => unknown) => {
    const to = join(staged, path);
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    await fill(to);
    files.push({ path, bytes: (await stat(to)).size, sha256: await sumOf(to) });
  };
  if (what.files.length + 2 > filesMax) throw new Error(of.say.tooManyFiles(filesMax));
  for (const { from, path } of what.files) await add(path, (to) => copyFile(from, to));
  // The journal comes last: what stands beside it must not know of more than the journal does.
  of.progress(of.say.copying);
  await add(JOURNAL_FILE, (to) => copyJournal(of.data, to));
  const manifest: Manifest = { site: of.site.id, made: of.made.toISOString(), program: version, files };
  if (what.secrets.size > 0) {
    const box = await sealed(what.secrets, what.passphrase, boundTo(manifest));
    await add(SECRETS, (to) => writeFile(to, box));
  }
  await writeFile(join(staged, MANIFEST), manifestText(manifest));
  return [MANIFEST, ...(await readdir(staged)).filter((name) => name !== MANIFEST)];
}

async function contentsOf(secrets: readonly Source[]): Promise<ReadonlyMap<string, Buffer>> {
  const contents = new Map<string, Buffer>();
  for (const { from, path } of secrets) contents.set(path, await readFile(from));
  return contents;
}

async function needRoom(folder: string, { data, say }: BackupAsked): Promise<void> {
  const { size } = await stat(databaseIn(data));
  const [needed, free] = [size * copiesAtOnce, await freeBytes(folder)];
  if (free < needed) throw new Error(say.noRoom(folder, megabytes(needed), megabytes(free)));
}

const megabytes = (bytes: number): number => Math.ceil(bytes / 2 ** 20);
