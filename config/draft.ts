import type { z } from 'zod';
import type { DeviceKind } from '../devices/kind.ts';
import { type DraftDevice, readDevices } from './draft-devices.ts';
import { type Entries, group, readEntries } from './entries.ts';
import { readBy, tellUnknown } from './explain.ts';
import { currentVersion } from './migrate.ts';
import type { Report } from './report.ts';
import {
  type CounterSettings,
  counter,
  general,
  type ServiceSettings,
  service,
  type ZoneSettings,
  zoneEntry,
} from './schema.ts';
import { say } from './texts/texts.ts';

/**
 * The parts of a site file that could be read. A part with a mistake is missing here, but its id is still known, so
 * that checks of the rest do not report problems that only follow from that mistake.
 */
export interface Draft extends General {
  readonly services: Entries<ServiceSettings>;
  readonly counters: Entries<CounterSettings>;
  readonly zones: Entries<ZoneSettings>;
  readonly boards: Entries<DraftDevice>;
  readonly devices: Entries<DraftDevice>;
  /** Whether the file has a `bookings` part, valid or not. */
  readonly takesBookings: boolean;
  /** Whether the file has a `web` part, valid or not. */
  readonly hasWeb: boolean;
  /** Whether the file has a `voice` part, valid or not. */
  readonly speaks: boolean;
}

/**
 * A part that the file does not have gets its defaults. `undefined`: a part with a mistake, or an optional part that
 * the file does not have.
 */
type General = { readonly [Part in keyof typeof general]: z.output<(typeof general)[Part]> | undefined };

/** A draft without mistakes. Only hours, bookings, board, web, uplink, updates and voice may be left out. */
export type WholeDraft = Draft & {
  readonly [Part in Exclude<
    keyof General,
    'hours' | 'bookings' | 'board' | 'web' | 'uplink' | 'updates' | 'voice'
  >]: NonNullable<General[Part]>;
};

/** Whether every general part could be read; for one that could not, the report says why. */
export function isWhole(draft: Draft): draft is WholeDraft {
  const { site, clock, days, ticket, recall, journal, mqtt, rating } = draft;
  return [site, clock, days, ticket, recall, journal, mqtt, rating].every((part) => part !== undefined);
}

const entryParts = ['services', 'counters', 'zones', 'boards', 'devices'];
const partNames = ['version', ...Object.keys(general), ...entryParts];

/** Reads the values of a site file part by part; problems go into the report. */
export function readDraft(value: unknown, kinds: readonly DeviceKind[], report: Report): Draft | undefined {
  if (value === null || value === undefined) {
    report.error([], say('file-empty'));
    return undefined;
  }
  const file = group(value, [], report);
  if (file === undefined) return undefined;
  const unknown = Object.keys(file).filter((name) => !partNames.includes(name));
  tellUnknown(unknown, partNames, [], report);
  checkVersion(file.version, report);

  return {
    site: readBy(general.site, file.site, ['site'], report),
    clock: readBy(general.clock, file.clock, ['clock'], report),
    days: readBy(general.days, file.days, ['days'], report),
    hours: readBy(general.hours, file.hours, ['hours'], report),
    mqtt: readBy(general.mqtt, file.mqtt, ['mqtt'], report),
    ticket: readBy(general.ticket, file.ticket, ['ticket'], report),
    recall: readBy(general.recall, file.recall, ['recall'], report),
    journal: readBy(general.journal, file.journal, ['journal'], report),
    bookings: readBy(general.bookings, file.bookings, ['bookings'], report),
    board: readBy(general.board, file.board, ['board'], report),
    web: readBy(general.web, file.web, ['web'], report),
    uplink: readBy(general.uplink, file.uplink, ['uplink'], report),
    updates: readBy(general.updates, file.updates, ['updates'], report),
    voice: readBy(general.voice, file.voice, ['voice'], report),
    rating: readBy(general.rating, file.rating, ['rating'], report),
    services: needed('services', readEntries(file, 'services', reader(service), report), report),
    counters: needed('counters', readEntries(file, 'counters', reader(counter), report), report),
    zones: readEntries(file, 'zones', reader(zoneEntry), report),
    boards: readDevices(file, 'boards', kinds, report),
    devices: readDevices(file, 'devices', kinds, report),
    takesBookings: file.bookings !== undefined,
    hasWeb: file.web !== undefined,
    speaks: file.voice !== undefined,
  };
}

const reader =
  <Schema extends z.ZodType>(schema: Schema) =>
  (value: unknown, path: readonly string[], report: Report) =>
    readBy(schema, value, path, report);

function checkVersion(version: unknown, report: Report): void {
  if (version === undefined) report.error(['version'], say('no-version'), 'name');
  else if (version !== currentVersion) report.error(['version'], say('bad-version', String(version)));
}

/** Reports the part as missing unless it has an entry: a hall needs at least one. */
function needed<Entry>(part: string, entries: Entries<Entry>, report: Report): Entries<Entry> {
  if (entries.written && entries.ids.size === 0) report.error([part], say('empty-setting'), 'name');
  if (!entries.written) report.missing([part]);
  return entries;
}
