import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, rmSync } from 'node:fs';
import { Fault } from '../../../devices/fault.ts';

/** Links are not followed, and the open does not block: a named pipe would otherwise hold up the caller. */
const ownOnly = constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * Opens a file of the data folder. Throws `journal.foreign_file` when something other than a plain file is in its
 * place: a symbolic link may lead to another user's file that the service may write to.
 */
export function openOwn(path: string, flags: number): number {
  refuseForeign(path);
  const file = openSync(path, flags | ownOnly);
  if (fstatSync(file).isFile()) return file;
  closeSync(file);
  throw foreign(path);
}

/** Creates a new file. An old one in its place is removed; a link is removed without being followed. */
export function openFresh(path: string): number {
  rmSync(path, { force: true });
  return openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | ownOnly);
}

/** The text of a file of the data folder; undefined when there is none. Throws as `openOwn`. */
export function readOwn(path: string): string | undefined {
  let file: number;
  try {
    file = openOwn(path, constants.O_RDONLY);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw thrown;
  }
  try {
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

/** The size of a file of the data folder, 0 when there is none. Throws as `openOwn`. */
export function sizeOfOwn(path: string): number {
  refuseForeign(path);
  return lstatSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/**
 * Throws as `openOwn` if the file is a link or otherwise not ours: for files opened by a library, which would follow a
 * link.
 */
export function refuseForeign(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found !== undefined && !found.isFile()) throw foreign(path);
}

const foreign = (path: string): Fault =>
  new Fault('journal.foreign_file', `${path} is a link, or no file at all`);
