import { placeIn } from '../../config/load.ts';
import { type Problem, problem } from '../../config/problem.ts';
import type { Site } from '../../config/site.ts';
import { readText } from '../../config/text-file.ts';
import { say } from '../../config/texts/texts.ts';
import type { Said } from '../../config/texts/words.ts';
import { placeOfLogo, readLogo } from '../process/board-logo.ts';
import { ticketLogoWrong } from '../process/ticket-logo.ts';

/** What is wrong with the logos that the site file at `path` names, at the places where they are named. */
export async function logoProblems(
  { boardDesign, ticketDesign }: Site,
  path: string,
): Promise<readonly Problem[]> {
  return [
    ...(await problemsOf('board', boardDesign.logo, boardLogoWrong, path)),
    ...(await problemsOf('ticket', ticketDesign.logo, ticketLogoWrong, path)),
  ];
}

async function problemsOf(
  part: string,
  logo: string | undefined,
  wrongAt: (file: string) => Promise<Said | undefined>,
  path: string,
): Promise<readonly Problem[]> {
  const wrong = logo === undefined ? undefined : await wrongAt(placeOfLogo(path, logo));
  if (wrong === undefined) return [];
  const read = await readText(path);
  const setting = [part, 'logo'];
  const place = 'text' in read ? placeIn(read.text, setting) : { line: 1, column: 1 };
  return [problem('error', place, setting, say('bad-logo', wrong))];
}

async function boardLogoWrong(file: string): Promise<Said | undefined> {
  const read = await readLogo(file);
  return 'wrong' in read ? read.wrong : undefined;
}
