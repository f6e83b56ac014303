import type { Language } from '../../config/site.ts';

/** The arguments without `--lang`, and the language that it asks for. */
export interface AskedLanguage {
  readonly rest: readonly string[];
  readonly language?: Language;
  /** What was written in place of a language. */
  readonly wrong?: string;
}

/**
 * Takes `--lang id` or `--lang=id` out of the arguments, wherever it stands before `--`: help and errors of the command
 * line come in that language too, so it has to be known before they are read.
 */
export function askedLanguage(args: readonly string[]): AskedLanguage {
  const end = args.indexOf('--');
  const at = args.findIndex((arg, here) => (end < 0 || here < end) && /^--lang(=|$)/.test(arg));
  const [flag] = args.slice(at);
  if (at < 0 || flag === undefined) return { rest: args };
  const inOne = flag.includes('=');
  const text = inOne ? flag.slice('--lang='.length) : (args[at + 1] ?? '');
  const rest = args.filter((_, here) => here !== at && (inOne || here !== at + 1));
  return text === 'id' || text === 'en' ? { rest, language: text } : { rest, wrong: text };
}
