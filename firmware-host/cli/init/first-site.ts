import type { Answers } from './init-answers.ts';
import { sections } from './sections.ts';

/** A first site file, commented in Indonesian and English, with an empty line between its parts. */
export const firstSite = (answers: Answers): string =>
  sections
    .map(({ lines }) => lines(answers))
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
