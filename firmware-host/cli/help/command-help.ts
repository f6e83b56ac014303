import type { Said } from '../../../config/texts/words.ts';

/** What `--help` says of a command, in both languages. */
export interface CommandHelp {
  readonly summary: Said;
  /** By the name of the argument. */
  readonly arguments?: Readonly<Record<string, Said>>;
  /** By the long name of the option, such as `--data`. */
  readonly options?: Readonly<Record<string, Said>>;
  /** Paragraphs below; their lines are broken where the terminal ends. */
  readonly notes?: readonly Said[];
  /** What can be typed, with what it does. */
  readonly examples?: readonly (readonly [typed: string, what: Said])[];
}

/** By what is typed after `loket`, such as `voice build`. */
export type HelpCatalogue = Readonly<Record<string, CommandHelp>>;

export const siteArgument: Said = { id: 'berkas situs (YAML)', en: 'the site file (YAML)' };
export const dataKept: Said = {
  id: 'tempat jurnal dan data lain disimpan',
  en: 'where the journal and other data are kept',
};
export const dataOfSite: Said = {
  id: 'folder data situs, seperti pada `loket run`',
  en: 'the data folder of a site, as given to `loket run`',
};
export const logLevel: Said = {
  id: 'debug, info, warn, error atau silent',
  en: 'debug, info, warn, error or silent',
};
/** An example that needs no words. */
export const unsaid: Said = { id: '', en: '' };

/** In place of the words of an option: they come from the catalogue, in the language asked for. */
export const later = '';
