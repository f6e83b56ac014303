import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { wordsOf } from '../../../devices/fault.ts';
import { type CopiedJournal, checkCopy } from '../../journal/sqlite/copy-journal.ts';
import type { BackupWords } from './backup-words.ts';
import {
  boundTo,
  DATA_FOLDER,
  MANIFEST,
  type Manifest,
  manifestIn,
  manifestMaxBytes,
  NewerBackup,
  SECRETS,
} from './manifest.ts';
import { BoxRefused, unsealed } from './secret-box.ts';
import { entryOf, unpack } from './tar.ts';

/** A backup that was unpacked into a folder, every file of it as its manifest says. */
export interface OpenedBackup {
  readonly manifest: Manifest;
  readonly journal: CopiedJournal;
  /** The secret files of the site, by their names in its folder. */
  readonly secrets: ReadonlyMap<string, Buffer>;
}

/**
 * Unpacks an archive into `folder`, and checks everything in it: the sum of each file, each record of the journal, and
 * that the secrets open. `passphrase` is asked for only where there are secrets. Rejects with an Error in words for a
 * technician, or with a Fault of the journal.
 */
export async function openBackup(
  archive: string,
  folder: string,
  of: { readonly say: BackupWords; readonly passphrase: () => Promise<string> },
): Promise<OpenedBackup> {
  const { say } = of;
  const manifest = await manifestOf(archive, say);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    await unpack(
      archive,
      folder,
      manifest.files.map(({ path }) => path),
    );
  } catch (thrown) {
    throw new Error(say.notWhole(archive, wordsOf(thrown)), { cause: thrown });
  }
  for (const file of manifest.files) {
    const path = join(folder, file.path);
    const found = await lstat(path);
    if (!found.isFile() || found.size !== file.bytes || (await sumOf(path)) !== file.sha256)
      throw new Error(say.altered(archive, file.path));
  }
  const secrets = await secretsIn(archive, folder, manifest, of);
  return { manifest, journal: checkCopy(join(folder, DATA_FOLDER)), secrets };
}

async function manifestOf(archive: string, say: BackupWords): Promise<Manifest> {
  let text: string;
  try {
    text = (await entryOf(archive, MANIFEST, manifestMaxBytes)).toString();
  } catch (thrown) {
    throw new Error(say.noBackup(archive, wordsOf(thrown)), { cause: thrown });
  }
  try {
    const manifest = manifestIn(text);
    if (manifest !== undefined) return manifest;
  } catch (thrown) {
    if (thrown instanceof NewerBackup) throw new Error(say.newer(archive));
    throw thrown;
  }
  throw new Error(say.altered(archive, MANIFEST));
}

async function secretsIn(
  archive: string,
  folder: string,
  manifest: Manifest,
  { say, passphrase }: { readonly say: BackupWords; readonly passphrase: () => Promise<string> },
): Promise<ReadonlyMap<string, Buffer>> {
  if (!manifest.files.some(({ path }) => path === SECRETS)) return new Map();
  try {
    const box = await readFile(join(folder, SECRETS), 'utf8');
    return await unsealed(box, await passphrase(), boundTo(manifest));
  } catch (thrown) {
    if (!(thrown instanceof BoxRefused)) throw thrown;
    throw new Error(thrown.why === 'passphrase' ? say.wrongPassphrase : say.altered(archive, SECRETS));
  }
}

/** The SHA-256 of a file, in hex. */
export async function sumOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
