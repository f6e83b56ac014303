import { loadSite } from '../../../config/load.ts';
import { near } from '../../../config/near.ts';
import type { Problem } from '../../../config/problem.ts';
import { say } from '../../../config/texts/texts.ts';
import { meant, type Words } from '../../../config/texts/words.ts';
import { kinds } from '../../../devices/index.ts';
import { firstSite } from './first-site.ts';
import {
  type Answers,
  boardPins,
  gpioLines,
  hoursFrom,
  linesAtCounters,
  linesNeeded,
  machineKeys,
} from './init-answers.ts';
import { initMistakes } from './init-texts.ts';
import type { InitQuestion, QuestionName, Typed } from './questions.ts';
import { questions } from './sections.ts';
import { servicesFrom } from './services-from.ts';

/** What is wrong with an answer. Undefined: with the answers together. */
export interface Wrong {
  readonly name: QuestionName | undefined;
  readonly words: Words;
}

/** A site file without a mistake, or what is wrong with the answers. */
export type Read = { readonly text: string } | { readonly wrong: readonly Wrong[] };

export const countersMax = 40;
/** No answer that a person types is longer; a file has no longer lines. */
const answerMax = 600;

/**
 * Makes the site file of these answers, and reads it as `loket check` does: what that refuses is never made. The words
 * are those of `check`, told of the question whose answer they are about.
 */
export function readAnswers(typed: Typed): Read {
  const services = servicesFrom(typed.services);
  const own = [...questions.flatMap((question) => wrongOf(question, typed)), ...wrongServices(services)];
  if (own.length > 0 || 'wrong' in services) return { wrong: own };
  const answers = answersOf(typed, services);
  const beyond = beyondPins(answers);
  if (beyond.length > 0) return { wrong: beyond };
  const text = firstSite(answers);
  const errors = loadSite(text, 'site.yaml', kinds).problems.filter(({ severity }) => severity === 'error');
  return errors.length === 0 ? { text } : { wrong: errors.map(wrongIn) };
}

function answersOf(typed: Typed, services: Answers['services']): Answers {
  const zone = /^wi(b|ta|t)$/i.test(typed.zone) ? typed.zone.toUpperCase() : typed.zone;
  // The choices were looked at: each is one of those of its question.
  const chosen = typed as unknown as Answers;
  return { ...chosen, zone, services, hours: hoursFrom(typed.hours), counters: Number(typed.counters) };
}

function wrongOf({ name, choices, open }: InitQuestion, typed: Typed): readonly Wrong[] {
  const text = typed[name];
  const wrong = (words: Words) => [{ name, words }];
  if (text.length > answerMax) return wrong(say('too-big', 'string', answerMax));
  if (choices !== undefined && open === undefined && !choices.includes(text))
    return wrong(say('bad-choice', text, choices, meant(near(text, choices), choices)));
  if (name === 'counters' && !(/^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= countersMax))
    return wrong(initMistakes.counters(text, countersMax));
  return [];
}

const wrongServices = (services: ReturnType<typeof servicesFrom>): readonly Wrong[] =>
  'wrong' in services ? [{ name: 'services', words: services.wrong }] : [];

/** A Pi has so many lines, and a board so many pins. */
function beyondPins(answers: Answers): readonly Wrong[] {
  const tell = (name: QuestionName, words: Words) => [{ name, words }];
  const [atCounters, inAll, keys] = [linesAtCounters(answers), linesNeeded(answers), machineKeys(answers)];
  if (atCounters > gpioLines.length)
    return tell('keys', initMistakes.linesBeyond(atCounters, gpioLines.length));
  if (inAll > gpioLines.length) return tell('machine', initMistakes.linesBeyond(inAll, gpioLines.length));
  if (answers.machine === 'board' && keys > boardPins.length)
    return tell('machine', initMistakes.pinsBeyond(keys, boardPins.length));
  return [];
}

/** A problem of the file as one of the question whose answer stands there. */
function wrongIn({ path, code, text, hint }: Problem): Wrong {
  const here = questions.filter(({ setting }) => path === setting || path.startsWith(`${setting}.`));
  const question = here.find(({ codes }) => codes?.includes(code)) ?? here.find(({ codes }) => !codes);
  return { name: question?.name, words: { ...text, hint } };
}
