import { say } from '../../../config/texts/texts.ts';
import type { Words } from '../../../config/texts/words.ts';
import { titleMostCharacters } from '../../../config/values/text.ts';
import { lookAlikes, showable } from '../../../devices/display/glyphs.ts';
import { idFrom, type NewService } from './init-answers.ts';
import { initMistakes } from './init-texts.ts';

/** Letters that a number display can show and that nobody mistakes for a digit. */
const prefixes = [...'ACEFHJLNPRTUY'].filter((letter) => showable.has(letter) && !lookAlikes.has(letter));

const servicesMax = prefixes.length;

/** Services from `Paspor, Izin Tinggal`: ids and prefixes are made from the titles. */
export function servicesFrom(text: string): readonly NewService[] | { readonly wrong: Words } {
  const titles = text
    .split(',')
    .map((title) => title.replaceAll(/\s+/g, ' ').trim())
    .filter((title) => title !== '');
  if (titles.length === 0 || titles.length > servicesMax)
    return { wrong: initMistakes.services(servicesMax) };
  const services: NewService[] = [];
  for (const [at, title] of titles.entries()) {
    const id = idFrom(title);
    if (title.length > titleMostCharacters) return { wrong: say('too-big', 'string', titleMostCharacters) };
    if (id === '') return { wrong: initMistakes.noId(title) };
    if (services.some((other) => other.id === id)) return { wrong: initMistakes.twice(title) };
    services.push({ id, title, prefix: prefixes[at] ?? 'A' });
  }
  return services;
}
