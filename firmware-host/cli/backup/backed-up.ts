import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Site } from '../../../config/site.ts';
import { folderInUse } from '../../async/replace-folder.ts';
import { VOICE } from '../../clips/clip-index.ts';
import {
  DEVICE_MEMORY,
  HOME_ASSISTANT,
  RATING_DAYS,
  RATING_FORMS,
  UPLINK_CURSOR,
} from '../../process/data-folder.ts';
import { placeOfSecret, secretsOf } from '../../process/secrets.ts';
import { places } from '../install/install-paths.ts';
import { namedFiles } from '../install/named-files.ts';
import { DATA_FOLDER, SETTINGS_FOLDER, SITE_FILE } from './manifest.ts';

/** A file of this machine, and where it stands in the archive. */
export interface Source {
  readonly from: string;
  readonly path: string;
}

/** What a backup of a site is made of, besides its journal. */
export interface BackedUp {
  readonly files: readonly Source[];
  /** By their names in the folder of the site file. */
  readonly secrets: readonly Source[];
  /** Files that the site file names by a path from `/`: they belong to the machine, and are left out. */
  readonly leftOut: readonly string[];
}

/** Finds everything of a site that is to be kept. Sessions, logs and pictures of simulated devices are not. */
export async function backedUp(site: Site, siteFile: string, data: string): Promise<BackedUp> {
  const folder = dirname(resolve(siteFile));
  const secret = new Set(secretsOf(site).map(([, path]) => path));
  const named = namedFiles(site);
  const ours = named.filter((path) => !path.startsWith('/'));
  const settings = (path: string): Source => ({
    from: join(folder, path),
    path: `${SETTINGS_FOLDER}/${path}`,
  });
  const remembered = [places.usbPorts, places.kioskPage].map((path) => basename(path));
  const kept = [DEVICE_MEMORY, HOME_ASSISTANT, RATING_DAYS, UPLINK_CURSOR].filter((name) =>
    existsSync(join(data, name)),
  );
  return {
    files: [
      { from: resolve(siteFile), path: SITE_FILE },
      ...ours.filter((path) => !secret.has(path)).map(settings),
      ...remembered.filter((name) => existsSync(join(folder, name))).map(settings),
      ...kept.map((name) => ({ from: join(data, name), path: `${DATA_FOLDER}/${name}` })),
      ...(await filesOf(await folderInUse(join(data, VOICE)), VOICE)),
      ...(await filesOf(join(data, RATING_FORMS), RATING_FORMS)),
    ],
    secrets: ours
      .filter((path) => secret.has(path))
      .map((path) => ({ from: placeOfSecret(folder, path), path })),
    leftOut: named.filter((path) => path.startsWith('/')),
  };
}

/** All files of a folder of the data folder: nobody may have the recordings or the paper forms any more. */
async function filesOf(folder: string, name: string): Promise<readonly Source[]> {
  if (!existsSync(folder)) return [];
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const from = join(entry.parentPath, entry.name);
      return { from, path: `${DATA_FOLDER}/${name}${from.slice(folder.length)}` };
    });
}
