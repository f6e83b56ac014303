import type { Choices, ChooseScreen } from './choose-screen.ts';
import { append, button, element, show, write } from './page-parts.ts';
import { type TicketLanguage, ticketsTexts } from './tickets-texts.ts';
import type { VisitScreen } from './visit-screen.ts';
import type { VisitWords } from './visit-words.ts';

/** What the page of the ticket machine shows: one of the three below its header. */
export interface MachineView {
  readonly site: string;
  readonly language: TicketLanguage;
  /** What people have to know besides; empty: nothing. */
  readonly notice: string;
  readonly shows:
    | { readonly what: 'services'; readonly choices: Choices }
    | { readonly what: 'visit'; readonly words: VisitWords }
    /** The hall is not heard. */
    | { readonly what: 'away' };
}

/** The page: a header with the other language, and what is below it. */
export function createMachineFrame(
  to: HTMLElement,
  of: { readonly choose: ChooseScreen; readonly visit: VisitScreen; readonly switchLanguage: () => void },
): (view: MachineView) => void {
  const { choose, visit } = of;
  const root = element('div', 'machine');
  const header = element('header', 'top');
  const names = element('div', 'names');
  const site = element('p', 'site');
  const heading = element('h1', '');
  const language = button('language', of.switchLanguage);
  const main = element('main', 'middle');
  const notice = element('p', 'notice');
  const away = element('section', 'visit away');
  const awayTitle = element('h2', 'title');
  const awayTodo = element('p', 'lines');
  away.setAttribute('data-tone', 'warning');
  append(names, site, heading);
  append(header, names, language);
  append(away, awayTitle, awayTodo);
  append(main, notice, choose.element, visit.element, away);
  append(root, header, main);
  to.appendChild(root);

  return (view) => {
    const words = ticketsTexts[view.language];
    const { shows } = view;
    document.documentElement.lang = view.language;
    if (document.title !== words.title) document.title = words.title;
    write(site, view.site);
    write(heading, words.title);
    const other = view.language === 'id' ? 'en' : 'id';
    language.lang = other;
    write(language, ticketsTexts[other].name);
    write(notice, view.notice);
    show(notice, shows.what === 'services' && view.notice !== '');
    write(awayTitle, words.away);
    write(awayTodo, words.awayTodo);
    show(away, shows.what === 'away');
    show(choose.element, shows.what === 'services');
    show(visit.element, shows.what === 'visit');
    if (shows.what === 'services') choose.update(shows.choices);
    if (shows.what === 'visit') visit.update(shows.words);
  };
}
