import { InvalidArgumentError } from 'commander';
import { isId } from '../mqtt/topics.ts';
import { language } from '../process/console-language.ts';
import { commandLineTexts } from './command-line-texts.ts';

const say = () => commandLineTexts[language(undefined)];

/** A port on the command line. */
export function port(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 65_535) throw new InvalidArgumentError(say().port);
  return number;
}

/** The sequence of an event on the command line. */
export function sequence(text: string): number {
  if (!/^0*[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError(say().sequence);
  return Number(text);
}

/** A date on the command line, as it was written. */
export function date(text: string): string {
  const at = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text)
    throw new InvalidArgumentError(say().date);
  return text;
}

export function siteId(text: string): string {
  if (!isId(text)) throw new InvalidArgumentError(say().siteId);
  return text;
}

export function listenSeconds(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError(say().seconds);
  return Number(text);
}
