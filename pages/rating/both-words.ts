import { append, element, write } from '../tickets/page-parts.ts';
import type { BothWords } from './rating-texts.ts';

/** A sentence in two languages, the first one larger. */
export interface BothLines {
  readonly element: HTMLElement;
  write(words: BothWords | undefined, first: 'id' | 'en'): void;
}

/** Both languages are on the screen at once: nobody has to find a switch first. */
export function bothLines(tag: 'h1' | 'p' | 'span', name: string): BothLines {
  const whole = element(tag, name);
  const [first, second] = [element('span', 'first'), element('span', 'second')];
  append(whole, first, second);
  return {
    element: whole,
    write(words, language) {
      const other = language === 'id' ? 'en' : 'id';
      first.lang = language;
      second.lang = other;
      write(first, words === undefined ? '' : words[language]);
      write(second, words === undefined ? '' : words[other]);
    },
  };
}
