import { existsSync } from 'node:fs';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { readSiteFile } from '../../../config/load.ts';
import type { Site } from '../../../config/site.ts';
import { kinds } from '../../../devices/index.ts';
import { language } from '../../process/console-language.ts';
import { explain } from '../../process/explain-failure.ts';
import { placeOfSecret, secretsOf } from '../../process/secrets.ts';
import { readNamedFile } from '../../secret-file.ts';
import { claim, placeOfArchive, workBeside } from '../backup/archive-place.ts';
import { backupWords } from '../backup/backup-words.ts';
import { isFull } from '../backup/free-room.ts';
import { pack } from '../backup/tar.ts';
import { places } from '../install/install-paths.ts';
import { bundlePage, bundleWords } from './bundle-words.ts';
import { partMaxBytes, partsOf } from './parts.ts';
import { redactor } from './redact.ts';
import { filesWritten, secretsWritten } from './written-secrets.ts';

export interface BundleOptions {
  readonly data: string;
  readonly out?: string;
  readonly username?: string;
  readonly passwordFile?: string;
}

/** `loket bundle [SITE]`: one archive for whoever helps, without secrets and without ticket numbers. */
export async function makeBundle(path: string | undefined, options: BundleOptions): Promise<void> {
  const siteFile = path ?? places.site;
  // A site file with mistakes is a reason to ask for help: the bundle is made all the same.
  const { site, language: spoken } = await readSiteFile(siteFile, kinds);
  const speak = language(spoken);
  const say = bundleWords[speak];
  const out = placeOfArchive(options.out ?? '.', `bundle-${site?.id ?? 'site'}`, new Date());
  try {
    if (existsSync(out)) throw new Error(say.isThere(out));
    const work = await workBeside(out, 'bundle', backupWords[speak].cannotWrite);
    try {
      const redact = redactor(await secretTexts(site, siteFile), prefixesOf(site));
      const names = ['README.txt'];
      await writeFile(join(work, 'README.txt'), bundlePage);
      const account = [
        ...(options.username === undefined ? [] : ['--username', options.username]),
        ...(options.passwordFile === undefined ? [] : ['--password-file', options.passwordFile]),
      ];
      for (const part of partsOf({ siteFile, data: options.data, account })) {
        console.error(say.part(part.name));
        await writeFile(join(work, part.name), ending(redact(part.read())));
        names.push(part.name);
      }
      console.error(say.packing);
      await pack(join(work, 'bundle.tar.gz'), work, names);
      await claim(out, say.isThere);
      await rename(join(work, 'bundle.tar.gz'), out);
    } catch (thrown) {
      const folder = dirname(out);
      throw (await isFull(folder))
        ? new Error(backupWords[speak].full(folder, '--out'), { cause: thrown })
        : thrown;
    } finally {
      await rm(work, { recursive: true, force: true });
    }
    console.log(say.made(out, Math.ceil((await stat(out)).size / 2 ** 10)));
    console.log(say.look);
  } catch (thrown) {
    explain(thrown, speak);
  }
}

/** The end of a text that is too long, from the beginning of a line on. */
function ending(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= partMaxBytes) return text;
  const end = bytes.subarray(bytes.length - partMaxBytes);
  return end.subarray(end.indexOf('\n') + 1).toString();
}

/**
 * What may not be in a bundle: the contents of the secret files, and what stands in the site file in their place. A
 * secret that this user may not read is in no output of this user's programs either.
 */
async function secretTexts(site: Site | undefined, siteFile: string): Promise<readonly string[]> {
  const folder = dirname(resolve(siteFile));
  const text = await readFile(siteFile, 'utf8').catch(() => '');
  const files = site === undefined ? filesWritten(text) : secretsOf(site).map(([, path]) => path);
  const contents = files.flatMap((path) => {
    try {
      return [readNamedFile(placeOfSecret(folder, path), 'broker.secret')];
    } catch {
      return [];
    }
  });
  return [...contents, ...secretsWritten(text)];
}

const prefixesOf = (site: Site | undefined): readonly string[] =>
  [...(site?.hall.services.values() ?? [])].map(({ prefix }) => prefix);
