import type { Millis } from '../ports.ts';

/** Every limit of a printer's answers, in one place. */

/** The longest that any answer takes for which nothing has to be printed first: a slower printer is not there. */
export const answerMaxMs: Millis = 2_000;

/**
 * How long one status answer may take of a printer that is quick; a network printer that is asleep needs some hundred.
 */
export const statusLimitMs: Millis = 1_000;

/** A quick printer that has answered another question and not this one in so long does not know it. */
export const unansweredMs: Millis = 300;

/** How long a ticket may take from its first byte to the answer that it is printed: some 2 s, more on a slow line. */
export const printedLimitMs: Millis = 8_000;

/**
 * A question that proves the line empty may be swallowed, as by a printer that just woke: unanswered, it is asked once
 * more.
 */
export const askAgainMs: Millis = printedLimitMs / 2;

/** How long a line may take to be proven empty: one ticket that is still being printed, and the quiet after it. */
export const settleMaxMs: Millis = printedLimitMs + answerMaxMs;

/** How long the bytes that cancel a job may take to leave. */
export const cancelLimitMs: Millis = 1_000;
