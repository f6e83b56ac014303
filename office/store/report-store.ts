import type { Element, ScoreCounts } from '../../firmware-host/satisfaction/elements.ts';
import type { KeptEvent } from './kept-event.ts';

/**
 * What reports are made of. It is reckoned from the events of each site, in the order of their numbers, and outlives
 * them: raw events are removed after some days. Times are Unix ms of the site's clock.
 */
export interface ReportStore {
  /**
   * Sites of which events were applied that are not reckoned yet: first those with a long backlog, then those that were
   * reckoned the longest ago.
   */
  behind(most: number): Promise<readonly SiteBehind[]>;
  /** Events of a site after a number, in order. */
  eventsAfter(site: string, sequence: number, most: number): Promise<readonly KeptEvent[]>;
  /**
   * One transaction for all sites, each with one step: what was reckoned, and how far. A step that goes on from another
   * reckoning than the store has is passed over: another worker has reckoned the site, or it has given its numbers
   * again meanwhile. Rejects with `store.not-ours` while another worker writes the history.
   */
  save(steps: readonly ReckonedStep[]): Promise<void>;
  /** Figures that sites say and do not journal. One that is there is replaced. Rejects like `save`. */
  saveDaily(figures: readonly (DailyFigure & { readonly site: string })[]): Promise<void>;
  /**
   * What was reckoned of a site in a span: runs and outages that touch it, with the run before them, since its end
   * tells what came after it; hours that begin in it; days that begin in it in some time zone: the store knows none.
   * Where `what` is given, the rest is not read and is empty.
   */
  of(site: string, from: number, to: number, what?: readonly (keyof SiteRecords)[]): Promise<SiteRecords>;
  /** What visitors said at a site on the business days from one date to another (`YYYY-MM-DD`), both of them. */
  ratings(site: string, first: string, last: string): Promise<readonly RatingDay[]>;
  /**
   * Removes what was written on days before this, by the clock of the store: that of a site may be wrong by years.
   * Resolves with the number of rows.
   */
  pruneReckoned(before: number): Promise<number>;
}

/** What reports are made of, to be read. */
export type ReportReader = Pick<ReportStore, 'of' | 'ratings'>;

/** How far a site was reckoned. */
export interface SiteReckoning {
  readonly site: string;
  /** The last event that was reckoned; 0: none. */
  readonly sequence: number;
  /**
   * How often the site has given its numbers again (`backTo` of a batch). `sequence` then goes back with it; what was
   * reckoned before stays, since it happened.
   */
  readonly backs: number;
  /** What the fold of the events goes on with; undefined at the beginning. */
  readonly state: ReckoningState | undefined;
}

export interface SiteBehind extends SiteReckoning {
  /** The last event that was applied. It may be removed already. */
  readonly applied: number;
}

/** What goes on at the last event that was reckoned. */
export interface ReckoningState {
  readonly run: RunRecord | undefined;
  /**
   * A run before had its last event at this time, and this one began before it: its clock is behind, and its times
   * count from when it has passed that.
   */
  readonly behindUntil?: number | undefined;
  readonly open: readonly OpenOutage[];
  /** The business day that was opened last, `YYYY-MM-DD`. Undefined: none since the office knows the site. */
  readonly date?: string | undefined;
}

export interface OpenOutage {
  readonly device: string;
  /** `link`, or the code of a fault. */
  readonly of: string;
  readonly code: string;
  readonly from: number;
  /** The event that told of it. */
  readonly sequence: number;
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
  /** To be added to what the day has; a part is below 0 where an answer takes the place of one before this step. */
  readonly ratings: readonly RatingDay[];
}

/** The events of a run that follow each other without a gap, and without a step of the clock. */
export interface RunRecord {
  readonly boot: string;
  readonly from: number;
  /** The time of its last event. */
  readonly last: number;
  /**
   * `stopped`: its last event says that it ended in order. `broken`: another run followed without that. `gap`: the
   * events after it are lost for good, or the clock was set, so it is not known how long it was until the next one.
   */
  readonly end: 'going-on' | 'stopped' | 'broken' | 'gap';
}

/** A device could not be used. */
export interface OutageRecord {
  readonly device: string;
  readonly code: string;
  readonly from: number;
  readonly to: number;
}

/** What became of tickets. Each is counted by its event, at the service it then belonged to. */
export interface TicketCounts {
  readonly issued: number;
  readonly called: number;
  readonly served: number;
  readonly noShow: number;
  readonly cancelled: number;
  /** Numbers that never waited: their paper did not come out. */
  readonly voided: number;
  /** From taking the ticket, or from its return to the queue, to each call. */
  readonly wait: Durations;
  /** From the visitor's arrival, or else the call, to the end. */
  readonly serviceTime: Durations;
}

/** Those of a service in an hour. */
export interface QueueHour extends TicketCounts {
  readonly service: string;
  /** Unix ms of its start. */
  readonly hour: number;
}

/**
 * What visitors said of a service on a business day, at one element; or, where `element` is empty, the visits and
 * complaints of that day.
 */
export interface RatingDay extends VisitorCounts {
  /** `YYYY-MM-DD`: the day that the hall had opened last before. */
  readonly date: string;
  /** Empty: of no service, such as at a pad of the hall. */
  readonly service: string;
  readonly element: Element | '';
}

/** Answers that count, and what stands apart. */
export interface VisitorCounts {
  readonly scores: ScoreCounts;
  /** Of a visit that had its answer already. */
  readonly repeated: number;
  /** At a counter without a visit. */
  readonly noVisit: number;
  /** At a pad of the hall, which has no counter. */
  readonly hall: number;
  /** Visits that ended as served. */
  readonly served: number;
  readonly complaints: number;
}

/** Durations that can be added up: percentiles are read from the histogram, to within its steps. */
export interface Durations {
  readonly count: number;
  /** Of whole seconds. */
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
