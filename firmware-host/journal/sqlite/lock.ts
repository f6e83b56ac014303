import { hash } from 'node:crypto';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { platform } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../../../devices/fault.ts';
import { lockExclusively } from '../../database/exclusive-lock.ts';
import { refuseForeign } from './own-file.ts';

/**
 * Locks a data folder for this process; the returned function unlocks it. Throws `journal.in_use`. There are two locks.
 * The first is SQLite's lock on an empty file in the folder, which also holds between machines and containers that
 * share it. The second is on the folder's path: if the folder is removed and made anew, it has a new lock file, and
 * without the second lock two processes would each believe to be alone. The system releases both when the process ends,
 * however it ends. Other processes can still read the journal.
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
  return lockExclusively(path, (thrown) => inUse(dir, thrown));
}

/**
 * A lock by a socket in Linux's abstract namespace (unix(7)): a name that only one process can hold at a time. It is on
 * no file system, so neither a deleted folder nor a sandbox (ProtectSystem=, PrivateTmp=) prevents it. The socket
 * serves no connections.
 */
function lockPath(path: string): () => void {
  if (platform() !== 'linux') return () => undefined;
  const name = nameOf(path);
  const server = createServer((socket) => socket.destroy());
  // Whether it is listening is checked at once, below.
  server.on('error', () => undefined);
  server.listen({ path: `\0${name}`, exclusive: true });
  // Where there are no such sockets, the lock in the folder has to do.
  if (!server.listening && isTaken(name)) throw inUse(path);
  server.unref();
  return () => void server.close();
}

/** The name of the lock. A container has a root of its own, and the same path there is another folder. */
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
