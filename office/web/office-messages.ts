import type { Confidence, Fix, Verdict, Why } from '../verdict/verdict-types.ts';

/** What the office's server and its pages say to each other. Times are Unix ms where nothing else is said. */

/** Indonesian and English. */
export type Bilingual = readonly [id: string, en: string];

export interface AllWords {
  readonly verdicts: Readonly<Record<Verdict, Bilingual>>;
  readonly meanings: Readonly<Record<Verdict, Bilingual>>;
  readonly confidences: Readonly<Record<Confidence, Bilingual>>;
  readonly fixes: Readonly<Record<Fix, Bilingual>>;
  /** By code, those of the fault catalogue among them. */
  readonly reasons: Readonly<Record<string, Bilingual>>;
}

/** What users may do; each role may do what those before it may. */
export type OfficeRole = 'look' | 'acknowledge' | 'administer';

export interface Me {
  readonly name: string;
  readonly role: OfficeRole;
  /** Null: all. */
  readonly regions: readonly string[] | null;
}

/** Null: nobody has said it. Of all services of a site together; `longest`: minutes. */
export type QueueRow = readonly [
  waiting: number | null,
  longest: number | null,
  isSurging: 0 | 1,
  issued: number | null,
  /** Of those services that have a quota; null: none has, or it is not known. */
  quotaLeft: number | null,
];

/**
 * A site in the list: there may be thousands. An empty text: not known, or nothing. `since`: Unix s. `unwell`: devices
 * that have a fault; those of a site that cannot be reached are not judged. `why`: the first reason, and who mends it;
 * 0: there is none.
 */
export type SiteRow = readonly [
  id: string,
  title: string,
  region: string,
  latitude: number | null,
  longitude: number | null,
  verdict: Verdict,
  since: number,
  why: readonly [code: string, of: string, fix: Fix] | 0,
  devices: number,
  unwell: number,
  queue: QueueRow | 0,
];

export interface FleetAnswer {
  readonly now: number;
  /** Null: the office has no line to its broker. */
  readonly listeningSince: number | null;
  readonly sites: readonly SiteRow[];
  readonly incidents: readonly IncidentAnswer[];
}

/** A reason in words. */
export interface ReasonAnswer extends Why {
  readonly words: Bilingual;
}

export interface NoteAnswer {
  readonly by: string;
  readonly at: number;
  readonly what: 'acknowledged' | 'commented';
  readonly text: string;
}

export interface CorrectionAnswer {
  readonly from: number;
  readonly to: number;
  readonly was: Verdict;
  readonly candidates: readonly Verdict[];
  readonly confidence: Confidence;
  readonly reasons: readonly ReasonAnswer[];
}

export interface IncidentAnswer {
  readonly id: string;
  readonly site: string | null;
  readonly region: string | null;
  readonly verdict: Verdict;
  readonly reasons: readonly ReasonAnswer[];
  readonly candidates: readonly Verdict[];
  readonly confidence: Confidence;
  readonly fix: Fix;
  readonly since: number;
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly devices: readonly string[];
  /** The incident that explains this one. */
  readonly parent: string | null;
  readonly flaps: number;
  readonly isQuiet: boolean;
  readonly corrections: readonly CorrectionAnswer[];
  readonly notes: readonly NoteAnswer[];
}

export interface JudgementAnswer {
  readonly verdict: Verdict;
  readonly reasons: readonly ReasonAnswer[];
  readonly candidates: readonly Verdict[];
  readonly confidence: Confidence;
  readonly since: number;
  readonly knownAt: number;
  readonly fix: Fix;
  /** In maintenance: what would be said otherwise. */
  readonly measured: Verdict | null;
}

export interface DeviceAnswer {
  readonly id: string;
  readonly title: string | null;
  readonly role: string | null;
  readonly kind: string | null;
  readonly model: string | null;
  readonly place: string | null;
  readonly state: string | null;
  readonly admin: string | null;
  /** What the site says of it, warnings among it. */
  readonly faults: readonly ReasonAnswer[];
  /** Null: it is not judged. */
  readonly judgement: JudgementAnswer | null;
}

export interface ServiceAnswer {
  readonly id: string;
  readonly title: string | null;
  readonly isOpen: boolean | null;
  readonly waiting: number | null;
  readonly longestWaitSeconds: number | null;
  readonly isSurging: boolean | null;
  readonly issuedToday: number | null;
  /** `none`: it has no quota. Null: not known. */
  readonly quotaLeft: number | 'none' | null;
}

export interface SpanAnswer {
  readonly device: string | null;
  readonly verdict: Verdict;
  readonly reasons: readonly string[];
  readonly from: number;
  readonly to: number | null;
}

export interface InventoryAnswer {
  readonly version: string | null;
  readonly siteHash: string | null;
  readonly os: string | null;
  readonly node: string | null;
  readonly kinds: readonly string[] | null;
}

export interface SiteAnswer {
  readonly id: string;
  readonly title: string | null;
  readonly region: string | null;
  readonly place: readonly [latitude: number, longitude: number] | null;
  readonly now: number;
  /** Null: not since the office listens. */
  readonly heardAt: number | null;
  readonly judgement: JudgementAnswer;
  readonly devices: readonly DeviceAnswer[];
  readonly services: readonly ServiceAnswer[];
  readonly counters: readonly { readonly id: string; readonly state: string | null }[];
  readonly inventory: InventoryAnswer;
  /** Null: the store does not answer now. Since `historyFrom`, the oldest first. */
  readonly history: {
    readonly spans: readonly SpanAnswer[];
    readonly incidents: readonly IncidentAnswer[];
  } | null;
  readonly historyFrom: number;
}

export interface InventoryRow extends InventoryAnswer {
  readonly site: string;
  readonly title: string | null;
}

export interface WindowAnswer {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly region: string | null;
  readonly site: string | null;
  readonly device: string | null;
  readonly by: string;
  readonly text: string;
}

/** An event of `/api/events`. After `hello` the page asks for the whole; what changes from then on is sent. */
export type FleetEvent =
  | { readonly type: 'hello'; readonly beatMs: number }
  | { readonly type: 'beat'; readonly now: number; readonly listeningSince: number | null }
  | { readonly type: 'sites'; readonly rows: readonly SiteRow[]; readonly gone: readonly string[] }
  | {
      readonly type: 'incidents';
      readonly open: readonly IncidentAnswer[];
      readonly gone: readonly string[];
    };

/** Why a request was refused. */
export type OfficeRefusal =
  | 'login'
  | 'too-many'
  | 'session'
  | 'role'
  | 'origin'
  | 'not-json'
  | 'too-long'
  | 'unknown'
  | 'bad-field'
  | 'store'
  | 'failed'
  | 'not-ready'
  | 'method';
