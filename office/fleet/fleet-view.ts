import type { Week } from '../../config/values/hours.ts';
import type { Cancel } from '../../devices/ports.ts';
import type { SaidFault } from '../verdict/heard-message.ts';
import type { Incident, Judgement } from '../verdict/verdict-types.ts';

/**
 * What the office knows now, for pages and metrics: what sites said last, and what is said of them. Only what was heard
 * is here; nothing is made up for what was not.
 */
export interface FleetView {
  /** Since when the office listens without a gap, Unix ms; undefined while it has no line to its broker. */
  readonly listeningSince: number | undefined;
  sites(): Iterable<SiteSeen>;
  site(id: string): SiteSeen | undefined;
  incidents(): readonly Incident[];
  /** Called at most once in a turn of the judge, with what has changed. */
  onChange(listener: (change: FleetChange) => void): Cancel;
}

export interface FleetChange {
  readonly sites: ReadonlySet<string>;
  readonly incidents: boolean;
}

export interface SiteSeen {
  readonly id: string;
  readonly title: string | undefined;
  readonly region: string | undefined;
  readonly place: { readonly latitude: number; readonly longitude: number } | undefined;
  /** An IANA name that this machine knows. */
  readonly zone: string | undefined;
  /** Undefined: not said, as by sites of older versions. */
  readonly hours: SaidHours | undefined;
  /** Unix ms of the last live word; undefined: none since the office listens. */
  readonly heardAt: number | undefined;
  readonly judgement: Judgement;
  readonly devices: ReadonlyMap<string, DeviceSeen>;
  readonly services: ReadonlyMap<string, ServiceSeen>;
  readonly counters: ReadonlyMap<string, CounterSeen>;
  readonly inventory: Inventory;
}

/** When a site is open: when any of its services is. By the clock of its zone. */
export interface SaidHours {
  readonly week: Week | 'always';
  /** Dates (`YYYY-MM-DD`) on which it is closed all the same. */
  readonly holidays: ReadonlySet<string>;
}

export interface DeviceSeen {
  readonly id: string;
  readonly role: string | undefined;
  readonly kind: string | undefined;
  /** For people, as the site file has it. */
  readonly title: string | undefined;
  readonly model: string | undefined;
  readonly place: string | undefined;
  /** As the site said it last; what it is worth is for `judgement` to say. */
  readonly state: string | undefined;
  readonly admin: string | undefined;
  readonly reasons: readonly SaidFault[];
  /** Of a printer: millimetres of paper that it was told to use in all its life. */
  readonly paperMm: number | undefined;
  readonly judgement: Judgement | undefined;
}

/** Queue figures of a service, as the site said them last. Undefined: not said. */
export interface ServiceSeen {
  readonly id: string;
  readonly title: string | undefined;
  readonly isOpen: boolean | undefined;
  readonly waiting: number | undefined;
  readonly longestWaitSeconds: number | undefined;
  readonly isSurging: boolean | undefined;
  readonly issuedToday: number | undefined;
  /** Tickets that may still be issued today; null: as many as there are. */
  readonly quotaLeft: number | null | undefined;
  /** Tickets that may be issued today, with those that were; null: as many as there are. */
  readonly quota: number | null | undefined;
}

export interface CounterSeen {
  readonly id: string;
  readonly state: string | undefined;
}

/** What a site is made of. Undefined: not said. */
export interface Inventory {
  readonly version: string | undefined;
  readonly siteHash: string | undefined;
  readonly os: string | undefined;
  readonly node: string | undefined;
  readonly kinds: readonly string[] | undefined;
}
