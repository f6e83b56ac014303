import type { Path, Place } from './locate.ts';
import type { Language } from './site.ts';
import type { ProblemCode, Saying } from './texts/texts.ts';
import { type Said, shown } from './texts/words.ts';

/** A problem in a site file, and its place. A file with an error is not used; a warning is only shown. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  readonly code: ProblemCode;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  /** The setting, such as `devices.loket-1-keypad.keys.next`; empty for the file as a whole. */
  readonly path: string;
  readonly text: Said;
  readonly hint?: Said | undefined;
}

export function problem(severity: Problem['severity'], place: Place, path: Path, saying: Saying): Problem {
  const { code, en, id, hint } = saying;
  return { severity, code, ...place, path: path.map(shown).join('.'), text: { en, id }, hint };
}

const warning: Said = { en: 'warning: ', id: 'peringatan: ' };

/** One line, such as `site.yaml:14:5 services.paspor.prefix: this setting is missing. Write ...`. */
export function formatProblem(file: string, problem: Problem, language: Language = 'en'): string {
  const { severity, line, column, path, text, hint } = problem;
  const place = `${file}:${line}:${column} ${severity === 'warning' ? warning[language] : ''}`;
  const sentence = `${path === '' ? '' : `${path}: `}${text[language]}`;
  return hint === undefined ? place + sentence : `${place}${sentence}. ${hint[language]}`;
}

/** One line each, in the order of the file. */
export function formatProblems(
  file: string,
  problems: readonly Problem[],
  language: Language = 'en',
): string {
  return problems.map((problem) => formatProblem(file, problem, language)).join('\n');
}
