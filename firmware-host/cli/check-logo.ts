import { placeIn } from '../../config/load.ts';
import { type Problem, problem } from '../../config/problem.ts';
import type { Site } from '../../config/site.ts';
import { readText } from '../../config/text-file.ts';
import { say } from '../../config/texts/texts.ts';
import { placeOfLogo, readLogo } from '../process/board-logo.ts';

/** What is wrong with the logo that the site file at `path` names, at the place where it is named. */
export async function logoProblems(
  { boardDesign: { logo } }: Site,
  path: string,
): Promise<readonly Problem[]> {
  if (logo === undefined) return [];
  const found = await readLogo(placeOfLogo(path, logo));
  if (!('wrong' in found)) return [];
  const read = await readText(path);
  const setting = ['board', 'logo'];
  const place = 'text' in read ? placeIn(read.text, setting) : { line: 1, column: 1 };
  return [problem('error', place, setting, say('bad-logo', found.wrong))];
}
