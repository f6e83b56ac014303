import { hash } from 'node:crypto';
import { closeSync, constants, fdatasyncSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openOwn, readOwn } from './own-file.ts';

/**
 * What the mark would say now, written with it and behind every number, but not waited for: it survives the end of the
 * process at once, and a power cut when the system has written it, within half a minute. A file of its own, so that one
 * torn by the power cut costs nothing but this, and so that one of the two outlives a card that loses the other.
 */
export interface UnsyncedMark {
  write(line: string): void;
  /** Waits for the disk. */
  sync(): void;
  close(): void;
}

const trailIn = (dir: string): string => join(dir, 'journal.trail');

/** Opens the trail of a folder, or makes it. What stood in it stays until the first write. */
export function openUnsyncedMark(dir: string): UnsyncedMark {
  const file = openOwn(trailIn(dir), constants.O_RDWR | constants.O_CREAT);
  return {
    write: (line) => void writeSync(file, Buffer.from(`${sumOf(line)} ${line}`), 0, undefined, 0),
    sync: () => fdatasyncSync(file),
    close: () => closeSync(file),
  };
}

/** The line last written; undefined when there is none that is whole. */
export function readUnsyncedMark(dir: string): string | undefined {
  // A longer line may have stood there before; its end stays behind this one.
  const [, sum, line] = /^([0-9a-f]{16}) ([^\n]*\n)/.exec(readOwn(trailIn(dir)) ?? '') ?? [];
  return line !== undefined && sum === sumOf(line) ? line : undefined;
}

export function removeUnsyncedMark(dir: string): void {
  rmSync(trailIn(dir), { force: true });
}

function sumOf(line: string): string {
  return hash('sha256', line, 'hex').slice(0, 16);
}
