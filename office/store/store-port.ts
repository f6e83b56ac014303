import type { Incident, MaintenanceWindow, Moment, Verdict } from '../verdict/verdict-types.ts';
import type { Judged } from '../verdict/verdicts.ts';
import type { KeptEvent } from './kept-event.ts';
import type { ReportStore } from './report-store.ts';

export type { KeptEvent } from './kept-event.ts';

/**
 * What the office keeps, over restarts. Two stores implement it, SQLite and PostgreSQL, and one suite is run on both.
 * Every call rejects with a Fault of code `store.away`, `store.full` or `store.error`; what it was to write is then not
 * written at all, or, where the answer to a commit was lost on the way, as a whole. Any call may be repeated: nothing
 * is then there twice. Times are Unix ms of the office's wall clock, where nothing else is said. U+0000 in a text may
 * be kept as U+FFFD, since PostgreSQL has no such character.
 */
export interface OfficeStore {
  readonly events: EventStore;
  readonly history: HistoryStore;
  readonly reports: ReportStore;
  readonly leases: Leases;
  /**
   * Makes room: removes raw events that came on days older than this many before `now`. Resolves with the number of
   * days removed. Not to be called while the office's own clock is in doubt.
   */
  prune(keepDays: number, now: number): Promise<number>;
  close(): Promise<void>;
}

/** The events of one run of a site's process that were applied: `first` to `last`, except lost ones. */
export interface AppliedRun {
  readonly boot: string;
  readonly first: number;
  readonly last: number;
}

/** How far the events of a site were applied. */
export interface Applied {
  /** The last event that was applied. */
  readonly sequence: number;
  /** By `first`, ascending. */
  readonly runs: readonly AppliedRun[];
}

/** Consecutive events of one site, and what is noted with them. */
export interface SiteBatch {
  readonly site: string;
  readonly events: readonly KeptEvent[];
  /** What `read` returns from then on. */
  readonly applied: Applied;
  /** The site gives these numbers again: what was kept of it from here on is removed first. */
  readonly backTo: number | undefined;
}

export interface EventStore {
  read(site: string): Promise<Applied | undefined>;
  /**
   * One transaction for all sites: all events and cursors, or nothing. Rejects with `store.not-ours` when another
   * worker has taken over the share of one of the sites: nothing was written. Numbers that were applied already are
   * passed over where `backTo` does not take them back.
   */
  apply(batches: readonly SiteBatch[]): Promise<void>;
}

/** A site that the office has heard of. */
export interface KnownSite {
  readonly id: string;
  readonly region: string | undefined;
  readonly title: string | undefined;
  readonly heardAt: number;
}

/** A span in which one thing was said of a site, or of one of its devices. */
export interface VerdictSpan {
  readonly site: string;
  readonly device: string | undefined;
  readonly verdict: Verdict;
  /** Codes of its reasons. */
  readonly reasons: readonly string[];
  readonly from: number;
  /** Undefined: it stands. */
  readonly to: number | undefined;
}

/** Something a person did about an incident. */
export interface IncidentNote {
  readonly incident: string;
  readonly by: string;
  readonly at: number;
  readonly what: 'acknowledged' | 'commented';
  /** Plain text. */
  readonly text: string;
}

export interface KeptIncident {
  readonly incident: Incident;
  readonly notes: readonly IncidentNote[];
}

export interface KeptWindow extends MaintenanceWindow {
  readonly id: string;
  readonly by: string;
  readonly text: string;
}

/**
 * Which sites are asked for. Both missing: all. `regions`: a regional user sees those sites alone, by the region that
 * `saveSites` told last; a site whose region is not known is nobody's. Incidents that are of no site: that of a region
 * is seen in this region, and that of key `fleet` by all; any other one, such as that of the office's own clock, only
 * where `regions` is missing.
 */
export interface Scope {
  readonly site?: string;
  readonly regions?: readonly string[];
}

export interface HistoryStore {
  /**
   * Changes of verdicts, incidents and corrections, in one transaction. Each change counts from `now`, in whatever
   * order they are written: a later write with an earlier `now` finds its place. What is said already may be said
   * again, so a worker that takes the history over writes all that stands. This and the next two reject with
   * `store.not-ours` while another worker writes the history.
   */
  write(judged: Judged, now: number): Promise<void>;
  /** The office lives: until here its spans are known. Written every few seconds. */
  alive(now: number): Promise<void>;
  /**
   * At a start: spans that stood end when the office was last alive, since nothing is known after that. Resolves with
   * that moment, undefined at the very first start.
   */
  resume(): Promise<number | undefined>;
  knownSites(): Promise<readonly KnownSite[]>;
  /** A region or title that is undefined leaves what is kept: a site that was not heard yet has none to tell. */
  saveSites(sites: readonly KnownSite[]): Promise<void>;
  /** A site closed for good is no longer known; its history stays. */
  forgetSite(id: string): Promise<void>;
  /**
   * By site, device and time, cut to `from` and `to`. What corrections told is put in place of what was said of the
   * site at that time; what was said is kept beside it.
   */
  spans(scope: Scope, from: number, to: number): Promise<readonly VerdictSpan[]>;
  /**
   * What `createVerdicts` goes on with after a restart. The monotonic clock has begun anew: `at` of every moment in
   * them is reckoned from `wall` by the distance to `now`, and so may be negative.
   */
  openIncidents(now: Moment): Promise<readonly Incident[]>;
  /** The last ones first; those that were open in the span. Of their moments only `wall` means anything. */
  incidents(scope: Scope, from: number, to: number, most: number): Promise<readonly KeptIncident[]>;
  note(note: IncidentNote): Promise<void>;
  windows(): Promise<readonly KeptWindow[]>;
  saveWindow(window: KeptWindow): Promise<void>;
  /** Ends it now, or removes it when it has not begun. */
  endWindow(id: string, now: number): Promise<void>;
}

/** Workers share the sites: a site belongs to one share of `sharesOfSites`, and a share to one worker at a time. */
export const sharesOfSites = 64;

/** The share of a site, from 0. All workers of all versions have to agree on it: FNV-1a, 32 bits, of its id. */
export function shareOfSite(site: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(site)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0) % sharesOfSites;
}

export interface Leases {
  /**
   * Called every few seconds. Takes what is free or expired and gives back what is more than this worker's part. The
   * time is that of the store, never the worker's. With SQLite there is one worker and it holds everything. From then
   * on the store writes as this worker. A share that was another's in the meantime is missing once, also where this
   * worker has it again: what it remembers of those sites is no longer so.
   */
  renew(worker: string): Promise<Held>;
  /** At an orderly end: others take over at once. */
  release(worker: string): Promise<void>;
}

export interface Held {
  readonly shares: ReadonlySet<number>;
  /** This worker writes the history: one does. */
  readonly writesHistory: boolean;
}
