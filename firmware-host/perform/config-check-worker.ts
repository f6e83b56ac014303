import { parentPort, workerData } from 'node:worker_threads';
import { loadSite } from '../../config/load.ts';
import { formatProblem } from '../../config/problem.ts';
import type { Language } from '../../config/site.ts';
import { kinds } from '../../devices/index.ts';
import type { ConfigProblem } from '../mqtt/commands/hall.ts';

/** What is to be checked, and how many problems are to be named at most. */
export interface ConfigCheck {
  readonly text: string;
  readonly language: Language;
  readonly most: number;
}

// The thread of one check (config-check.ts): answers once, and ends.
const { text, language, most } = workerData as ConfigCheck;
const { problems } = loadSite(text, 'site.yaml', kinds);
const errorsFirst = problems.toSorted((one, other) => one.severity.localeCompare(other.severity));
const answer: readonly ConfigProblem[] = errorsFirst.slice(0, most).map((problem) => {
  const { severity, code, line, column, path } = problem;
  return { severity, code, line, column, path, text: formatProblem('site.yaml', problem, language) };
});
parentPort?.postMessage(answer);
