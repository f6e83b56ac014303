import type { Readable, Writable } from 'node:stream';
import { confirm, intro, isCancel, log, note, select, text } from '@clack/prompts';
import type { Language } from '../../../config/site.ts';
import { questionTexts, sectionTitles, sessionTexts } from './init-texts.ts';
import type { InitQuestion, QuestionName, Typed } from './questions.ts';
import { readAnswers, type Wrong } from './read-answers.ts';
import { completed, type Section, sections } from './sections.ts';

/** Where the person is. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

type Given = Readonly<Partial<Typed>>;
/** The person has gone: Ctrl-C, Escape, or the end of the input. */
type Cancelled = undefined;

/** Told to the person about an answer, as `check` tells it. */
export function wrongText({ words }: Wrong, speak: Language): string {
  return words.hint === undefined ? words[speak] : `${words[speak]}. ${words.hint[speak]}`;
}

/** Whether a file that is there may be overwritten. */
export async function askOverwrite(file: string, speak: Language, terminal: Terminal): Promise<boolean> {
  const say = sessionTexts[speak];
  const answer = await confirm({
    ...{ ...terminal, message: say.exists(file), active: say.overwrite, inactive: say.keep },
    initialValue: false,
  });
  return answer === true;
}

/** Asks for all that no option gives, each answer checked at once, then shows them until they are right and wanted. */
export async function askAnswers(
  file: string,
  given: Given,
  speak: Language,
  terminal: Terminal,
): Promise<Typed | Cancelled> {
  const say = sessionTexts[speak];
  intro(say.intro(file), terminal);
  log.message(say.keys, terminal);
  let said: Given | Cancelled = given;
  for (const section of sections) {
    const left = section.questions.filter(({ name }) => given[name] === undefined);
    said = await askSection({ ...section, questions: left }, said, speak, terminal);
    if (said === undefined) return undefined;
  }
  return review(said, speak, terminal);
}

async function askSection(
  { name, questions }: Pick<Section, 'name' | 'questions'>,
  before: Given,
  speak: Language,
  terminal: Terminal,
): Promise<Given | Cancelled> {
  if (questions.length > 0) log.step(sectionTitles[name][speak], terminal);
  let said = before;
  for (const question of questions) {
    const answer = await ask(question, said, speak, terminal);
    if (answer === undefined) return undefined;
    said = { ...said, [question.name]: answer };
  }
  return said;
}

/** Shows the answers, and asks what to do with them. Those that do not go together cannot be written. */
async function review(answered: Given, speak: Language, terminal: Terminal): Promise<Typed | Cancelled> {
  const say = sessionTexts[speak];
  let said = answered;
  for (;;) {
    const typed = completed(said);
    note(summary(typed, speak), say.summary, terminal);
    const wrong = wrongsOf(typed);
    for (const one of wrong) log.error(`${nameOf(one, speak)}: ${wrongText(one, speak)}`, terminal);
    const next = await select<string>({
      ...{ ...terminal, message: say.next, showInstructions: false },
      options: [
        ...(wrong.length === 0 ? [{ value: 'write', label: say.write }] : []),
        ...sections.map(({ name }) => ({ value: name, label: say.change(sectionTitles[name][speak]) })),
        { value: 'cancel', label: say.cancel },
      ],
    });
    if (isCancel(next) || next === 'cancel') return undefined;
    if (next === 'write') return typed;
    const section = sections.find(({ name }) => name === next);
    const again = section && (await askSection(section, said, speak, terminal));
    if (again === undefined) return undefined;
    said = again;
  }
}

function summary(typed: Typed, speak: Language): string {
  return sections
    .map(
      ({ name, questions }) =>
        `${sectionTitles[name][speak]}: ${questions.map((question) => typed[question.name]).join(' · ')}`,
    )
    .join('\n');
}

const nameOf = ({ name }: Wrong, speak: Language): string =>
  name === undefined ? sessionTexts[speak].together : questionTexts[name].ask[speak];

function wrongsOf(typed: Typed): readonly Wrong[] {
  const read = readAnswers(typed);
  return 'wrong' in read ? read.wrong : [];
}

/** Asks until the answer is one that `check` takes. */
async function ask(
  question: InitQuestion,
  said: Given,
  speak: Language,
  terminal: Terminal,
): Promise<string | Cancelled> {
  const usual = said[question.name] ?? question.usual(completed(said));
  const wrong = (answer: string) => wrongAnswer(question.name, answer, said, speak);
  if (question.choices === undefined) return askText(question.name, usual, wrong, speak, terminal);
  for (;;) {
    const answer = await askChoice(question, question.choices, usual, speak, terminal);
    if (answer === undefined) return undefined;
    if (answer === other) return askText(question.name, undefined, wrong, speak, terminal);
    const why = wrong(answer);
    if (why === undefined) return answer;
    log.error(why, terminal);
  }
}

/** What is wrong with this answer, as far as the answers before it are known. */
function wrongAnswer(name: QuestionName, answer: string, said: Given, speak: Language): string | undefined {
  const wrong = wrongsOf({ ...completed(said), [name]: answer }).find((one) => one.name === name);
  return wrong && wrongText(wrong, speak);
}

async function askText(
  name: QuestionName,
  usual: string | undefined,
  wrong: (answer: string) => string | undefined,
  speak: Language,
  terminal: Terminal,
): Promise<string | Cancelled> {
  const wanted = (typed: string | undefined) => typed?.trim() || (usual ?? '');
  const answer = await text({
    ...{ ...terminal, message: questionTexts[name].ask[speak] },
    ...(usual === undefined ? {} : { placeholder: usual, defaultValue: usual }),
    validate: (typed) => wrong(wanted(typed)),
  });
  return isCancel(answer) ? undefined : wanted(answer);
}

/** Stands for an answer that is not among the choices. */
const other = '...';

async function askChoice(
  { name, open }: InitQuestion,
  choices: readonly string[],
  usual: string,
  speak: Language,
  terminal: Terminal,
): Promise<string | Cancelled> {
  const texts = questionTexts[name];
  const known = choices.map((value) => ({ value, label: texts.choices?.[value]?.[speak] ?? value }));
  const answer = await select<string>({
    ...{ ...terminal, message: texts.ask[speak], showInstructions: false },
    options: [...known, ...(open ? [{ value: other, label: sessionTexts[speak].other }] : [])],
    initialValue: choices.includes(usual) ? usual : other,
  });
  return isCancel(answer) ? undefined : answer;
}
