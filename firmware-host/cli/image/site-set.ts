import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Site } from '../../../config/site.ts';
import { secretsOf, secretTroubles } from '../../process/secrets.ts';
import { siteFrom } from '../../process/site-file.ts';
import { claimsOf, type UsbPorts, unplacedLinks } from '../install/claims.ts';
import { portsIn } from '../install/installed.ts';
import { namedFiles } from '../install/named-files.ts';
import type { ImageWords } from './image-words.ts';

/** A site that is to be on a card of its own. */
export interface CardSite {
  /** Its file as it was named or found, and the absolute path of its folder. */
  readonly path: string;
  readonly folder: string;
  readonly site: Site;
  readonly text: string;
  /** From the file `usb-ports` beside it, written as /etc/loket/usb-ports is. */
  readonly ports: UsbPorts;
}

/** A controller for each of so many sites is a day's work already. */
const sitesMax = 100;

/**
 * Reads all sites; a folder stands for the site files in it and in its folders. Every problem is told before the first
 * card is written: throws an Error in words, and a site with mistakes has printed them.
 */
export async function siteSet(named: readonly string[], say: ImageWords): Promise<readonly CardSite[]> {
  const paths = [...new Set(named.flatMap(filesIn).map((path) => resolve(path)))];
  if (paths.length === 0) throw new Error(say.noSites(named));
  if (paths.length > sitesMax) throw new Error(say.tooManySites(paths.length, sitesMax));
  const all: CardSite[] = [];
  const wrong: string[] = [];
  for (const path of paths) {
    const site = await siteFrom(path);
    const folder = dirname(path);
    if (site === undefined) wrong.push(say.mistakes(path));
    else {
      const one = {
        path,
        folder,
        site,
        text: readFileSync(path, 'utf8'),
        ports: portsIn(join(folder, 'usb-ports')),
      };
      wrong.push(...troubles(one, say));
      all.push(one);
    }
  }
  wrong.push(...alike(all, say));
  if (wrong.length > 0) throw new Error([say.nothingWritten, ...wrong.map((line) => `  ${line}`)].join('\n'));
  return all;
}

/** A site file, or those of a folder: `site.yaml` of each folder in it, or else its own YAML files. */
function filesIn(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  const entries = readdirSync(path, { withFileTypes: true }).sort((one, other) =>
    one.name < other.name ? -1 : 1,
  );
  return entries.flatMap((entry) => {
    const at = join(path, entry.name);
    if (entry.isDirectory()) {
      const within = join(at, 'site.yaml');
      return statSync(within, { throwIfNoEntry: false }) === undefined ? [] : [within];
    }
    return /\.ya?ml$/.test(entry.name) ? [at] : [];
  });
}

function troubles({ path, site, folder, ports }: CardSite, say: ImageWords): readonly string[] {
  const unplaced = unplacedLinks(claimsOf(site), ports);
  return [
    ...secretTroubles(site, (name) => resolve(folder, name))
      .filter(({ severity }) => severity === 'error')
      .map(({ fault }) => `${path}: ${fault.message}`),
    ...namedFiles(site)
      .filter((name) => !name.startsWith('/') && !existsSync(resolve(folder, name)))
      .map((name) => say.missing(path, name)),
    ...(unplaced.length === 0 ? [] : [say.unplaced(path, unplaced)]),
  ];
}

/** Two controllers with one id are twins for the office, and a secret of two sites opens both. */
function alike(all: readonly CardSite[], say: ImageWords): readonly string[] {
  const found: string[] = [];
  const ids = new Map<string, string>();
  const secrets = new Map<string, { readonly path: string; readonly name: string }>();
  for (const { path, folder, site } of all) {
    const other = ids.get(site.id);
    if (other !== undefined) found.push(say.sameId(site.id, other, path));
    ids.set(site.id, path);
    for (const [, name] of secretsOf(site)) {
      const text = contentOf(resolve(folder, name));
      const before = text === undefined ? undefined : secrets.get(text);
      if (before !== undefined && before.path !== path) found.push(say.sameSecret(name, before.path, path));
      if (text !== undefined) secrets.set(text, { path, name });
    }
  }
  return found;
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    // That it cannot be read is told by `troubles`.
    return undefined;
  }
}
