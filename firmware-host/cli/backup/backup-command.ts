import { language } from '../../process/console-language.ts';
import { explain } from '../../process/explain-failure.ts';
import { siteFrom } from '../../process/site-file.ts';
import { places } from '../install/install-paths.ts';
import { placeOfArchive } from './archive-place.ts';
import { backupWords } from './backup-words.ts';
import { makeBackup } from './make-backup.ts';
import { readPassphrase } from './passphrase.ts';

export interface BackupOptions {
  readonly data: string;
  readonly out?: string;
  readonly passphraseFile?: string;
}

/** `loket backup [SITE]`: writes one archive from which `loket restore` makes this hall again. */
export async function backUp(siteFile: string | undefined, options: BackupOptions): Promise<void> {
  const file = siteFile ?? places.site;
  const site = await siteFrom(file);
  if (site === undefined) {
    process.exitCode = 1;
    return;
  }
  const speak = language(site.language);
  const say = backupWords[speak];
  const made = new Date();
  const out = placeOfArchive(options.out ?? '.', site.id, made);
  try {
    const backup = await makeBackup({
      ...{ site, siteFile: file, data: options.data, out, made, say },
      passphrase: () => readPassphrase(options.passphraseFile, { isNew: true, say }),
      progress: (line) => console.error(line),
    });
    console.log(say.made(out, (backup.bytes / 2 ** 20).toFixed(1), backup.journal.last));
    if (backup.leftOut.length > 0) console.log(say.leftOut(backup.leftOut.join(', ')));
    if (backup.secrets.size > 0) console.log(say.keepPassphrase);
  } catch (thrown) {
    explain(thrown, speak);
  }
}
