import type { Millis } from '../../../devices/ports.ts';
import { runProgram } from '../run-program.ts';

/** Debian's own tar, which every Debian has: a backup can be looked into without Loket. */
const limitMs: Millis = 15 * 60_000;
const outMaxBytes = 2 ** 20;

/** Packs these files and folders of `folder` into a compressed archive. Rejects with an Error in the words of tar. */
export async function pack(archive: string, folder: string, names: readonly string[]): Promise<void> {
  const owner = ['--owner=0', '--group=0', '--numeric-owner', '--sort=name'];
  await tar(['--create', '--gzip', `--file=${archive}`, ...owner, `--directory=${folder}`, '--', ...names]);
}

/** Unpacks these files alone, below `folder`, which has to exist. They belong to this user. */
export async function unpack(archive: string, folder: string, names: readonly string[]): Promise<void> {
  const bare = ['--no-same-owner', '--no-same-permissions', '--no-recursion'];
  const listed = ['--null', '--verbatim-files-from', '--files-from=-'];
  const args = ['--extract', '--gzip', `--file=${archive}`, `--directory=${folder}`, ...bare, ...listed];
  await tar(args, names.join('\0'));
}

/** One small file of an archive. */
export async function entryOf(archive: string, name: string, maxBytes: number): Promise<Buffer> {
  const args = ['--extract', '--gzip', `--file=${archive}`, '--to-stdout', '--occurrence=1', '--', name];
  return (await tar(args, '', maxBytes)).out;
}

/** `--force-local`: a colon in a name is no host. */
const tar = (args: readonly string[], input = '', most = outMaxBytes) =>
  runProgram('tar', ['--force-local', ...args], { input, limitMs, outMaxBytes: most });
