import { append, element, show, write } from './page-parts.ts';
import { createPageTurner } from './page-turner.ts';
import type { ServiceOffer } from './service-offers.ts';
import { createServiceTile, type ServiceTile } from './service-tile.ts';
import type { Wanted } from './ticket-visit.ts';
import { type TicketLanguage, ticketsTexts } from './tickets-texts.ts';
import { gridFor, pagesOf, type TileGrid } from './tile-pages.ts';

/** What the services are shown with. */
export interface Choices {
  readonly offers: readonly ServiceOffer[];
  readonly language: TicketLanguage;
  /** The page that is shown, counted from zero; one that there is not is the last one. */
  readonly page: number;
}

/** The services to choose from, on as many pages as they need: nothing scrolls. */
export interface ChooseScreen {
  readonly element: HTMLElement;
  update(choices: Choices): void;
  /** Puts the focus of the keyboard on a button of before, if it is on the page. */
  focus(wanted: Wanted): void;
}

export function createChooseScreen(on: {
  readonly touched: (wanted: Wanted) => void;
  readonly turned: (page: number) => void;
}): ChooseScreen {
  const screen = element('section', 'choose');
  const heading = element('h2', 'touch');
  const list = element('ul', 'services');
  const who = element('p', 'who');
  const turner = createPageTurner((by) => on.turned(shown.page + by));
  append(screen, heading, list, who, turner.element);
  const tiles = new Map<string, ServiceTile>();
  const shown = { page: 0, grid: { columns: 1, rows: 1 }, laidOut: '' };

  /** Tiles stay the same elements for as long as their services do: a finger may be on one. */
  function keepTiles(ids: readonly string[]): void {
    if (ids.join() === Array.from(tiles.keys()).join()) return;
    tiles.clear();
    list.textContent = '';
    for (const id of ids) {
      const tile = createServiceTile(id, (of) => on.touched({ service: id, class: of }));
      tiles.set(id, tile);
      list.appendChild(tile.element);
    }
    shown.laidOut = '';
  }

  function layOut(count: number): void {
    show(turner.element, false);
    shown.grid = measuredGrid(list, count);
    if (pagesOf(count, shown.grid) === 1) return;
    // The buttons that turn the page need room too.
    show(turner.element, true);
    shown.grid = measuredGrid(list, count);
  }

  function showPage({ offers, language, page }: Choices): void {
    const { columns, rows } = shown.grid;
    const pages = pagesOf(offers.length, shown.grid);
    shown.page = Math.max(0, Math.min(page, pages - 1));
    Array.from(tiles.values()).forEach((tile, at) => {
      show(tile.element, Math.floor(at / (columns * rows)) === shown.page);
    });
    list.style.gridTemplateColumns = `repeat(${columns}, 1fr)`;
    list.style.gridTemplateRows = `repeat(${rows}, 1fr)`;
    turner.update({ page: shown.page, pages, language });
  }

  return {
    element: screen,
    update(choices) {
      const { offers, language } = choices;
      write(heading, ticketsTexts[language].touch);
      write(who, ticketsTexts[language].whoHasPriority);
      keepTiles(offers.map(({ id }) => id));
      for (const offer of offers) tiles.get(offer.id)?.update(offer, language);
      const key = JSON.stringify([list.clientWidth, screen.clientHeight, language]);
      if (key !== shown.laidOut || overflows(list)) layOut(offers.length);
      shown.laidOut = key;
      showPage(choices);
    },
    focus: ({ service, class: of }) => tiles.get(service)?.focus(of),
  };
}

/** Measures all tiles as high as their texts are, in each grid that may fit. */
function measuredGrid(list: HTMLElement, count: number): TileGrid {
  const tiles = Array.from(list.children) as HTMLElement[];
  list.classList.add('measured');
  list.style.gridTemplateRows = 'none';
  for (const tile of tiles) show(tile, true);
  const gap = Number.parseFloat(getComputedStyle(list).getPropertyValue('grid-row-gap')) || 0;
  const room = { width: list.clientWidth, height: list.clientHeight, gap, count };
  const grid = gridFor(room, (columns) => {
    list.style.gridTemplateColumns = `repeat(${columns}, 1fr)`;
    return Math.max(1, ...tiles.map(({ offsetHeight }) => offsetHeight));
  });
  list.classList.remove('measured');
  return grid;
}

/** Whether a text has become longer than its tile. */
const overflows = (list: HTMLElement): boolean =>
  Array.from(list.querySelectorAll<HTMLElement>('.take')).some(
    ({ scrollHeight, clientHeight }) => scrollHeight > clientHeight + 1,
  );
