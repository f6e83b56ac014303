import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, rmSync } from 'node:fs';
import { Fault } from '../../../devices/fault.ts';

/** No link is followed, and nobody is waited for: a named pipe would hold up whoever opens it. */
const ownOnly = constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * Opens a file of the data folder. Throws `journal.foreign_file` when something else stands in its place: what a
 * symbolic link leads to belongs to somebody else, and the service may be allowed to write there.
 */
export function openOwn(path: string, flags: number): number {
  refuseForeign(path);
  const file = openSync(path, flags | ownOnly);
  if (fstatSync(file).isFile()) return file;
  closeSync(file);
  throw foreign(path);
}

/** Makes a file that was not there; what was left in its place goes, and a link goes without being followed. */
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

/** For files that a library opens, which would follow a link. */
export function refuseForeign(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found !== undefined && !found.isFile()) throw foreign(path);
}

const foreign = (path: string): Fault =>
  new Fault('journal.foreign_file', `${path} is a link, or no file at all`);
