import { rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolder, writeDurably } from './durable-file.ts';
import { sizeOfOwn } from './own-file.ts';

/** Bytes of the reserve: room for about a day of records after the disk is full. */
export const BALLAST_BYTES = 8 * 1024 * 1024;
/** The reserve is only created when this many times its size is free: it must not fill the disk itself. */
const ROOM = 2;

/**
 * A file that exists only to be deleted: when something else has filled the disk, deleting it lets the journal continue
 * at once.
 */
export interface Ballast {
  readonly held: boolean;
  /** Deletes the reserve; false when there is none left. */
  release(): boolean;
  /** Creates the reserve (again) if there is room for it. */
  restore(): void;
}

export function ballastIn(dir: string, bytes: number): Ballast {
  const path = join(dir, 'journal.ballast');
  let held = sizeOfOwn(path) === bytes;

  const release = (): boolean => {
    const had = sizeOfOwn(path) > 0;
    rmSync(path, { force: true });
    held = false;
    return had;
  };

  return {
    get held() {
      return held;
    },
    release,
    restore() {
      if (held || freeBytes(dir) < bytes * ROOM) return;
      writeDurably(path, Buffer.alloc(bytes));
      syncFolder(dir);
      held = true;
    },
  };
}

export function freeBytes(dir: string): number {
  const { bavail, bsize } = statfsSync(dir);
  return bavail * bsize;
}
