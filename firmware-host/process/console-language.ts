import type { Language } from '../../config/site.ts';

/** Set by `--lang`: goes before the locale. */
export const languageVariable = 'LOKET_LANG';

/** The language for this console: that of `--lang`, else of the environment, else of the site file. */
export function language(ofSite: Language | undefined): Language {
  const locale =
    process.env[languageVariable] || process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '';
  if (locale.startsWith('id')) return 'id';
  if (locale.startsWith('en')) return 'en';
  return ofSite ?? 'en';
}
