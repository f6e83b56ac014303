import { hash } from 'node:crypto';
import { closeSync, constants, fdatasyncSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openOwn, readOwn } from './own-file.ts';

/**
 * The same content as the synced mark, written along with it and after every number, but without waiting for the disk.
 * It survives the end of the process at once, and a power cut after the system has written it, within half a minute. It
 * is a file of its own: a power cut that tears it damages nothing else, and if a card loses one of the two marks, the
 * other remains.
 */
export interface UnsyncedMark {
  write(line: string): void;
  /** Waits for the disk. */
  sync(): void;
  close(): void;
}

const trailIn = (dir: string): string => join(dir, 'journal.trail');

/** Opens the unsynced mark of a folder, or creates it. Its old content stays until the first write. */
export function openUnsyncedMark(dir: string): UnsyncedMark {
  const file = openOwn(trailIn(dir), constants.O_RDWR | constants.O_CREAT);
  return {
    write: (line) => void writeSync(file, Buffer.from(`${sumOf(line)} ${line}`), 0, undefined, 0),
    sync: () => fdatasyncSync(file),
    close: () => closeSync(file),
  };
}

/** The line written last; undefined when there is no complete one. */
export function readUnsyncedMark(dir: string): string | undefined {
  // The file may once have held a longer line; the rest of that is still behind this one.
  const [, sum, line] = /^([0-9a-f]{16}) ([^\n]*\n)/.exec(readOwn(trailIn(dir)) ?? '') ?? [];
  return line !== undefined && sum === sumOf(line) ? line : undefined;
}

export function removeUnsyncedMark(dir: string): void {
  rmSync(trailIn(dir), { force: true });
}

function sumOf(line: string): string {
  return hash('sha256', line, 'hex').slice(0, 16);
}
