import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { openFresh } from './own-file.ts';

/** Replaces a small file. After a power cut it holds the old text or the new; once this returns, the new. */
export function replaceDurably(path: string, text: string): void {
  const fresh = `${path}.new`;
  writeDurably(fresh, Buffer.from(text));
  renameSync(fresh, path);
  syncFolder(dirname(path));
}

/** Writes a new file in place of any old one, and waits for the disk. Its name is durable only after `syncFolder`. */
export function writeDurably(path: string, bytes: Buffer): void {
  const file = openFresh(path);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Waits until what a file contains is on the disk, whoever has written it. */
export function syncFile(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes names that were created, renamed or removed in a folder survive a power cut. */
export const syncFolder = syncFile;
