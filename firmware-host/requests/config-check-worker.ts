import { parentPort, workerData } from 'node:worker_threads';
import { loadSite, readSiteFile } from '../../config/load.ts';
import { formatProblem } from '../../config/problem.ts';
import type { Language } from '../../config/site.ts';
import { packed } from '../../config/transfer.ts';
import { kinds } from '../../devices/index.ts';
import type { ConfigProblem } from '../mqtt/commands/command-port.ts';

/** The text to check, and the most problems to return. */
export interface ConfigCheck {
  readonly text: string;
  readonly language: Language;
  readonly most: number;
}

/** The path of a site file to read and parse. */
export interface SiteRead {
  readonly path: string;
}

// The thread of one check or one reading (config-check.ts): answers once, and ends.
const asked = workerData as ConfigCheck | SiteRead;
parentPort?.postMessage('path' in asked ? packed(await readSiteFile(asked.path, kinds)) : checked(asked));

function checked({ text, language, most }: ConfigCheck): readonly ConfigProblem[] {
  const { problems } = loadSite(text, 'site.yaml', kinds);
  const errorsFirst = problems.toSorted((one, other) => one.severity.localeCompare(other.severity));
  return errorsFirst.slice(0, most).map((problem) => {
    const { severity, code, line, column, path } = problem;
    return { severity, code, line, column, path, text: formatProblem('site.yaml', problem, language) };
  });
}
