import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where an archive is written: under a name of its own in a folder, or as it was asked for. */
export function placeOfArchive(path: string, what: string, made: Date): string {
  if (!existsSync(path) || !statSync(path).isDirectory()) return resolve(path);
  const moment = made.toISOString().slice(0, 16).replaceAll(/[-:]/g, '').replace('T', '-');
  return resolve(join(path, `loket-${what}-${moment}.tar.gz`));
}
