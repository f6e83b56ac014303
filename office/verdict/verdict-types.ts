import type { Millis } from '../../devices/ports.ts';

/** A moment of the office: `at` by its monotonic clock, by which it judges, and `wall` (Unix ms) for people. */
export interface Moment {
  readonly at: Millis;
  readonly wall: number;
}

/** What is the matter with a site or a device; docs/office.md has what each one means. */
export type Verdict =
  | 'well'
  | 'device'
  | 'hub'
  | 'power-or-process'
  | 'network'
  | 'hung'
  | 'site-unreachable'
  | 'region'
  | 'broker'
  | 'office'
  | 'clock'
  | 'maintenance'
  | 'unknown';

/** `certain`: nothing else explains it. `likely`: the simplest explanation. `open`: see the candidates. */
export type Confidence = 'certain' | 'likely' | 'open';

/** Who can mend it. */
export type Fix = 'clerk' | 'technician' | 'vendor' | 'network' | 'nobody';

/** Why: a code of the verdicts or of the fault catalogue, and what it is about where that is not the subject itself. */
export interface Why {
  readonly code: string;
  readonly of?: string;
}

/** What is wrong, once for each root cause. Its `key` names scope and kind and is the same whenever it comes again. */
export interface RootCause {
  readonly key: string;
  readonly verdict: Verdict;
  readonly reasons: readonly Why[];
  /** What it may be, where `verdict` is less than that. */
  readonly candidates: readonly Verdict[];
  readonly confidence: Confidence;
  /** Since when, as far as the office can know. */
  readonly since: Moment;
  readonly fix: Fix;
  /** Devices that it takes along. */
  readonly devices: readonly string[];
  /** Measured and never alarmed. */
  readonly isQuiet: boolean;
  /** The key of a cause above it that explains it: then it is not said by itself. */
  readonly under?: string;
}

/** What is said of a site or of a device. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly reasons: readonly Why[];
  readonly candidates: readonly Verdict[];
  readonly confidence: Confidence;
  readonly since: Moment;
  readonly knownAt: Moment;
  readonly fix: Fix;
  /** In maintenance: what would be said otherwise. */
  readonly measured?: Verdict;
}

export interface VerdictChange {
  readonly site: string;
  /** Missing: of the site as a whole. */
  readonly device?: string;
  /** Undefined: nothing is said of it any more. */
  readonly judgement: Judgement | undefined;
}

/** What an absence of a site was, as it turned out: from `from` to `to` it was `was`. A later one replaces it. */
export interface Correction {
  readonly site: string;
  readonly from: Moment;
  readonly to: Moment;
  readonly was: Verdict;
  readonly candidates: readonly Verdict[];
  readonly confidence: Confidence;
  readonly reasons: readonly Why[];
}

/** Something that was said to people once, from its opening to its close. */
export interface Incident {
  /** The key of its cause and the time (Unix ms) at which it was opened. */
  readonly id: string;
  readonly site: string | undefined;
  readonly cause: RootCause;
  readonly openedAt: Moment;
  readonly closedAt: Moment | undefined;
  /** The incident that explains it, below which it is hidden. */
  readonly parent: string | undefined;
  /** How often it came back. From the first time on it closes only after a calm. */
  readonly flaps: number;
  /** Its site or device is in maintenance. */
  readonly isQuiet: boolean;
  /** What the absence was, once the site is back. */
  readonly corrections: readonly Correction[];
}

export interface IncidentChange {
  readonly change: 'opened' | 'updated' | 'closed' | 'reopened';
  readonly incident: Incident;
}

/** A span in which faults of a region, a site or one device are measured and not alarmed; times are Unix ms. */
export interface MaintenanceWindow {
  readonly from: number;
  readonly to: number;
  readonly region?: string;
  readonly site?: string;
  readonly device?: string;
}
