import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Replaces a small file, off the main thread, so that a power cut leaves the old text or the new. Rejects as the file
 * system does. `mode` is narrowed by the umask of the process. In the thread of the journal all work blocks, and so
 * does its twin in journal/sqlite/durable-file.ts.
 */
export async function replaceFile(path: string, text: string | Uint8Array, mode = 0o666): Promise<void> {
  await written(`${path}.new`, text, mode);
  await rename(`${path}.new`, path);
  await synced(dirname(path));
}

async function written(path: string, text: string | Uint8Array, mode: number): Promise<void> {
  await rm(path, { force: true });
  // Anew: a symbolic link in its place is not followed.
  const file = await open(path, 'wx', mode);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function synced(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
