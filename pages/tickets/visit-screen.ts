import { append, button, element, show, write } from './page-parts.ts';
import type { VisitWords } from './visit-words.ts';

/** What a visitor is told, on the whole screen. */
export interface VisitScreen {
  readonly element: HTMLElement;
  update(words: VisitWords): void;
  /** Puts the focus of the keyboard on it, so that it is read aloud where a screen reader is. */
  focus(): void;
}

export function createVisitScreen(closed: () => void): VisitScreen {
  const screen = element('section', 'visit');
  const title = element('h2', 'title');
  const number = element('p', 'number');
  const lines = element('div', 'lines');
  const close = button('close', closed);
  const said = element('div', 'said');
  said.setAttribute('role', 'status');
  said.setAttribute('aria-live', 'assertive');
  said.setAttribute('aria-atomic', 'true');
  title.tabIndex = -1;
  append(said, title, number, lines);
  append(screen, said, close);
  let told = '';

  return {
    element: screen,
    update(words) {
      write(title, words.title);
      write(number, words.number);
      show(number, words.number !== '');
      screen.setAttribute('data-tone', words.tone);
      write(close, words.button ?? '');
      show(close, words.button !== undefined);
      const text = words.lines.join('\n');
      if (text === told) return;
      told = text;
      lines.textContent = '';
      for (const line of words.lines) lines.appendChild(element('p', '', line));
    },
    focus: () => title.focus(),
  };
}
