import { readSiteFile } from '../../config/load.ts';
import { formatProblems } from '../../config/problem.ts';
import type { Site } from '../../config/site.ts';
import { kinds } from '../../devices/index.ts';
import { language } from './console-language.ts';

/** Reads a site file and prints its problems to standard error. Undefined: it cannot be used. */
export async function siteFrom(path: string): Promise<Site | undefined> {
  const { site, problems, language: spoken } = await readSiteFile(path, kinds);
  if (problems.length > 0) console.error(formatProblems(path, problems, language(spoken)));
  return problems.some(({ severity }) => severity === 'error') ? undefined : site;
}
