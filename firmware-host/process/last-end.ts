import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LAST_END } from './data-folder.ts';

/**
 * How the previous run ended, according to the service manager. The file is removed, so that a later start does not
 * report it again.
 */
export async function takeLastEnd(dir: string): Promise<string | undefined> {
  const file = join(dir, LAST_END);
  try {
    const said = (await readFile(file, 'utf8')).trim();
    await rm(file);
    return said;
  } catch {
    return undefined; // There is no such file, or the disk cannot be written to, which the journal reports.
  }
}
