import type { Score } from '../../firmware-host/queue/survey.ts';
import type { OrderOutcome } from '../shared/order-outcome.ts';

/** What the hall says of a complaint (firmware-host/pad-desk.ts). */
export interface Complaint {
  readonly code: string;
  readonly link: string;
  /** Rows of modules from the top, `1` is dark; null: there is no picture of it. */
  readonly qr: readonly string[] | null;
}

export type Said = 'thanks' | 'busy' | 'notTaken' | 'unanswered' | 'complaintRefused';

const ratingLimits = {
  /** An answer can be changed for so long: after that another visitor is meant. */
  changeMs: 5_000,
  /** How long a sentence stays that is no thanks. */
  saidMs: 6_000,
  complaintMs: 60_000,
  /** A touch so soon after the screen has changed was meant for the screen before: a double touch. */
  settleMs: 600,
} as const;

/** One visitor after another at a rating pad. Nothing of it touches the page; `now` is its steady clock in ms. */
export class RatingVisit {
  /** The face that was touched, while its answer can be changed. */
  chosen: Score | undefined;
  /** What is said below the faces; undefined: nothing. */
  said: Said | undefined;
  complaint: Complaint | undefined;
  /** The answer that the hall has not answered yet, and the last one that was touched meanwhile. */
  #sent: Score | undefined;
  #next: Score | undefined;
  #asksForComplaint = false;
  #saidAt = 0;
  #changedAt = Number.NEGATIVE_INFINITY;

  /** A touch on a face: the answer that the hall is to be given now; undefined: none, or not yet. */
  touch(score: Score, now: number): Score | undefined {
    if (this.complaint !== undefined || !this.#isSettled(now) || score === this.chosen) return undefined;
    this.chosen = score;
    this.#say(undefined, now);
    if (this.#sent !== undefined) {
      this.#next = score;
      return undefined;
    }
    this.#sent = score;
    return score;
  }

  /** What came of an answer. Returns the next one that is to be given: a visitor was faster than the hall. */
  answered(outcome: OrderOutcome, now: number): Score | undefined {
    const following = this.#next === this.#sent ? undefined : this.#next;
    this.#sent = outcome.ok ? following : undefined;
    this.#next = undefined;
    if (this.#sent !== undefined) return this.#sent;
    if (!outcome.ok) this.chosen = undefined;
    this.#say(outcome.ok ? 'thanks' : wordOf(outcome.code), now);
    return undefined;
  }

  /** A touch on the key for complaints: whether the hall is to be asked. */
  complain(now: number): boolean {
    if (this.#asksForComplaint || this.complaint !== undefined || !this.#isSettled(now)) return false;
    this.#asksForComplaint = true;
    return true;
  }

  opened(outcome: OrderOutcome, now: number): void {
    this.#asksForComplaint = false;
    this.#say(outcome.ok ? undefined : 'complaintRefused', now);
    if (!outcome.ok) return;
    this.complaint = outcome.result as Complaint;
    this.chosen = undefined;
    this.#changedAt = now;
  }

  close(now: number): void {
    if (this.complaint === undefined || !this.#isSettled(now)) return;
    this.complaint = undefined;
    this.#changedAt = now;
  }

  /** Looks at the time. */
  look(now: number): void {
    const shownMs = this.said === 'thanks' ? ratingLimits.changeMs : ratingLimits.saidMs;
    if (this.said !== undefined && now - this.#saidAt >= shownMs) {
      // The next visitor finds no face that somebody else has touched.
      if (this.#sent === undefined) this.chosen = undefined;
      this.#say(undefined, now);
    }
    if (this.complaint !== undefined && now - this.#changedAt >= ratingLimits.complaintMs) this.close(now);
  }

  #say(what: Said | undefined, now: number): void {
    this.said = what;
    this.#saidAt = now;
  }

  #isSettled(now: number): boolean {
    return now - this.#changedAt >= ratingLimits.settleMs;
  }
}

/** Of these nobody knows whether the answer was taken. */
const unknownOutcomes: readonly string[] = ['lost', 'outcome-unknown', 'failed'];
const passing: readonly string[] = ['too-often', 'busy', 'journal-slow', 'expired'];

function wordOf(code: string): Said {
  if (unknownOutcomes.indexOf(code) !== -1) return 'unanswered';
  return passing.indexOf(code) !== -1 ? 'busy' : 'notTaken';
}
