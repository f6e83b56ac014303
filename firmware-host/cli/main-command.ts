import { language, languageVariable } from '../process/console-language.ts';
import { askedLanguage } from './asked-language.ts';
import { commandLineTexts } from './command-line-texts.ts';
import { createProgram, usageExit } from './program.ts';

/** `loket ARGUMENTS`: in the language of `--lang`, else of the environment. */
export async function main(args: readonly string[]): Promise<void> {
  const asked = askedLanguage(args);
  if (asked.wrong !== undefined) {
    console.error(commandLineTexts[language(undefined)].noLanguage(asked.wrong));
    process.exitCode = usageExit;
    return;
  }
  // Through the environment, so that a program that this one starts speaks the same.
  if (asked.language !== undefined) process.env[languageVariable] = asked.language;
  await createProgram(language(undefined)).parseAsync(asked.rest, { from: 'user' });
}
