import { readSiteFile } from '../../config/load.ts';
import { formatProblems } from '../../config/problem.ts';
import type { Language, Site } from '../../config/site.ts';
import { kinds } from '../../devices/index.ts';

/** Reads a site file and prints its problems to standard error. Undefined: it cannot be used. */
export async function siteFrom(path: string): Promise<Site | undefined> {
  const { site, problems, language: spoken } = await readSiteFile(path, kinds);
  if (problems.length > 0) console.error(formatProblems(path, problems, language(spoken)));
  return problems.some(({ severity }) => severity === 'error') ? undefined : site;
}

/** The language for this console: that of the environment, else that of the site file. */
export function language(ofSite: Language | undefined): Language {
  const locale = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '';
  if (locale.startsWith('id')) return 'id';
  if (locale.startsWith('en')) return 'en';
  return ofSite ?? 'en';
}
