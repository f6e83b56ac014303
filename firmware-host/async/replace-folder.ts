import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Replaces a folder by the complete one at `${path}.new`, so that a power cut leaves the old one or the new. A folder
 * that is not empty cannot be renamed over: between two renames the old one is at `${path}.old` alone, where
 * `folderInUse` finds it. Rejects as the file system does.
 */
export async function replaceFolder(path: string): Promise<void> {
  await syncAll(`${path}.new`);
  if (await isThere(path)) {
    await rm(`${path}.old`, { recursive: true, force: true });
    await rename(path, `${path}.old`);
  }
  await rename(`${path}.new`, path);
  await sync(dirname(path));
  await rm(`${path}.old`, { recursive: true, force: true });
}

/** Where the folder is: at its own path, unless its replacement was cut off between the renames. */
export async function folderInUse(path: string): Promise<string> {
  return !(await isThere(path)) && (await isThere(`${path}.old`)) ? `${path}.old` : path;
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw thrown;
  }
}

/** Makes files and names in a folder, and in those below it, survive a power cut. */
async function syncAll(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    await (entry.isDirectory() ? syncAll(path) : sync(path));
  }
  await sync(folder);
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
