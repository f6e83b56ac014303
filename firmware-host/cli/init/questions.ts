import type { ProblemCode } from '../../../config/texts/texts.ts';

/** A question of `loket init`, which is an option as well. */
export type QuestionName =
  | ('title' | 'id' | 'language' | 'zone' | 'days' | 'hours' | 'services' | 'counters')
  | ('keys' | 'display' | 'machine' | 'printer' | 'scanner' | 'board' | 'web' | 'voice' | 'mqtt');

/** The answers as they are typed, each a text. */
export type Typed = Readonly<Record<QuestionName, string>>;

export interface InitQuestion {
  readonly name: QuestionName;
  /** What is taken when nothing is said. */
  usual(said: Typed): string;
  readonly choices?: readonly string[];
  /** Something else than the choices may be typed too. */
  readonly open?: true;
  /** Where the answer stands in the site file, so that what `check` says of that place is told of this question. */
  readonly setting: string;
  /** Only these of the problems there, when another question has the same place. */
  readonly codes?: readonly ProblemCode[];
}

/** The choices, the usual one first. */
export const choices = {
  language: ['id', 'en'],
  zone: ['WIB', 'WITA', 'WIT'],
  days: ['mon-fri', 'mon-sat', 'mon-sun'],
  keys: ['board', 'gpio', 'numpad', 'none'],
  display: ['max7219', 'serial', 'none'],
  machine: ['gpio', 'board', 'none'],
  printer: ['network', 'usb', 'none'],
  scanner: ['none', 'serial', 'usb'],
  board: ['network', 'here', 'none'],
  web: ['here', 'none'],
  voice: ['none', 'card', 'board'],
  mqtt: ['embedded'],
} as const satisfies { readonly [Name in QuestionName]?: readonly string[] };

/** A question among fixed choices. */
export const choice = (
  name: keyof typeof choices,
  setting: string,
  more: Pick<InitQuestion, 'open' | 'codes'> = {},
): InitQuestion => ({ name, setting, choices: choices[name], usual: () => choices[name][0], ...more });

/** A question that is answered with a text. */
export const typed = (name: QuestionName, setting: string, usual: InitQuestion['usual']): InitQuestion => ({
  name,
  setting,
  usual,
});
