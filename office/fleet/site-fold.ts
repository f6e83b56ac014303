import { isId } from '../../firmware-host/mqtt/topics.ts';
import { type Heard, readWord, type SaidFault } from '../verdict/heard-message.ts';
import type { Judgement, Moment } from '../verdict/verdict-types.ts';
import { fleetLimits } from './fleet-limits.ts';
import type { CounterSeen, DeviceSeen, Inventory, ServiceSeen, SiteSeen } from './fleet-view.ts';
import { saidFields, shortText } from './said-fields.ts';

/** One site as it was heard, folded in place. */
export interface SiteFold extends SiteSeen {
  title: string | undefined;
  region: string | undefined;
  place: SiteSeen['place'];
  zone: string | undefined;
  hours: SiteSeen['hours'];
  heardAt: number | undefined;
  judgement: Judgement;
  inventory: Inventory;
  readonly devices: Map<string, DeviceSeen>;
  readonly services: Map<string, ServiceSeen>;
  readonly counters: Map<string, CounterSeen>;
}

export function newSiteFold(id: string, now: Moment): SiteFold {
  return {
    ...{ id, title: undefined, region: undefined, place: undefined, zone: undefined, hours: undefined },
    heardAt: undefined,
    judgement: {
      ...{ verdict: 'unknown', reasons: [{ code: 'not-heard-yet' }], candidates: [], confidence: 'open' },
      ...{ since: now, knownAt: now, fix: 'nobody' },
    },
    devices: new Map(),
    services: new Map(),
    counters: new Map(),
    inventory: { version: undefined, siteHash: undefined, os: undefined, node: undefined, kinds: undefined },
  };
}

/** Takes a message in. True when something is new that is shown; that the site has spoken is not. */
export function hearMessage(site: SiteFold, { topic, payload, retain, wallAt }: Heard): boolean {
  if (!retain && isLiveWord(topic, payload)) site.heardAt = wallAt;
  // Nearly all that comes are events, and no page shows them.
  if (topic.startsWith('event/')) return false;
  const [noun, id = '', what] = topic.split('/');
  if (noun === 'controller') return id === 'info' && hearInfo(site, payload);
  if (!isId(id)) return false;
  if (noun === 'device') return hearDevice(site, id, topic, payload);
  if (what !== 'state') return false;
  if (noun === 'service') return hearService(site, id, payload);
  return noun === 'counter' && hearCounter(site, id, payload);
}

/** What is said of a device from now on; undefined: nothing. */
export function judgeDevice(site: SiteFold, id: string, judgement: Judgement | undefined): void {
  const device = site.devices.get(id);
  if (device !== undefined) site.devices.set(id, { ...device, judgement });
  else if (judgement !== undefined && site.devices.size < fleetLimits.devicesMax)
    site.devices.set(id, { ...newDevice(id), judgement });
}

/** Commands are others' words, and a last will is the broker's. */
function isLiveWord(topic: string, payload: unknown): boolean {
  if (payload === undefined || !/^(controller|device|service|counter|event|reply)\//.test(topic))
    return false;
  return topic !== 'controller/state' || saidFields(payload).text('reason') !== 'lost';
}

function hearInfo(site: SiteFold, payload: unknown): boolean {
  if (payload === undefined) return false;
  const said = saidFields(payload);
  const before = JSON.stringify([site.title, site.region, site.place, site.inventory]);
  const latitude = said.within('lat', -90, 90);
  const longitude = said.within('lon', -180, 180);
  site.title = said.text('title') ?? site.title;
  // An older version does not say it: what was known stays, as for the verdict.
  site.region = said.id('region') ?? site.region;
  site.zone = said.zone('zone');
  site.hours = said.hours();
  site.place = latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
  site.inventory = {
    version: said.text('version'),
    siteHash: said.text('site_hash'),
    os: said.text('os'),
    node: said.text('node'),
    kinds: said
      .list('kinds')
      ?.slice(0, fleetLimits.kindsMax)
      .flatMap((kind) => shortText(kind) ?? []),
  };
  let isNew = before !== JSON.stringify([site.title, site.region, site.place, site.inventory]);
  for (const service of said.list('services')?.slice(0, fleetLimits.servicesMax) ?? []) {
    const of = saidFields(service);
    const id = of.id('id');
    if (id === undefined) continue;
    const { servicesMax } = fleetLimits;
    isNew = put(site.services, id, newService, { title: of.text('title') }, servicesMax) || isNew;
  }
  return isNew;
}

function hearDevice(site: SiteFold, id: string, topic: string, payload: unknown): boolean {
  if (payload === undefined) return site.devices.delete(id);
  const { devicesMax } = fleetLimits;
  if (topic.endsWith('/info')) {
    const said = saidFields(payload);
    const known = { role: said.text('role'), kind: said.text('kind'), title: said.text('title') };
    const more = { model: said.text('model'), place: said.text('place') };
    return put(site.devices, id, newDevice, { ...known, ...more }, devicesMax);
  }
  if (topic.endsWith('/health')) {
    const paperMm = saidFields(payload).within('total_paper_mm', 0, fleetLimits.paperMmMax);
    // Counts make no device, and no page shows this one.
    if (site.devices.has(id)) put(site.devices, id, newDevice, { paperMm }, devicesMax);
    return false;
  }
  const word = topic.endsWith('/state') ? readWord(topic, payload) : undefined;
  if (word?.of !== 'device-state') return false;
  const { state, admin } = word.said;
  const before = site.devices.get(id)?.reasons ?? [];
  const now = word.said.reasons.slice(0, fleetLimits.reasonsMax).map(short);
  const reasons = wordsOf(before) === wordsOf(now) ? before : now;
  return put(
    site.devices,
    id,
    newDevice,
    { state: shortText(state), admin: shortText(admin), reasons },
    devicesMax,
  );
}

function short({ code, severity, fix, since }: SaidFault): SaidFault {
  const words = {
    code: shortText(code) ?? '',
    severity: shortText(severity) ?? '',
    fix: shortText(fix) ?? '',
  };
  return { ...words, since };
}

/** Without their times, which wander by a millisecond each time they are said. */
function wordsOf(faults: readonly SaidFault[]): string {
  return faults.map(({ code, severity, fix }) => `${code} ${severity} ${fix}`).join();
}

function hearService(site: SiteFold, id: string, payload: unknown): boolean {
  if (payload === undefined) return site.services.delete(id);
  const said = saidFields(payload);
  const issuedToday = said.count('issued');
  const quotaLeft = said.isNull('quota_left') ? null : said.count('quota_left');
  const figures = {
    isOpen: said.flag('open'),
    waiting: said.count('waiting'),
    longestWaitSeconds: said.count('longest_wait_s'),
    isSurging: said.flag('surge'),
    issuedToday,
    quotaLeft,
    quota: quotaOf(issuedToday, quotaLeft),
  };
  return put(site.services, id, newService, figures, fleetLimits.servicesMax);
}

/** The quota of a day is what was issued of it and what is left. */
function quotaOf(issued: number | undefined, left: number | null | undefined): number | null | undefined {
  if (left === null) return null;
  if (issued === undefined || left === undefined) return undefined;
  return issued + left <= fleetLimits.ticketsPerDayMax ? issued + left : undefined;
}

function hearCounter(site: SiteFold, id: string, payload: unknown): boolean {
  if (payload === undefined) return site.counters.delete(id);
  const state = saidFields(payload).text('state');
  return put(site.counters, id, (of) => ({ id: of, state: undefined }), { state }, fleetLimits.countersMax);
}

function newDevice(id: string): DeviceSeen {
  const known = { role: undefined, kind: undefined, title: undefined, model: undefined, place: undefined };
  const said = { state: undefined, admin: undefined, reasons: [], paperMm: undefined };
  return { id, ...known, ...said, judgement: undefined };
}

function newService(id: string): ServiceSeen {
  const figures = { waiting: undefined, longestWaitSeconds: undefined, isSurging: undefined };
  return {
    id,
    title: undefined,
    isOpen: undefined,
    ...figures,
    issuedToday: undefined,
    quotaLeft: undefined,
    quota: undefined,
  };
}

/** Puts what was said into the entry of `id`. True when it differs; a new one beyond `max` is left out. */
function put<T extends object>(
  entries: Map<string, T>,
  id: string,
  create: (id: string) => T,
  said: Partial<T>,
  max: number,
): boolean {
  const before = entries.get(id);
  if (before === undefined && entries.size >= max) return false;
  const isSame = (key: string): boolean => before?.[key as keyof T] === said[key as keyof T];
  if (before !== undefined && Object.keys(said).every(isSame)) return false;
  entries.set(id, { ...(before ?? create(id)), ...said });
  return true;
}
