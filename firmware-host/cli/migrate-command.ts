import { constants, copyFile, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { readSiteFile } from '../../config/load.ts';
import { migrated } from '../../config/migrate.ts';
import { formatProblems } from '../../config/problem.ts';
import { FILE_MOST_BYTES } from '../../config/text-file.ts';
import { kinds } from '../../devices/index.ts';
import { language } from '../process/console-language.ts';
import { explain } from '../process/explain-failure.ts';
import { consoleTexts } from './console-texts.ts';
import { textDiff } from './text-diff.ts';

const copiesMax = 100;

/**
 * `loket migrate SITE`: prints the changes that bring a site file to the version this program reads, as a diff on
 * standard output. Only with `write` is the file rewritten, and then a copy of the old one is kept beside it.
 */
export async function migrateSite(path: string, { write }: { readonly write?: boolean }): Promise<void> {
  try {
    const { language: spoken } = await readSiteFile(path, kinds);
    const speak = language(spoken);
    const say = consoleTexts[speak];
    if ((await stat(path)).size > FILE_MOST_BYTES) {
      console.error(say.notMigrated);
      process.exitCode = 1;
      return;
    }
    const before = await readFile(path, 'utf8');
    const outcome = migrated(before, path);
    if ('problems' in outcome) {
      console.error(`${formatProblems(path, outcome.problems, speak)}\n${say.notMigrated}`);
      process.exitCode = 1;
    } else if (outcome.text === before) console.log(say.current);
    else {
      console.log(textDiff(path, before, outcome.text));
      console.log(write === true ? say.migrated(await rewrite(path, outcome.text)) : say.notWritten);
    }
  } catch (thrown) {
    explain(thrown);
  }
}

/** Replaces the file by `text` in one step. Returns the path of the copy of the old one. */
async function rewrite(path: string, text: string): Promise<string> {
  const copy = await keep(path);
  const next = `${path}.new`;
  await writeFile(next, text, { mode: (await stat(path)).mode });
  await rename(next, path);
  return copy;
}

/** Copies the file. An earlier copy is never overwritten. */
async function keep(path: string): Promise<string> {
  for (let number = 1; ; number++) {
    const copy = `${path}.old${number === 1 ? '' : `-${number}`}`;
    try {
      await copyFile(path, copy, constants.COPYFILE_EXCL);
      return copy;
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST' || number === copiesMax) throw thrown;
    }
  }
}
