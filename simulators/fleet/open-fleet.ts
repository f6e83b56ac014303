import type { Clock } from '../../devices/ports.ts';
import { mixed } from '../day/day-plan.ts';
import { seededRandom } from '../random.ts';
import { badHabits, beginHabits, goodHabits, type Habits, leftoverOf, type Outsider } from './bad-habits.ts';
import { asState, type FleetLine, type OpenLine } from './fleet-line.ts';
import { type HallHours, HallTime } from './hall-hours.ts';
import { type Place, placesFor } from './hall-places.ts';
import { SimulatedSite } from './simulated-site.ts';
import { type Busyness, planSite } from './site-plan.ts';
import { Timetable } from './timetable.ts';
import { createTroubleMaker, type TroubleOrder, type TroubleRates } from './trouble-maker.ts';
import { createTruth, type Trouble } from './truth.ts';

export interface FleetOptions {
  readonly clock: Clock;
  /** Unix ms: the right time. */
  readonly wall: () => number;
  /** The same seed, clock and orders play the same fleet. */
  readonly seed: number;
  /** How many sites, or where they are. */
  readonly sites: number | readonly Place[];
  /** How a site opens a line to the central broker: see tcp-line.ts and shared-lines.ts. */
  readonly open: OpenLine;
  /** Everything happens so many times as often, and is dated by the right time. */
  readonly speed?: number | undefined;
  readonly hours?: HallHours | undefined;
  /** Of every hall; by default they are of several sizes. */
  readonly busyness?: Busyness | undefined;
  /** Of sites of an older version, 0 to 1. */
  readonly oldShare?: number | undefined;
  /** Events a second that each site sends at most; fewer where the office says so. */
  readonly rate?: number | undefined;
  /** Events that each site keeps. */
  readonly journalMax?: number | undefined;
  /**
   * What was before the beginning: halls play for `ms`, at once. The office has had these events (`isSent`), or they
   * are the backlog, of so many `events` at most.
   */
  readonly past?:
    | { readonly ms: number; readonly isSent: boolean; readonly events?: number | undefined }
    | undefined;
  /** The sites connect one after the other within this. */
  readonly rampMs?: number | undefined;
  /** `bad`: some of each. Default: `good`, where every message is one of the contract. */
  readonly habits?: 'good' | 'bad' | Habits | undefined;
  /** What happens to them, by the time of the sites. */
  readonly script?: readonly (TroubleOrder & { readonly atMs: number })[] | undefined;
  readonly rates?: TroubleRates | undefined;
}

export interface FleetFigures {
  /** Events that were journaled, different ones that were sent, and those that were sent again on request. */
  readonly journaled: number;
  readonly events: number;
  readonly replayed: number;
  /** Requests for events. */
  readonly asked: number;
  /** Messages of all sorts. */
  readonly messages: number;
  /** Sites with a line. */
  readonly connected: number;
}

/** Simulated sites on a central broker. */
export interface Fleet {
  readonly sites: readonly SimulatedSite[];
  /** What was done to them and when, since the beginning. */
  truth(): readonly Trouble[];
  /** Does something to one of them now. False: there is none to which it can be done. */
  make(order: TroubleOrder): boolean;
  figures(): FleetFigures;
  /** No visitor moves any more; the sites stay connected and send what they have. */
  quiet(): void;
  /** Ends all lines in order, without wills. */
  stop(): void;
}

const rateDefault = 100;
const journalMaxDefault = 5_000;
const outsiderKeepAliveMs = 60_000;

export function openFleet(options: FleetOptions): Fleet {
  const { clock, wall, seed, open, past, rampMs = 0 } = options;
  const timetable = new Timetable(clock, options.speed);
  const random = seededRandom(mixed(seed, 'fleet'));
  const habits = habitsOf(options.habits);
  const wallStart = wall();
  const create = siteFactory(options, timetable, habits, () =>
    timetable.now < 0 ? wallStart + timetable.now : wall(),
  );
  const places = typeof options.sites === 'number' ? placesFor(options.sites) : options.sites;
  const sites = places.map((place) => create(place));
  const twins: SimulatedSite[] = [];
  const truth = createTruth(wall);
  const maker = createTroubleMaker({
    ...{ timetable, random, sites, truth },
    twinOf(site) {
      const twin = create(site.plan, site);
      twins.push(twin);
      return twin;
    },
    clear(site) {
      for (const topic of site.voice.retainedTopics()) outsider.say(topic, '', asState);
    },
  });
  const outsider = openOutsider(open);

  const begin = (): void => {
    for (const site of sites) site.begin();
  };
  if (past === undefined) begin();
  else timetable.playPast(past.ms, begin, enough(sites, past.events));
  for (const [at, site] of sites.entries()) {
    if (site.plan.isOld) truth.begins('old', site.plan.id);
    timetable.after((at * rampMs) / sites.length, () => site.goLive(past?.isSent === true));
  }
  for (let at = 1; at <= habits.leftovers; at++) {
    const id = `mpp-lama-${at}`;
    truth.begins('leftover', id);
    for (const [topic, payload] of leftoverOf(id)) outsider.say(topic, payload, asState);
  }
  beginHabits(habits, { sites, timetable, random, outsider: outsider.say });
  for (const { atMs, ...order } of options.script ?? []) timetable.after(atMs, () => void maker.make(order));
  maker.beginRates(options.rates ?? {});
  timetable.start();

  return {
    sites,
    truth: () => truth.list,
    make: maker.make,
    figures: () => figuresOf([...sites, ...twins]),
    quiet() {
      for (const site of [...sites, ...twins]) site.hall.pause();
    },
    stop() {
      timetable.stop();
      for (const site of [...sites, ...twins]) site.link.close();
      outsider.close();
    },
  };
}

function habitsOf(habits: FleetOptions['habits']): Habits {
  if (habits === 'bad') return badHabits;
  return habits === undefined || habits === 'good' ? goodHabits : habits;
}

/** Makes a site at a place; `first`: the one whose card was copied for it. */
function siteFactory(options: FleetOptions, timetable: Timetable, habits: Habits, wall: () => number) {
  const { seed, oldShare = 0, busyness, hours = {}, open } = options;
  const { rate = rateDefault, journalMax = journalMaxDefault } = options;
  const { twiceShare, wanders } = habits;
  const wallStart = options.wall();
  return (place: Place, first?: SimulatedSite): SimulatedSite => {
    const plan = first?.plan ?? planSite(place, { seed, oldShare, busyness });
    const time = new HallTime(plan.zone, hours, wallStart);
    const journal = first?.journal.copy();
    return new SimulatedSite({
      ...{ plan, timetable, time, open, wall, rate, journalMax, twiceShare, wanders, journal },
    });
  };
}

/** Looks now and then whether all sites together have so many events. */
function enough(sites: readonly SimulatedSite[], events: number | undefined): () => boolean {
  const stride = 1_000;
  let calls = 0;
  return () => {
    if (events === undefined || ++calls % stride !== 0) return false;
    return sites.reduce((sum, { journal }) => sum + journal.last, 0) >= events;
  };
}

/** A client that is no site: people who clear topics, strangers who fill them. It connects when it has to. */
function openOutsider(open: OpenLine): { readonly say: Outsider; close(): void } {
  let line: FleetLine | undefined;
  let isUp = false;
  const waiting: (() => void)[] = [];
  const told = {
    up() {
      isUp = true;
      for (const say of waiting.splice(0)) say();
    },
    lost() {
      isUp = false;
      line = undefined;
    },
    message: () => undefined,
  };
  return {
    say(topic, payload, how) {
      line ??= open(
        { clientId: 'loket-fleet-outsider', keepAliveMs: outsiderKeepAliveMs, filters: [] },
        told,
      );
      const say = () => line?.publish(topic, payload, how);
      if (isUp) say();
      else waiting.push(say);
    },
    close: () => line?.close(),
  };
}

function figuresOf(sites: readonly SimulatedSite[]): FleetFigures {
  const sum = { journaled: 0, events: 0, replayed: 0, asked: 0, messages: 0, connected: 0 };
  for (const { link, journal } of sites) {
    const { events, replayed, asked, messages } = link.figures;
    sum.journaled += journal.last;
    sum.events += events;
    sum.replayed += replayed;
    sum.asked += asked;
    sum.messages += messages;
    sum.connected += link.isUp ? 1 : 0;
  }
  return sum;
}
