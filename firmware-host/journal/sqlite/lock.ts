import { hash } from 'node:crypto';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { platform } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../../../devices/fault.ts';
import { openDatabase } from '../../database/database.ts';
import { refuseForeign } from './own-file.ts';

/**
 * Takes a data folder for this process; the returned function gives it back. Throws `journal.in_use`. It is taken
 * twice. The folder: by SQLite's lock on an empty file of its own, which also holds between machines and containers
 * that share it. And its path: a folder that is taken away and made anew has another such file, and two processes would
 * both believe to be alone. The system gives up both with the process, however that ends, and reading the journal from
 * another process stays possible.
 */
export function lockFolder(dir: string): () => void {
  const giveUpFile = lockFile(dir);
  try {
    const giveUpPath = lockPath(realpathSync(dir));
    return () => {
      giveUpPath();
      giveUpFile();
    };
  } catch (thrown) {
    giveUpFile();
    throw thrown;
  }
}

function lockFile(dir: string): () => void {
  const path = join(dir, 'journal.lock');
  refuseForeign(path);
  const lock = openDatabase(path, { busyMs: 0 });
  try {
    // Otherwise SQLite prepares for a write that never comes, and needs room on the disk for that.
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (thrown) {
    lock.close();
    if ((thrown as { code?: string }).code !== 'SQLITE_BUSY') throw thrown;
    throw inUse(dir, thrown);
  }
  return () => lock.close();
}

/**
 * A socket in Linux's abstract namespace (unix(7)): a name that one process can have at a time, on no file system, so
 * that neither a folder that is gone nor a sandbox (ProtectSystem=, PrivateTmp=) is in its way. Nobody is served there.
 */
function lockPath(path: string): () => void {
  if (platform() !== 'linux') return () => undefined;
  const name = nameOf(path);
  const server = createServer((socket) => socket.destroy());
  // What kept it from listening is seen at once, below.
  server.on('error', () => undefined);
  server.listen({ path: `\0${name}`, exclusive: true });
  // Where there are no such sockets, the lock in the folder has to do.
  if (!server.listening && isTaken(name)) throw inUse(path);
  server.unref();
  return () => void server.close();
}

/** A container has a root of its own, and means another folder by the same path. */
function nameOf(path: string): string {
  const { dev, ino } = statSync('/');
  return `loket-${hash('sha256', `${dev} ${ino} ${path}`, 'hex').slice(0, 32)}`;
}

function isTaken(name: string): boolean {
  try {
    return readFileSync('/proc/net/unix', 'latin1').includes(`@${name}`);
  } catch {
    return false;
  }
}

const inUse = (dir: string, cause?: unknown): Fault =>
  new Fault('journal.in_use', `${dir} is in use by another process`, { cause });
