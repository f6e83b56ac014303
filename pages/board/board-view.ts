import type { BoardLanguage, BoardText } from '../../firmware-host/web/feed-messages.ts';
import type { BoardModel, Call, State } from './board-model.ts';
import { boardWords, waitWords } from './board-words.ts';
import { calendarTime } from './hall-calendar.ts';

/** How long a call is highlighted. */
const freshMs = 6_500;

/** Which counters this board shows, from its URL: all, those of one zone, or those that are named. */
export interface BoardAddress {
  readonly zone: string | undefined;
  readonly counters: readonly string[] | undefined;
}

/** One counter in words. `title`: absent where it says no more than its number does. */
export interface DeskView {
  readonly id: string;
  readonly desk: string;
  readonly title?: string;
  readonly state: string;
  /** Its ticket, or what it does instead of calling. */
  readonly number: string;
  /** Changes with each call; absent: it is not calling just now. */
  readonly fresh?: string;
}

export interface ServiceView {
  readonly id: string;
  readonly title: string;
  readonly waiting: string;
  /** The estimated wait, or that it is closed. */
  readonly estimate: string;
}

/** A text now, and in all languages of this board: what is drawn must not change its size with the language. */
export interface TurningText {
  readonly now: string;
  readonly all: readonly string[];
}

/** What a board has to show, in words. Positions and sizes are the layout's. */
export interface BoardView {
  readonly title: string;
  readonly zone: string | undefined;
  readonly logo: string | undefined;
  readonly date: string;
  readonly time: string;
  readonly language: BoardLanguage;
  /** The counter that called last; undefined: nobody is called. */
  readonly newest: DeskView | undefined;
  /** All others: who called last comes first, and those without a ticket last. */
  readonly desks: readonly DeskView[];
  readonly services: readonly ServiceView[];
  readonly notices: readonly TurningText[];
  readonly running: string | undefined;
  /** All that can stand in the place of a number, so that columns keep their width. */
  readonly insteadOfNumber: readonly string[];
  /** The same for estimates. */
  readonly insteadOfEstimate: readonly string[];
  /** What is told instead of all numbers while they may be out of date. */
  readonly stale: readonly TurningText[] | undefined;
  /** Which page is shown of what has more than one: a count that goes on. */
  readonly turn: number;
}

interface Counter {
  readonly id: string;
  readonly number?: number;
  readonly title: string;
  readonly zone?: string;
}

export interface ViewOptions {
  readonly address: BoardAddress;
  /** The board's steady clock in ms, and how many turns it has made. */
  readonly now: number;
  readonly turns: number;
  /** Whether the browser plays no sound before somebody presses a key. */
  readonly muted: boolean;
}

/** With two languages each page is shown in both, one after the other. */
export function viewOf(model: BoardModel, of: ViewOptions): BoardView {
  const { states, look } = model;
  const info = states.get('controller/info');
  const languages = look?.languages ?? [info?.language === 'en' ? 'en' : 'id'];
  const language = languages[of.turns % languages.length] ?? 'id';
  const inAll = (text: BoardText): TurningText => ({
    now: text[language],
    all: languages.map((one) => text[one]),
  });
  const zoneName = String(info?.zone ?? 'Asia/Jakarta');
  const wall = model.wall(of.now);
  const calendar = wall === undefined ? { time: '', date: '' } : calendarTime(wall, zoneName, language);
  const desks = desksOf(model, of, language).sort(byCall(model));
  const newest = desks[0] !== undefined && model.calls.has(desks[0].id) ? desks[0] : undefined;
  const muted = of.muted ? [said('gesture')] : [];
  return {
    ...{ title: look?.title ?? String(info?.title ?? 'Loket'), logo: look?.logo, language, newest },
    zone: look?.zones.filter(({ id }) => id === of.address.zone)[0]?.title,
    ...calendar,
    desks: newest === undefined ? desks : desks.slice(1),
    services: servicesOf(states, language),
    notices: [...muted, ...(look?.notices ?? [])].map(inAll),
    running: look?.text === undefined ? undefined : inAll(look.text).all.filter(unlike).join('   •   '),
    insteadOfNumber: together(languages.map((one) => [boardWords[one].closed, boardWords[one].break])),
    insteadOfEstimate: together(
      languages.map((one) => [boardWords[one].closed, boardWords[one].minutes('00')]),
    ),
    stale: staleTexts(model, of.now, zoneName, inAll),
    turn: Math.floor(of.turns / languages.length),
  };
}

/** Lists one after another; Array.flat came with Chromium 69. */
export const together = <T>(lists: readonly (readonly T[])[]): readonly T[] => ([] as T[]).concat(...lists);
const unlike = (text: string, at: number, all: readonly string[]) => text !== '' && all.indexOf(text) === at;

function said(what: 'gesture' | 'reconnecting' | 'lookElsewhere'): BoardText {
  return { id: boardWords.id[what], en: boardWords.en[what] };
}

function staleTexts(
  model: BoardModel,
  now: number,
  zone: string,
  inAll: (text: BoardText) => TurningText,
): readonly TurningText[] | undefined {
  const since = model.staleSince(now);
  if (since === undefined) return undefined;
  const texts = [said('reconnecting'), said('lookElsewhere')];
  const wall = model.wall(since);
  if (wall === undefined) return texts.map(inAll);
  const at = (language: BoardLanguage) =>
    boardWords[language].staleSince(calendarTime(wall, zone, language).time);
  return [...texts, { id: at('id'), en: at('en') }].map(inAll);
}

function desksOf(
  { states, calls }: BoardModel,
  { address, now }: ViewOptions,
  language: BoardLanguage,
): DeskView[] {
  const counters = (states.get('controller/info')?.counters ?? []) as readonly Counter[];
  const { zone, counters: named } = address;
  const zoned = zone !== undefined && counters.some((counter) => counter.zone !== undefined);
  return counters
    .filter(
      ({ id, zone: its }) => (!zoned || its === zone) && (named === undefined || named.indexOf(id) !== -1),
    )
    .map((counter) => deskOf(counter, states.get(`counter/${counter.id}/state`), calls.get(counter.id), now))
    .map((desk) => ({ ...desk, number: desk.number === '' ? instead(desk.state, language) : desk.number }));
}

function deskOf(counter: Counter, state: State | undefined, call: Call | undefined, now: number): DeskView {
  const is = String(state?.state ?? 'closed');
  const desk = counter.number === undefined ? counter.title : String(counter.number);
  // Without a title of its own a counter is called by its number, in the language of the site.
  const named = !/^(Loket|Counter) \d+$/.test(counter.title) && counter.title !== desk;
  const isFresh = is === 'called' && call?.at !== undefined && now - call.at < freshMs;
  return {
    ...{ id: counter.id, desk, state: is, number: call?.ticket ?? '' },
    ...(named ? { title: counter.title } : {}),
    ...(isFresh ? { fresh: `${call.ticket} ${call.at}` } : {}),
  };
}

function instead(state: string, language: BoardLanguage): string {
  if (state === 'closed' || state === 'break') return boardWords[language][state];
  return '–';
}

/** Who called last comes first; those who serve nobody are in the order of their numbers. */
function byCall({ calls }: BoardModel) {
  const at = ({ id }: DeskView) => calls.get(id)?.calledAt ?? Number.NEGATIVE_INFINITY;
  return (one: DeskView, other: DeskView) => {
    // Old browsers change the order of what is equal.
    if (at(one) === at(other)) return Number(one.desk) - Number(other.desk) || (one.id < other.id ? -1 : 1);
    return at(one) < at(other) ? 1 : -1;
  };
}

function servicesOf(states: ReadonlyMap<string, State>, language: BoardLanguage): readonly ServiceView[] {
  const services = (states.get('controller/info')?.services ?? []) as readonly Counter[];
  return services.map(({ id, title }) => {
    const state = states.get(`service/${id}/state`);
    const seconds = state?.estimate_s;
    const estimate = typeof seconds === 'number' ? waitWords(seconds, language) : '';
    return {
      ...{ id, title, waiting: String(state?.waiting ?? '–') },
      estimate: state?.open === false ? boardWords[language].closed : estimate,
    };
  });
}
