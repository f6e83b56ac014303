import { noticeBand, runningBand, stalePiece } from './board-bands.ts';
import type { BoardView } from './board-view.ts';
import { deskPanels } from './desk-panel.ts';
import { headerBand } from './header-band.ts';
import { type NewestCall, newestCalls } from './newest-call.ts';
import type { Panel, PanelRoom } from './paged-panel.ts';
import { type Box, moved, type Piece, type Scene } from './scene.ts';
import { servicePanels } from './service-panel.ts';
import type { Font } from './text-fit.ts';

/**
 * The height of capital letters, as a share of the shorter side of the screen. At 6 m they have to be 2 cm high, and a
 * television of 43 inches is 53.5 cm high: 3.74 %.
 */
const capShare = 0.0376;
/** Where something has no room at that size, all texts get smaller by this factor, so that nothing is cut. */
const smaller = 0.95;
const smallestShare = 0.1;

export interface Screen {
  readonly width: number;
  readonly height: number;
  readonly font: Font;
  /** Width of the logo divided by its height, once it is loaded. */
  readonly logoRatio: number | undefined;
  /** Whether nothing may move. */
  readonly still: boolean;
}

/** Finds the best division of the room for a view: the same one as long as only the time and the turn change. */
type Divider = (view: BoardView, room: PanelRoom) => Filled | undefined;

/**
 * Makes pictures of views on a screen: nothing is cut, nothing lies on anything else, nothing needs to be scrolled. The
 * result is the same for the same view; what was found for the last one is kept, as televisions are slow.
 */
export function createLayout(): (view: BoardView, screen: Screen) => Scene {
  let key = '';
  let found: Filled | undefined;
  const divide: Divider = (view, room) => {
    const { desks, services, newest, language } = view;
    const next = JSON.stringify([desks, services, newest, language, room]);
    if (next !== key) found = bestDivision(view, room);
    key = next;
    return found;
  };
  return (view, screen) => layoutOf(view, screen, divide);
}

function layoutOf(view: BoardView, screen: Screen, divide: Divider): Scene {
  const usual = (capShare * Math.min(screen.width, screen.height)) / screen.font.capEm;
  const title = [view.title, view.zone].filter((name) => name !== undefined).join(', ');
  for (let share = 1; share > smallestShare; share *= smaller)
    for (const saving of savings) {
      const pieces = arranged(view, { ...screen, ...saving }, usual * share, divide);
      if (pieces !== undefined) return { language: view.language, title, pieces };
    }
  throw new Error(`there is no room on a screen of ${screen.width} x ${screen.height}`);
}

/** What is given up before all texts get smaller: nothing, the logo, the second line of notices. */
const savings: readonly { readonly logoRatio?: undefined; readonly noticeLines?: number }[] = [
  {},
  { logoRatio: undefined },
  { logoRatio: undefined, noticeLines: 1 },
];

/** The bands from top to bottom, and what is between them. Undefined: there is no room at this size. */
function arranged(
  view: BoardView,
  screen: Screen & { readonly noticeLines?: number },
  unit: number,
  divide: Divider,
): readonly Piece[] | undefined {
  const margin = unit * 0.5;
  const gap = unit * 0.35;
  const { font, logoRatio, still, noticeLines = 2 } = screen;
  const band = { width: screen.width - 2 * margin, unit, font };
  const header = headerBand(view, { ...band, logoRatio });
  const above = [header, noticeBand(view, band, noticeLines)].filter((piece) => piece !== undefined);
  const running = runningBand(view, { ...band, still });
  const placed: Piece[] = [];
  let y = margin;
  for (const piece of view.stale === undefined ? above : [header]) {
    placed.push(moved(piece, margin, y));
    y += piece.box.height + gap;
  }
  let end = screen.height - margin;
  if (running !== undefined && view.stale === undefined) {
    end -= running.box.height;
    placed.push(moved(running, margin, end));
    end -= gap;
  }
  const box = { x: margin, y, width: band.width, height: end - y };
  const room = { width: box.width, height: box.height, unit, font };
  if (view.stale !== undefined) {
    const stale = stalePiece(view.stale, room);
    return stale && [...placed, moved(stale, margin, y)];
  }
  const best = divide(view, room);
  const pieces = best && drawn(best, view, unit);
  return pieces && [...placed, { key: 'main', look: 'main', tag: 'main', box, pieces }];
}

/** Newest call, other counters, services: each in a part of the room. Undefined: there is no room for one of them. */
function bestDivision(view: BoardView, room: PanelRoom): Filled | undefined {
  const fill = filling(view, room);
  let best: Filled | undefined;
  for (const division of divisions(view, room)) {
    const found = fill(division);
    if (found !== undefined && (best === undefined || better(found, best))) best = found;
  }
  return best;
}

/** A way to divide the room. The services have a part of their own, or are pages of the counters' part. */
interface Division {
  readonly newest: Box;
  readonly others: Box | undefined;
  readonly services: Box | undefined;
}

interface Filled extends Division {
  readonly call: NewestCall;
  /** What turns in the part of the counters, and in that of the services. */
  readonly otherPanels: readonly Panel[];
  readonly servicePanels: readonly Panel[];
}

const pagesOf = (panels: readonly Panel[]) => panels.reduce((sum, { pages }) => sum + pages, 0);

/** It is better not to wait long for one's page, and then that the number is large. */
function better(one: Filled, other: Filled): boolean {
  const [pages, than] = [longestTurn(one), longestTurn(other)];
  return pages === than ? one.call.size > other.call.size : pages < than;
}

const longestTurn = (of: Filled) => Math.max(pagesOf(of.otherPanels), pagesOf(of.servicePanels));

/** How much of the longer side the newest call has, and how much of the shorter one the services below it. */
const newestShares = [0.5, 0.44, 0.4];
const serviceShares = [0.2, 0.28, 0.36, 0.44];

function divisions(view: BoardView, { width, height, unit }: PanelRoom): readonly Division[] {
  const gap = unit * 0.5;
  const box = (x: number, y: number, right: number, bottom: number): Box => ({
    ...{ x, y, width: right - x, height: bottom - y },
  });
  const [hasDesks, hasServices] = [view.desks.length > 0, view.services.length > 0];
  if (!hasDesks && !hasServices)
    return [{ newest: box(0, 0, width, height), others: undefined, services: undefined }];
  const found: Division[] = [];
  if (!hasDesks) {
    const y = height * 0.7;
    found.push({ newest: box(0, 0, width, y - gap), others: box(0, y, width, height), services: undefined });
  }
  for (const share of newestShares) {
    const wide = width >= height;
    const [x, y] = [width * share, height * share];
    const newest = wide ? box(0, 0, x - gap, height) : box(0, 0, width, y - gap);
    const others = wide ? box(x, 0, width, height) : box(0, y, width, height);
    found.push({ newest, others, services: undefined });
    if (!hasDesks || !hasServices) continue;
    for (const part of serviceShares) {
      const from = wide ? height * (1 - part) : height - (height - y) * part;
      const services = box(0, from, wide ? x - gap : width, height);
      found.push(
        wide
          ? { newest: box(0, 0, x - gap, from - gap), others, services }
          : { newest, others: box(0, y, width, from - gap), services },
      );
    }
  }
  return found;
}

/** Fills a division. Undefined: there is no room for one of its parts. */
function filling(view: BoardView, { unit, font }: PanelRoom): (division: Division) => Filled | undefined {
  const callIn = newestCalls(view, font);
  const desksIn = deskPanels(view, font);
  const servicesIn = servicePanels(view, font);
  // Below a panel is a row of dots.
  const room = ({ width, height }: Box) => ({ width, height: height - unit * dotsEm, unit, font });
  const all = (panels: readonly (Panel | undefined)[]) =>
    panels.filter((panel): panel is Panel => panel !== undefined);
  return (division) => {
    const { newest, others, services } = division;
    const call = callIn({ ...room(newest), height: newest.height });
    if (call === undefined) return undefined;
    if (others === undefined) return { ...division, call, otherPanels: [], servicePanels: [] };
    const hasDesks = view.desks.length > 0;
    const hasServices = view.services.length > 0;
    const desks = hasDesks ? desksIn(room(others)) : undefined;
    if (hasDesks && desks === undefined) return undefined;
    const waiting = hasServices ? servicesIn(room(services ?? others)) : undefined;
    if (hasServices && waiting === undefined) return undefined;
    return services === undefined
      ? { ...division, call, otherPanels: all([desks, waiting]), servicePanels: [] }
      : { ...division, call, otherPanels: all([desks]), servicePanels: all([waiting]) };
  };
}

function drawn(of: Filled, { turn }: BoardView, unit: number): readonly Piece[] {
  return [
    moved(of.call.piece(), of.newest.x, of.newest.y),
    ...turned('others', of.others, of.otherPanels, turn, unit),
    ...turned('services', of.services, of.servicePanels, turn, unit),
  ];
}

/** The height of the row of dots below a panel, in units. */
const dotsEm = 0.5;

/** The page whose turn it is, with a row of dots that say which one it is. */
function turned(
  look: string,
  box: Box | undefined,
  panels: readonly Panel[],
  turn: number,
  unit: number,
): readonly Piece[] {
  if (box === undefined) return [];
  const pages = pagesOf(panels);
  const at = turn % Math.max(1, pages);
  let [page, its] = [at, 0];
  while (page >= (panels[its]?.pages ?? Number.POSITIVE_INFINITY)) page -= panels[its++]?.pages ?? 0;
  const dots = pages > 1 ? dotsOf(box, pages, at, unit * dotsEm * 0.5) : [];
  return [{ key: look, look, tag: 'section', box, pieces: [...(panels[its]?.page(page) ?? []), ...dots] }];
}

function dotsOf(box: Box, pages: number, lit: number, size: number): readonly Piece[] {
  const step = Math.min(size * 2, box.width / pages);
  const dots: Piece[] = [];
  for (let page = 0; page < pages; page++) {
    const x = (box.width - step * pages) / 2 + page * step;
    const dot = { x, y: box.height - size, width: Math.min(size, step), height: size };
    dots.push({ key: `dot-${page}`, look: page === lit ? 'dot lit' : 'dot', tag: 'div', box: dot });
  }
  return dots;
}
