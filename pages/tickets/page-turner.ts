import { append, button, element, show, write } from './page-parts.ts';
import { type TicketLanguage, ticketsTexts } from './tickets-texts.ts';

/** Turns the pages of services, where there is more than one. */
export interface PageTurner {
  readonly element: HTMLElement;
  /** `page`: counted from zero. */
  update(place: { readonly page: number; readonly pages: number; readonly language: TicketLanguage }): void;
}

export function createPageTurner(turned: (by: number) => void): PageTurner {
  const turner = element('div', 'pager');
  const before = button('turn', () => turned(-1));
  const after = button('turn', () => turned(1));
  const place = element('p', 'place');
  place.setAttribute('role', 'status');
  append(turner, before, place, after);
  return {
    element: turner,
    update({ page, pages, language }) {
      const words = ticketsTexts[language];
      show(turner, pages > 1);
      write(before, words.before);
      write(after, words.after);
      write(place, words.page(page + 1, pages));
      before.disabled = page === 0;
      after.disabled = page === pages - 1;
    },
  };
}
