import type { Millis } from '../../devices/ports.ts';
import type { LineLoss } from './broker-line.ts';
import { fleetKey, regionOfKey, siteKey } from './cause-keys.ts';
import { createDeadlines, type Deadlines } from './deadlines.ts';
import { FleetWatch } from './fleet-watch.ts';
import { hearWord } from './hear-word.ts';
import { type Heard, readWord } from './heard-message.ts';
import { IncidentBook } from './incident-book.ts';
import { createMaintenanceWindows, type MaintenanceWindows } from './maintenance-windows.ts';
import { sayVerdicts } from './say-verdicts.ts';
import { isClockOff } from './site-clock.ts';
import { findSite, judgePasts, newSiteWatch, type SiteWatch, settleSite } from './site-watch.ts';
import type { Standing } from './standing-causes.ts';
import { verdictLimits } from './verdict-limits.ts';
import type {
  Correction,
  Incident,
  IncidentChange,
  Judgement,
  MaintenanceWindow,
  Moment,
  RootCause,
  VerdictChange,
} from './verdict-types.ts';

export interface Judged {
  readonly verdicts: readonly VerdictChange[];
  readonly corrections: readonly Correction[];
  readonly incidents: readonly IncidentChange[];
}

/**
 * Judges all sites. It has no clock, no timer and no connection: it is told what is heard and is asked at the latest
 * at `nextDeadline`. A message costs the same however many sites there are; only sites to which something happened,
 * or whose deadline has passed, are judged again.
 */
export interface Verdicts {
  hear(heard: Heard): void;
  /** The office's connection to its broker is made, or lost, or an attempt to make it has failed. */
  lineUp(now: Moment): void;
  lineDown(why: LineLoss, now: Moment): void;
  /** Replaces all maintenance windows. */
  setWindows(windows: readonly MaintenanceWindow[]): void;
  judge(now: Moment): Judged;
  /** When `judge` is to be called at the latest, monotonic ms; at once when something was told that may matter. */
  nextDeadline(): Millis;
  /** What is said now. */
  site(id: string): Judgement | undefined;
  devices(id: string): ReadonlyMap<string, Judgement>;
  incidents(): readonly Incident[];
}

interface Office {
  readonly sites: Map<string, SiteWatch>;
  /** Sites to which something happened since they were judged. */
  readonly dirty: Set<string>;
  readonly deadlines: Deadlines;
  readonly book: IncidentBook;
  readonly fleet: FleetWatch;
  readonly before: readonly Incident[];
  /** Sites that were closed for good since the last time. */
  forgotten: string[];
  windows: MaintenanceWindows;
  calledAt: Millis;
}

/** What an office knew before this start. */
export interface Before {
  /** Those that were open: they go on, and close once their cause is known to be over. */
  readonly incidents?: readonly Incident[];
  /** Sites that are to be heard: one that is dead, and that no broker retains anything of, is told as well. */
  readonly sites?: readonly { readonly id: string; readonly region?: string }[];
}

export function createVerdicts(
  startedAt: Moment,
  { incidents = [], sites: known = [] }: Before = {},
): Verdicts {
  const office: Office = {
    sites: new Map(),
    dirty: new Set(),
    deadlines: createDeadlines(),
    book: new IncidentBook(incidents),
    fleet: new FleetWatch(startedAt, causesOf(incidents, undefined)),
    before: incidents,
    forgotten: [],
    windows: createMaintenanceWindows([]),
    calledAt: startedAt.at,
  };
  const { sites, fleet, deadlines, book } = office;
  for (const { site } of incidents) if (site !== undefined) watchOf(office, site, startedAt);
  for (const { id, region } of known) watchOf(office, id, startedAt).evidence.region = region;
  return {
    hear: (heard) => hear(office, heard),
    lineUp(now) {
      fleet.lineUp(now);
      touchAll(office);
    },
    lineDown(why, now) {
      fleet.lineDown(why, now, takeWillsBack(sites, now));
      touchAll(office);
    },
    setWindows(list) {
      office.windows = createMaintenanceWindows(list);
      touchAll(office);
    },
    judge: (now) => judge(office, now),
    nextDeadline() {
      if (office.dirty.size > 0) return office.calledAt;
      const never = Number.POSITIVE_INFINITY;
      const heartbeat = office.calledAt + verdictLimits.heartbeatMs;
      return Math.min(deadlines.next() ?? never, book.next() ?? never, heartbeat);
    },
    site: (id) => sites.get(id)?.said,
    devices: (id) => sites.get(id)?.saidOfDevices ?? new Map(),
    incidents: () => book.open(),
  };
}

function hear(office: Office, { site, topic, payload, retain, heardAt, wallAt }: Heard): void {
  const word = readWord(topic, payload);
  // The topics of a closed site are cleared one by one: that is no sign of a site.
  if (word === undefined || (word.of === 'cleared' && !office.sites.has(site))) return;
  const now = { at: heardAt, wall: wallAt };
  if (word.of === 'cleared' && word.isSite) return void forget(office, site, now);
  const { evidence } = watchOf(office, site, now);
  if (hearWord(evidence, word, { now, retain, line: office.fleet.line.number })) office.dirty.add(site);
}

function watchOf(office: Office, id: string, now: Moment): SiteWatch {
  let watch = office.sites.get(id);
  if (watch === undefined) {
    watch = newSiteWatch(id, now, causesOf(office.before, id));
    office.sites.set(id, watch);
    office.dirty.add(id);
  }
  return watch;
}

/** The site is closed for good: its retained topics were cleared. */
function forget({ sites, book, fleet, forgotten }: Office, id: string, now: Moment): void {
  const watch = sites.get(id);
  if (watch === undefined) return;
  forgotten.push(id);
  for (const key of watch.standing.keys()) book.over(key, now);
  fleet.saw(id, undefined, 'other', now);
  fleet.sawClock(id, undefined);
  sites.delete(id);
}

function touchAll({ sites, dirty }: Office): void {
  for (const id of sites.keys()) dirty.add(id);
}

function judge(office: Office, now: Moment): Judged {
  takeDue(office, now);
  find(office, now);
  settleFleet(office, now);
  // The fleet may have touched sites that were not looked at.
  find(office, now);
  const verdicts: VerdictChange[] = office.forgotten.map((site) => ({ site, judgement: undefined }));
  office.forgotten = [];
  const corrections: Correction[] = [];
  for (const id of office.dirty) {
    const watch = office.sites.get(id);
    if (watch === undefined) continue;
    verdicts.push(...judgeWatch(office, watch, now));
    for (const correction of judgePasts(watch, now)) {
      corrections.push(correction);
      office.book.correct(siteKey(id), correction);
    }
  }
  office.dirty.clear();
  office.book.tick(now);
  return { verdicts, corrections, incidents: office.book.changes() };
}

function takeDue(office: Office, now: Moment): void {
  const { deadlines, fleet, windows, dirty } = office;
  // Called much later than it asked: what was not heard meanwhile was not listened for.
  if (now.at - office.calledAt > verdictLimits.heldUpMs) {
    fleet.heldUp(now);
    touchAll(office);
  }
  office.calledAt = now.at;
  for (const key of deadlines.take(now.at)) {
    if (key === windowsKey) touchAll(office);
    else if (key !== fleetKey) dirty.add(key.slice(siteKey('').length));
  }
  const edge = windows.nextEdge(now.wall);
  if (edge !== undefined) deadlines.set(windowsKey, now.at + edge - now.wall);
}

function find({ sites, dirty, fleet }: Office, now: Moment): void {
  for (const id of dirty) {
    const watch = sites.get(id);
    if (watch === undefined) continue;
    findSite(watch, fleet.line, now);
    const { reach } = watch.finding;
    const since = reach === 'away' ? (watch.evidence.lost ?? now) : now;
    const seen = reach === 'there' || reach === 'away' ? reach : 'other';
    fleet.sawClock(id, isClockOff(watch.evidence.clock));
    if (fleet.line.isUp) fleet.saw(id, watch.evidence.region, seen, since);
  }
}

/** The fleet and the regions; what changes there touches their sites. */
function settleFleet(office: Office, now: Moment): void {
  const { fleet, book, windows, deadlines, dirty } = office;
  const { touched, over } = fleet.settle(now);
  for (const { key } of over) book.over(key, now);
  const isFleetSaid = fleet.isFleetSaid();
  for (const { cause, said } of fleet.standing()) {
    if (said === undefined) continue;
    const isRegion = cause.verdict === 'region';
    const hold = isRegion && !book.has(cause.key) ? fleet.holdRegions(now.at) : undefined;
    setDeadline(deadlines, fleetKey, hold);
    if (hold !== undefined && hold > now.at) continue;
    const isQuiet = isRegion && windows.hasRegion(regionOfKey(cause.key), now.wall);
    const parent = isRegion && isFleetSaid ? fleetKey : undefined;
    const hadIncident = book.has(cause.key);
    book.stand(cause, { site: undefined, isQuiet, parent }, now);
    // It may have waited for others; what is open of its sites is placed below it now.
    if (!hadIncident && book.has(cause.key)) for (const id of fleet.sitesOf(cause.key)) dirty.add(id);
  }
  if (touched === 'all') touchAll(office);
  else for (const id of touched) dirty.add(id);
  setDeadline(deadlines, fleetKey, fleet.until);
}

function judgeWatch(office: Office, watch: SiteWatch, now: Moment): readonly VerdictChange[] {
  const { fleet, book, windows, deadlines } = office;
  const { id } = watch.evidence;
  const isOwnClockOff = fleet.isOwnClockOff();
  const of = { isLineUp: fleet.line.isUp, signOver: fleet.signOver(id), isOwnClockOff };
  const { over, until } = settleSite(watch, of, now);
  const above = fleet.saidOver(id);
  for (const { key } of over) book.over(key, now);
  bookSite(office, watch, above?.cause.key, now);
  setDeadline(deadlines, siteKey(id), until);
  return sayVerdicts(watch, above, windows, now);
}

/** Gives what is said of the site to the book, each cause below the one that explains it. */
function bookSite(
  { book, windows, fleet, deadlines }: Office,
  watch: SiteWatch,
  above: string | undefined,
  now: Moment,
): void {
  const { standing, finding } = watch;
  const { id: site, region } = watch.evidence;
  const key = siteKey(site);
  const isSaid = (one: string | undefined): one is string =>
    one !== undefined && standing.get(one)?.said !== undefined;
  // A parent first: what is below it looks for its incident.
  const rank = ({ cause }: Standing): number => (cause.key === key ? 0 : cause.verdict === 'hub' ? 1 : 2);
  for (const { cause, said, goneAt } of [...standing.values()].sort((a, b) => rank(a) - rank(b))) {
    // What is just ending ends where it stood.
    if (said === undefined || goneAt !== undefined || cause.verdict === 'unknown') continue;
    const hold = cause.key === key && !book.has(key) ? fleet.holdSite(site, now.at) : undefined;
    setDeadline(deadlines, key, hold);
    if (hold !== undefined && hold > now.at) continue;
    const isBelowSite = finding.reach !== 'there' && cause.key !== key && isSaid(key);
    const parent = isSaid(cause.under) ? cause.under : isBelowSite ? key : above;
    const isQuiet = cause.isQuiet || windows.has({ site, region, device: cause.devices[0] }, now.wall);
    book.stand(cause, { site, parent, isQuiet }, now);
  }
}

const windowsKey = 'windows';

/** Where nothing is to come, nothing is set. */
function setDeadline(deadlines: Deadlines, key: string, at: Millis | undefined): void {
  if (at !== undefined) deadlines.set(key, at);
}

function causesOf(incidents: readonly Incident[], site: string | undefined): readonly RootCause[] {
  return incidents.filter((one) => one.site === site).map(({ cause }) => cause);
}

/**
 * A broker that ends says goodbye for all sites and then to the office: these wills are no news of the sites. True
 * when they were of most sites that were there, and of so many that it is no chance.
 */
function takeWillsBack(sites: ReadonlyMap<string, SiteWatch>, now: Moment): boolean {
  let taken = 0;
  let there = 0;
  for (const { evidence } of sites.values()) {
    const { lost } = evidence;
    if (lost === undefined) there += evidence.live === undefined ? 0 : 1;
    else if (now.at - lost.at <= verdictLimits.willsOfBrokerMs) {
      evidence.lost = undefined;
      evidence.losses = evidence.losses.filter((at) => at !== lost.at);
      taken++;
    }
  }
  const isMost = taken >= verdictLimits.fleetShare * (taken + there);
  return taken >= verdictLimits.togetherSitesMin && isMost;
}
