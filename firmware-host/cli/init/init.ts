import { existsSync } from 'node:fs';
import type { Language } from '../../../config/site.ts';
import { replaceFile } from '../../async/replace-file.ts';
import { language } from '../../process/console-language.ts';
import { explain } from '../../process/explain-failure.ts';
import { askAnswers, askOverwrite, type Terminal, wrongText } from './ask-answers.ts';
import { sessionTexts } from './init-texts.ts';
import type { Typed } from './questions.ts';
import { readAnswers, type Wrong } from './read-answers.ts';
import { completed } from './sections.ts';

/** The options of `loket init` as given; for missing ones the person is asked, or the usual value is used. */
export type InitOptions = Readonly<Partial<Typed>>;

interface Session {
  readonly speak: Language;
  /** Undefined: nobody can be asked. */
  readonly terminal: Terminal | undefined;
  /** One line to the person, on standard error. */
  readonly tell: (line: string) => void;
}

/** `loket init [FILE]`; exit code 1 when nothing was written. */
export async function initSite(file: string, options: InitOptions): Promise<void> {
  const speak = language('id');
  const terminal =
    process.stdin.isTTY && process.stdout.isTTY
      ? { input: process.stdin, output: process.stdout }
      : undefined;
  try {
    const written = await writeSite(file, options, { speak, terminal, tell: console.error });
    if (written) console.log(sessionTexts[speak].done(file));
    else process.exitCode = 1;
  } catch (thrown) {
    explain(thrown, speak);
  }
}

/**
 * Writes a first site file, which `loket check` takes, and resolves with whether it did. A wrong option, or a person
 * who goes away, leaves everything as it was.
 */
export async function writeSite(file: string, options: InitOptions, session: Session): Promise<boolean> {
  const { speak, terminal, tell } = session;
  const say = sessionTexts[speak];
  const given = readAnswers(completed(options));
  if ('wrong' in given) return refuse(given.wrong, session);
  if (existsSync(file) && !(terminal !== undefined && (await askOverwrite(file, speak, terminal)))) {
    tell(terminal === undefined ? `loket: ${say.refuses(file)}` : say.cancelled);
    return false;
  }
  const typed = terminal === undefined ? options : await askAnswers(file, options, speak, terminal);
  if (typed === undefined) {
    tell(say.cancelled);
    return false;
  }
  const read = readAnswers(completed(typed));
  if ('wrong' in read) return refuse(read.wrong, session);
  await replaceFile(file, read.text);
  return true;
}

/** Tells every wrong option. */
function refuse(wrong: readonly Wrong[], { speak, tell }: Session): false {
  for (const one of wrong) {
    const option = one.name === undefined ? sessionTexts[speak].together : `--${one.name}`;
    tell(`loket: ${option}: ${wrongText(one, speak)}`);
  }
  return false;
}
