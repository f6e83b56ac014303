import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { replaceFile } from '../../async/replace-file.ts';
import { lockExclusively } from '../../database/exclusive-lock.ts';
import { syncFile, syncFolder } from '../../journal/sqlite/durable-file.ts';
import { sumOf } from '../backup/open-backup.ts';
import { debianProgram } from './debian-programs.ts';
import type { RepositoryWords } from './repository-words.ts';
import { openKey, PUBLIC_KEY } from './signing-key.ts';

/** What the package is made for (packaging/package.js). */
const architectures = ['amd64', 'arm64'] as const;
const SUITE = 'dists/stable';
const POOL = 'pool';
/** An empty file; the system releases its lock when the process ends, however it ends. */
const LOCK = '.lock';
const byHash = (architecture: string) => `${SUITE}/main/binary-${architecture}/by-hash/SHA256`;
const compressionLevel = 9;

/** What apt shows and configurations name. No Valid-Until: a stick may be a year old, and so may a clock. */
const release = {
  Origin: 'Loket',
  Label: 'Loket',
  Suite: 'stable',
  Codename: 'stable',
  Architectures: architectures.join(' '),
  Components: 'main',
  Description: 'Loket for the sites of this office',
  'Acquire-By-Hash': 'yes',
};

export interface RepositoryAsked {
  readonly folder: string;
  /** Packages to be added to those that are there. */
  readonly files: readonly string[];
  /** The file of the secret key; made where there is none. */
  readonly key: string;
  readonly say: RepositoryWords;
  readonly progress: (line: string) => void;
}

export interface MadeRepository {
  readonly publicKey: string;
  readonly isNewKey: boolean;
  /** The versions of each architecture, in the order of the lists. */
  readonly versions: ReadonlyMap<string, readonly string[]>;
}

/**
 * Makes or renews a signed repository for apt. Only the last step, the rename of InRelease, shows it to apt: before
 * that, and whatever ends this, apt sees what was there. Lists lie under their own sums, so that those of before and
 * after are there at once. Needs no links and no marks in names but `+`, `~` and `.`: a FAT stick will do.
 */
export async function makeRepository(of: RepositoryAsked): Promise<MadeRepository> {
  const folder = resolve(of.folder);
  await mkdir(join(folder, POOL), { recursive: true });
  const unlock = lockExclusively(join(folder, LOCK), () => new Error(of.say.busy(folder)));
  try {
    await takeIn(folder, of);
    of.progress(of.say.indexing);
    const { files, text } = await lists(folder, of.say);
    const versions = versionsIn(files);
    if ([...versions.values()].every((one) => one.length === 0)) throw new Error(of.say.nothing(folder));
    of.progress(of.say.signing);
    const key = await openKey(of.key, folder, of.say);
    try {
      await publish(folder, files, await key.sign(text));
    } finally {
      await key.close();
    }
    return { publicKey: join(folder, PUBLIC_KEY), isNewKey: key.isNew, versions };
  } catch (thrown) {
    const isFull = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOSPC';
    throw isFull ? new Error(of.say.full(folder), { cause: thrown }) : thrown;
  } finally {
    unlock();
  }
}

/** Puts the packages that were named, and those lying in the folder, into the pool. */
async function takeIn(folder: string, { files, say, progress }: RepositoryAsked): Promise<void> {
  const pool = join(folder, POOL);
  // What a run before this one did not finish.
  for (const name of await readdir(pool))
    if (name.endsWith('.new')) await rm(join(pool, name), { force: true });
  const lying = (await readdir(folder)).filter((name) => name.endsWith('.deb'));
  for (const file of [...files, ...lying.map((name) => join(folder, name))]) {
    progress(say.adding(basename(file)));
    await add(resolve(file), pool, say);
  }
  for (const name of lying) await rm(join(folder, name), { force: true });
}

async function add(file: string, pool: string, say: RepositoryWords): Promise<void> {
  const { name, version, architecture } = await described(file, say);
  if (name !== 'loket') throw new Error(say.notOurs(file, name));
  // Without the epoch, as in Debian's own pool: a colon is no mark of a name on FAT.
  const to = join(pool, `loket_${version.replace(/^\d+:/, '')}_${architecture}.deb`);
  if (to === file) return;
  const fresh = `${to}.new`;
  try {
    await copyFile(file, fresh);
    const before = existsSync(to) ? await sumOf(to) : undefined;
    if (before !== undefined && before !== (await sumOf(fresh))) throw new Error(say.otherBytes(to));
    syncFile(fresh);
    await rename(fresh, to);
    syncFolder(pool);
  } finally {
    await rm(fresh, { force: true });
  }
}

/** What a package says of itself, once all of it could be read. */
async function described(file: string, say: RepositoryWords) {
  try {
    await debianProgram('dpkg-deb', ['--contents', file], say);
    const text = await debianProgram('dpkg-deb', ['--field', file], say);
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1] ?? '';
    return { name: field('Package'), version: field('Version'), architecture: field('Architecture') };
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw new Error(say.damaged(file, why), { cause: thrown });
  }
}

/** The lists of packages by their paths below the suite, and the text that names their sums. */
async function lists(folder: string, say: RepositoryWords) {
  const work = await mkdtemp(join(tmpdir(), 'loket-'));
  const only = ['MD5', 'SHA1', 'SHA512'].flatMap((sum) => ['-o', `APT::FTPArchive::${sum}=false`]);
  const archive = (cwd: string, args: readonly string[]) =>
    debianProgram('apt-ftparchive', [...only, ...args], say, { cwd });
  try {
    const files = new Map<string, Buffer>();
    for (const architecture of architectures) {
      const text = await archive(folder, ['--arch', architecture, 'packages', POOL]);
      const to = join(work, SUITE, 'main', `binary-${architecture}`);
      await mkdir(to, { recursive: true });
      for (const [name, bytes] of [
        ['Packages', Buffer.from(text)],
        ['Packages.gz', gzipSync(text, { level: compressionLevel })],
      ] as const) {
        await writeFile(join(to, name), bytes);
        files.set(`main/binary-${architecture}/${name}`, bytes);
      }
    }
    const fields = Object.entries(release).flatMap(([name, value]) => [
      '-o',
      `APT::FTPArchive::Release::${name}=${value}`,
    ]);
    return { files, text: await archive(work, [...fields, 'release', SUITE]) };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** The lists first, each under its sum; then what names them. Lists that nobody names any more are removed. */
async function publish(folder: string, files: ReadonlyMap<string, Buffer>, signed: string): Promise<void> {
  const named = join(folder, SUITE, 'InRelease');
  const before = existsSync(named) ? await readFile(named, 'utf8') : '';
  for (const architecture of architectures) {
    const sums = join(folder, byHash(architecture));
    await mkdir(sums, { recursive: true });
    for (const [path, bytes] of files) {
      if (!path.startsWith(`main/binary-${architecture}/`)) continue;
      const to = join(sums, createHash('sha256').update(bytes).digest('hex'));
      await replaceFile(to, bytes);
    }
  }
  await replaceFile(named, signed);
  // A site that has read the InRelease of before may still ask for what that names.
  for (const architecture of architectures)
    for (const sum of await readdir(join(folder, byHash(architecture))))
      if (!signed.includes(sum) && !before.includes(sum))
        await rm(join(folder, byHash(architecture), sum), { force: true });
}

/** Of each architecture, in the order of the lists. */
function versionsIn(files: ReadonlyMap<string, Buffer>): ReadonlyMap<string, readonly string[]> {
  return new Map(
    architectures.map((architecture) => {
      const text = files.get(`main/binary-${architecture}/Packages`)?.toString() ?? '';
      return [architecture, [...text.matchAll(/^Version: (.*)$/gm)].map(([, version = '']) => version)];
    }),
  );
}
