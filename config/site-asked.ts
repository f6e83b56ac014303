import type { ElementId, Score } from '../firmware-host/queue/survey.ts';

/** What visitors are asked. A reload may change it. */
export interface RatingSettings {
  /** Elements that take turns, one a day; at least one. A pad may have a list of its own. */
  readonly asks: readonly ElementId[];
  /** Where a complaint is written, with names in braces (config/values/link.ts); undefined: no complaints are taken. */
  readonly complaintLink: string | undefined;
}

/** What a key of a rating pad says: a score, or that the visitor has a complaint. */
export type PadKey = Score | 'complaint';
