import { resolve } from 'node:path';
import { language } from '../../process/console-language.ts';
import { explain } from '../../process/explain-failure.ts';
import { makeRepository } from './make-repository.ts';
import { repositoryWords } from './repository-words.ts';
import { usualKey } from './signing-key.ts';

/** `loket repository DIR [PACKAGE ...]`: makes a signed repository that sites take new versions from. */
export async function repository(
  folder: string,
  files: readonly string[],
  options: { readonly key?: string },
): Promise<void> {
  const say = repositoryWords[language(undefined)];
  const key = resolve(options.key ?? usualKey());
  try {
    const made = await makeRepository({ folder, files, key, say, progress: (line) => console.error(line) });
    console.log(say.made(resolve(folder)));
    for (const [architecture, versions] of made.versions)
      if (versions.length > 0) console.log(say.versions(architecture, versions.join(', ')));
    if (made.isNewKey) console.log(say.keyMade(key));
    console.log(say.siteFile(resolve(folder), made.publicKey));
  } catch (thrown) {
    explain(thrown);
  }
}
