import { Temporal } from 'temporal-polyfill';
import { fleetLimits } from '../fleet/fleet-limits.ts';
import type { FleetView, SiteSeen } from '../fleet/fleet-view.ts';
import type { DailyFigure } from '../store/report-store.ts';
import type { Heard } from '../verdict/heard-message.ts';

/** A figure of one day of a site. */
export type SiteFigure = DailyFigure & { readonly site: string };

/** What sites said last on each day, and what of it is saved. It has no clock and no store. */
export interface DailyFigures {
  /** To be called with every message, after the fleet has taken it in. */
  hear(heard: Heard): void;
  /** At most so many that are not saved; an earlier day of a figure comes before a later one. */
  unsaved(most: number): readonly SiteFigure[];
  saved(figures: readonly SiteFigure[]): void;
  /**
   * Forgets what is of sites, services and devices that the fleet does not know any more; `unsavedToo`: also where it
   * is not saved.
   */
  forgetGone(unsavedToo: boolean): void;
  forgetAll(): void;
}

/** Of one site: more names than it can have at a time are those of one that makes names up. */
const figuresMax = fleetLimits.devicesMax + fleetLimits.servicesMax;

interface Said {
  date: string;
  value: number;
  isSaved: boolean;
  /** What was said last on the day before, while that is not saved. */
  before: Pick<SiteFigure, 'date' | 'value'> | undefined;
}

/** A day of a zone, from and to Unix ms. */
interface Day {
  readonly zone: string;
  readonly date: string;
  readonly from: number;
  readonly to: number;
}

/** What one site said. There are thousands of these. */
interface SaidOfSite {
  day: Day;
  /** By `keyOf`. */
  readonly figures: Map<string, Said>;
}

type Named = Pick<DailyFigure, 'what' | 'of'>;
const keyOf = ({ what, of }: Named): string => `${what} ${of}`;
const namedBy = (key: string): Named => {
  const [what, of = ''] = key.split(' ');
  return { what: what as Named['what'], of };
};

export function createDailyFigures(fleet: Pick<FleetView, 'site'>): DailyFigures {
  const sites = new Map<string, SaidOfSite>();
  return {
    hear({ site: id, topic, payload, retain, wallAt }) {
      // Nearly all that comes are events, and they tell no figure.
      if (topic.startsWith('event/')) return;
      // A retained message is of an unknown day.
      if (retain || payload === undefined) return;
      const site = fleet.site(id);
      const figure = site && figureIn(site, topic);
      if (site?.zone === undefined || figure === undefined) return;
      const known = sites.get(id);
      const day = dayOf(wallAt, site.zone, known?.day);
      const of = known ?? { day, figures: new Map() };
      of.day = day;
      if (known === undefined) sites.set(id, of);
      keep(of, figure);
    },
    unsaved(most) {
      const found: SiteFigure[] = [];
      for (const [site, { figures }] of sites) {
        for (const [key, { before, ...last }] of figures) {
          if (found.length >= most) return found.slice(0, most);
          const named = { site, ...namedBy(key) };
          if (before !== undefined) found.push({ ...named, ...before });
          if (!last.isSaved) found.push({ ...named, date: last.date, value: last.value });
        }
      }
      return found.slice(0, most);
    },
    saved(figures) {
      for (const figure of figures) {
        const said = sites.get(figure.site)?.figures.get(keyOf(figure));
        // It may have been said anew while it was saved.
        const isSame = (one: Said['before']): boolean =>
          one?.date === figure.date && one.value === figure.value;
        if (said === undefined) continue;
        if (isSame(said)) said.isSaved = true;
        else if (isSame(said.before)) said.before = undefined;
      }
    },
    forgetGone(unsavedToo) {
      for (const [id, { figures }] of sites) {
        const site = fleet.site(id);
        for (const [key, { isSaved, before }] of figures) {
          const isDone = unsavedToo || (isSaved && before === undefined);
          if (isDone && (site === undefined || !isOf(site, namedBy(key)))) figures.delete(key);
        }
        if (figures.size === 0) sites.delete(id);
      }
    },
    forgetAll: () => sites.clear(),
  };
}

/** What the message told, as the fleet has taken it in; undefined: nothing of a day. */
function figureIn(site: SiteSeen, topic: string): (Named & { readonly value: number }) | undefined {
  const [noun, of = '', part] = topic.split('/');
  if (noun === 'service' && part === 'state') {
    const value = site.services.get(of)?.quota ?? undefined;
    return value === undefined ? undefined : { what: 'quota', of, value };
  }
  if (noun !== 'device' || part !== 'health') return undefined;
  const value = site.devices.get(of)?.paperMm;
  return value === undefined ? undefined : { what: 'paper-mm', of, value };
}

const isOf = (site: SiteSeen, { what, of }: Named): boolean =>
  what === 'quota' ? site.services.has(of) : site.devices.has(of);

function keep(
  { day: { date }, figures }: SaidOfSite,
  { value, ...named }: Named & { readonly value: number },
): void {
  const key = keyOf(named);
  const said = figures.get(key);
  if (said === undefined) {
    if (figures.size < figuresMax) figures.set(key, { date, value, isSaved: false, before: undefined });
    return;
  }
  if (said.date === date && said.value === value) return;
  // One earlier day: a store that is away for days has lost more than this.
  if (said.date !== date && !said.isSaved) said.before = { date: said.date, value: said.value };
  said.date = date;
  said.value = value;
  said.isSaved = false;
}

/** The day of a moment, by the clock of a zone. `last`: the day of the moment before, which mostly is the same. */
function dayOf(wall: number, zone: string, last: Day | undefined): Day {
  if (last?.zone === zone && last.from <= wall && wall < last.to) return last;
  const moment = Temporal.Instant.fromEpochMilliseconds(Math.floor(wall));
  const date = moment.toZonedDateTimeISO(zone).toPlainDate();
  const from = date.toZonedDateTime(zone).epochMilliseconds;
  const to = date.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
  return { zone, date: String(date), from, to };
}
