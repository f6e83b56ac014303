import type { Locate, Path } from './locate.ts';
import { type Problem, problem } from './problem.ts';
import { type Saying, say } from './texts/texts.ts';

const PROBLEMS_MAX = 100;

/** Collects the problems of one file. After the hundredth it only notes that there were more. */
export interface Report {
  /** `part`: whether the problem points at the setting's name or at its value. Default: the value. */
  error(path: Path, saying: Saying, part?: 'name' | 'value'): void;
  warn(path: Path, saying: Saying, part?: 'name' | 'value'): void;
  /** Notes that the setting at `path` is written under a wrong name, so that it is not reported as missing too. */
  misspelt(path: Path): void;
  /** Reports the setting at `path` as missing, unless it is misspelt. */
  missing(path: Path): void;
  /** The place of a setting for a message that mentions a second place: `site.yaml:9:12`. */
  where(path: Path, part?: 'name' | 'value'): string;
  /** Whether no further problem would be kept. */
  full(): boolean;
  hasErrors(): boolean;
  /** In the order of the file. */
  problems(): readonly Problem[];
}

export function createReport(file: string, locate: Locate): Report {
  const found: Problem[] = [];
  const misspelt = new Set<string>();
  let failed = false;
  let more = false;

  function add(severity: Problem['severity'], path: Path, saying: Saying, part: 'name' | 'value'): void {
    failed ||= severity === 'error';
    if (found.length >= PROBLEMS_MAX - 1) more = true;
    else found.push(problem(severity, locate(path, part), path, saying));
  }

  return {
    error: (path, saying, part = 'value') => add('error', path, saying, part),
    warn: (path, saying, part = 'value') => add('warning', path, saying, part),
    misspelt: (path) => void misspelt.add(path.join('.')),
    missing(path) {
      if (!misspelt.has(path.join('.'))) add('error', path, say('missing-setting'), 'name');
    },
    where(path, part = 'value') {
      const { line, column } = locate(path, part);
      return `${file}:${line}:${column}`;
    },
    full: () => more,
    hasErrors: () => failed,
    problems() {
      const sorted = found.toSorted((one, other) => one.line - other.line || one.column - other.column);
      return more
        ? [...sorted, problem(failed ? 'error' : 'warning', { line: 1, column: 1 }, [], say('more-problems'))]
        : sorted;
    },
  };
}
