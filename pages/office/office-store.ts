import { computed, signal } from '@preact/signals';
import type { Verdict } from '../../office/verdict/verdict-types.ts';
import type {
  AllWords,
  FleetAnswer,
  FleetEvent,
  IncidentAnswer,
  Me,
  QueueRow,
  SiteRow,
} from '../../office/web/office-messages.ts';
import { ask } from './ask-office.ts';
import { type Grade, grade, rank } from './grades.tsx';
import { listenToOffice } from './office-stream.ts';

/** A site of the list. Undefined: nobody has said it. */
export interface ListedSite {
  readonly id: string;
  readonly title: string;
  readonly region: string;
  readonly place: readonly [latitude: number, longitude: number] | undefined;
  readonly verdict: Verdict;
  readonly grade: Grade;
  readonly since: number;
  readonly code: string;
  readonly of: string;
  readonly devices: number;
  readonly unwell: number;
  readonly queue: QueueRow | undefined;
}

/** Undefined: not asked yet; null: nobody has logged in here. */
export const me = signal<Me | null | undefined>(undefined);
export const words = signal<AllWords | undefined>(undefined);
/** Undefined until the whole was received. */
export const sites = signal<ReadonlyMap<string, ListedSite> | undefined>(undefined);
export const incidents = signal<ReadonlyMap<string, IncidentAnswer>>(new Map());
/** Null: the office does not hear its broker. */
export const listeningSince = signal<number | null>(null);
/** Since when this page hears nothing of its server. */
export const lostAt = signal<number | undefined>(undefined);
/** The office's time, Unix ms, every few seconds. */
export const now = signal(Date.now());
/** Counts changes of a site, by id, for the page that shows it. */
export const changes = signal<ReadonlyMap<string, number>>(new Map());
/** What a screen reader is told. */
export const announced = signal<IncidentAnswer | undefined>(undefined);

export const worstFirst = computed<readonly ListedSite[]>(() =>
  [...(sites.value?.values() ?? [])].sort(
    (a, b) =>
      rank(a.verdict) - rank(b.verdict) ||
      (a.verdict === 'well' ? surge(b) - surge(a) || byName(a, b) : a.since - b.since || byName(a, b)),
  ),
);

/** One for each root cause: without those that another one explains. The worst first, then the newest. */
export const rootIncidents = computed<readonly IncidentAnswer[]>(() =>
  [...incidents.value.values()]
    .filter(({ parent }) => parent === null || !incidents.value.has(parent))
    .sort((a, b) => rank(a.verdict) - rank(b.verdict) || b.openedAt - a.openedAt),
);

const surge = ({ queue }: ListedSite): number => queue?.[2] ?? 0;
const names = new Intl.Collator(undefined, { numeric: true });
const byName = (a: ListedSite, b: ListedSite): number => names.compare(nameOf(a), nameOf(b));

export function nameOf({ title, id }: Pick<ListedSite, 'title' | 'id'>): string {
  return title === '' ? id : title;
}

export function siteName(id: string): string {
  const site = sites.value?.get(id);
  return site === undefined ? id : nameOf(site);
}

let skewMs = 0;
let stop: (() => void) | undefined;
/** What came since the hello, while the whole is under way. */
let waiting: FleetEvent[] | undefined;
let asking = 0;

const againMs = 1_000;
const tickMs = 5_000;
setInterval(() => {
  if (lostAt.value === undefined) now.value = Date.now() + skewMs;
}, tickMs);

/** Looks who is logged in, and begins to listen. */
export async function begin(): Promise<void> {
  const who = await ask<Me | null>('/api/me');
  if (!who.ok) setTimeout(begin, tickMs);
  else if (who.value === null) leave();
  else enter(who.value);
}

export function enter(user: Me): void {
  me.value = user;
  stop?.();
  stop = listenToOffice({ event: take, lost: () => void lose() });
}

export function leave(): void {
  stop?.();
  stop = undefined;
  me.value = null;
  sites.value = undefined;
  incidents.value = new Map();
  lostAt.value = undefined;
}

async function lose(): Promise<void> {
  lostAt.value ??= Date.now() + skewMs;
  const who = await ask<Me | null>('/api/me');
  if (who.ok && who.value === null) leave();
}

function take(event: FleetEvent): void {
  if (event.type === 'hello') void askWhole();
  else if (event.type === 'beat') {
    skewMs = event.now - Date.now();
    listeningSince.value = event.listeningSince;
  } else if (waiting !== undefined) waiting.push(event);
  else change(event);
}

async function askWhole(): Promise<void> {
  waiting = [];
  asking++;
  const mine = asking;
  const [whole, said] = await Promise.all([ask<FleetAnswer>('/api/fleet'), askWords()]);
  if (mine !== asking) return;
  if (!whole.ok || !said) {
    if (!whole.ok && whole.why === 'session') leave();
    // The stream begins anew, and with it this.
    else setTimeout(() => me.value && mine === asking && enter(me.value), againMs);
    return;
  }
  const { value } = whole;
  skewMs = value.now - Date.now();
  now.value = value.now;
  listeningSince.value = value.listeningSince;
  sites.value = new Map(value.sites.map((row) => [row[0], listed(row)]));
  incidents.value = new Map(value.incidents.map((one) => [one.id, one]));
  changes.value = new Map([...changes.value].map(([id, count]) => [id, count + 1]));
  const missed = waiting ?? [];
  waiting = undefined;
  for (const event of missed) change(event);
  lostAt.value = undefined;
}

/** The words stay the same; false: they could not be had. */
async function askWords(): Promise<boolean> {
  if (words.value !== undefined) return true;
  const said = await ask<AllWords>('/api/words');
  if (said.ok) words.value = said.value;
  return said.ok;
}

function change(event: FleetEvent): void {
  if (event.type === 'sites') {
    const next = new Map(sites.value);
    const counts = new Map(changes.value);
    for (const row of event.rows) next.set(row[0], listed(row));
    for (const id of event.gone) next.delete(id);
    for (const id of [...event.gone, ...event.rows.map(([of]) => of)])
      counts.set(id, (counts.get(id) ?? 0) + 1);
    sites.value = next;
    changes.value = counts;
  } else if (event.type === 'incidents') {
    const next = new Map(incidents.value);
    for (const one of event.open) {
      if (!next.has(one.id) && one.parent === null) announced.value = one;
      next.set(one.id, one);
    }
    for (const id of event.gone) next.delete(id);
    incidents.value = next;
  }
  now.value = Date.now() + skewMs;
}

function listed(row: SiteRow): ListedSite {
  const [id, title, region, latitude, longitude, verdict, since, why, devices, unwell, queue] = row;
  const [code, of] = why === 0 ? ['', ''] : why;
  return {
    ...{ id, title, region, verdict, code, of, devices, unwell },
    grade: grade(verdict),
    place: latitude === null || longitude === null ? undefined : [latitude, longitude],
    since: since * 1_000,
    queue: queue === 0 ? undefined : queue,
  };
}
