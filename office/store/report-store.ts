import type { KeptEvent } from './store-port.ts';

/**
 * What reports are made of. It is reckoned from the events of each site, in the order of their numbers, and outlives
 * them: raw events are removed after some days. Times are Unix ms of the site's clock.
 */
export interface ReportStore {
  /** Sites of which events were applied that are not reckoned yet, and how far each was; the longest behind first. */
  behind(most: number): Promise<readonly SiteReckoning[]>;
  /** Events of a site after a number, in order. */
  eventsAfter(site: string, sequence: number, most: number): Promise<readonly KeptEvent[]>;
  /**
   * One transaction for all sites: what was reckoned, and how far. What of a site goes on from another number than the
   * store has is passed over: it was reckoned by another worker. Rejects with `store.not-ours` while another worker
   * writes the history.
   */
  save(steps: readonly ReckonedStep[]): Promise<void>;
  /** Figures that sites say and do not journal. One that is there is replaced. Rejects like `save`. */
  saveDaily(figures: readonly (DailyFigure & { readonly site: string })[]): Promise<void>;
  /**
   * What was reckoned of a site in a span: runs and outages that touch it, hours and days that begin in it. Where
   * `what` is given, the rest need not be read and may be missing.
   */
  of(site: string, from: number, to: number, what?: readonly (keyof SiteRecords)[]): Promise<SiteRecords>;
  /** Removes what ended before this. Resolves with the number of rows. */
  pruneReckoned(before: number): Promise<number>;
}

/** How far a site was reckoned. */
export interface SiteReckoning {
  readonly site: string;
  /** The last event that was reckoned; 0: none. */
  readonly sequence: number;
  /** What the fold of the events goes on with; undefined at the beginning. */
  readonly state: ReckoningState | undefined;
}

/** What goes on at the last event that was reckoned. */
export interface ReckoningState {
  readonly run: RunRecord | undefined;
  /** Open outages, each by its device and what it is of (`link`, or the code of a fault). */
  readonly open: readonly {
    readonly device: string;
    readonly of: string;
    readonly code: string;
    readonly from: number;
  }[];
}

/** What was reckoned of a site from one number to another; all of it is new. */
export interface ReckonedStep {
  readonly site: string;
  /** `sequence` of the reckoning that it goes on from. */
  readonly after: number;
  readonly next: SiteReckoning;
  /** Runs that ended. */
  readonly runs: readonly RunRecord[];
  /** Outages that ended. */
  readonly outages: readonly OutageRecord[];
  /** To be added to what the hour has. */
  readonly queues: readonly QueueHour[];
}

/** The events of a run that follow each other without a gap. */
export interface RunRecord {
  readonly boot: string;
  readonly from: number;
  /** The time of its last event. */
  readonly last: number;
  /** What its last event was. `stopped`: it ended in order; `gap`: the events after it are lost for good. */
  readonly end: 'going-on' | 'stopped' | 'broken' | 'gap';
}

/** A device could not be used. */
export interface OutageRecord {
  readonly device: string;
  readonly code: string;
  readonly from: number;
  readonly to: number;
}

/** What became of the tickets of a service in an hour. */
export interface QueueHour {
  readonly service: string;
  /** Unix ms of its start. */
  readonly hour: number;
  readonly issued: number;
  readonly called: number;
  readonly served: number;
  readonly noShow: number;
  readonly cancelled: number;
  readonly voided: number;
  readonly wait: Durations;
  readonly serviceTime: Durations;
}

/** Durations that can be added up: percentiles are read from the histogram, to within its steps. */
export interface Durations {
  readonly count: number;
  readonly sumSeconds: number;
  /** How many there were in each step of `durationSteps`; missing ones are 0. */
  readonly steps: readonly number[];
}

/** What a site said last on a day. */
export interface DailyFigure {
  /** `YYYY-MM-DD`, in the site's zone. */
  readonly date: string;
  /**
   * `quota`: tickets that a service may issue on that day; `paper-mm`: what a printer has printed in all its life, by
   * `total_paper_mm` of its health.
   */
  readonly what: 'quota' | 'paper-mm';
  /** The service, or the printer. */
  readonly of: string;
  readonly value: number;
}

export interface SiteRecords {
  /** The run that goes on is the last one. */
  readonly runs: readonly RunRecord[];
  /** Those that are not over have no `to`. */
  readonly outages: readonly (Omit<OutageRecord, 'to'> & { readonly to: number | undefined })[];
  readonly queues: readonly QueueHour[];
  readonly daily: readonly DailyFigure[];
}
