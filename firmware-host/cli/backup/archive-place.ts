import { existsSync, statSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { wordsOf } from '../../../devices/fault.ts';

/** Where an archive is written: under a name of its own in a folder, or as it was asked for. */
export function placeOfArchive(path: string, what: string, made: Date): string {
  if (!existsSync(path) || !statSync(path).isDirectory()) return resolve(path);
  const moment = made.toISOString().slice(0, 16).replaceAll(/[-:]/g, '').replace('T', '-');
  return resolve(join(path, `loket-${what}-${moment}.tar.gz`));
}

/** Makes a folder to work in, beside the archive that is to come. Rejects with an Error in words. */
export async function workBeside(
  archive: string,
  name: string,
  cannotWrite: (folder: string, why: string) => string,
): Promise<string> {
  const folder = dirname(archive);
  try {
    return await mkdtemp(join(folder, `.loket-${name}-`));
  } catch (thrown) {
    // A stick that is locked or gone, or a folder of somebody else.
    throw new Error(cannotWrite(folder, (thrown as NodeJS.ErrnoException).code ?? wordsOf(thrown)));
  }
}

/**
 * Takes the name of an archive that is complete, if nobody else has taken it meanwhile: a FAT stick has no links for
 * this. Rejects with an Error in words.
 */
export async function claim(path: string, isThere: (path: string) => string): Promise<void> {
  try {
    await writeFile(path, '', { flag: 'wx' });
  } catch (thrown) {
    throw (thrown as NodeJS.ErrnoException).code === 'EEXIST' ? new Error(isThere(path)) : thrown;
  }
}
