import type { Millis } from '../ports.ts';

/** Every limit of a printer's answers, in one place. */

/** The limit of an answer that does not wait for printing. A slower printer counts as absent. */
export const answerMaxMs: Millis = 2_000;

/** How long a quick printer may take for one status answer; a network printer that is asleep needs some hundred ms. */
export const statusLimitMs: Millis = 1_000;

/** A quick printer that answers other questions, but not this one within this time, does not know it. */
export const unansweredMs: Millis = 300;

/**
 * How long a ticket may take from its first byte to the answer that it is printed: usually 2 s, more on a slow line.
 */
export const printedLimitMs: Millis = 8_000;

/**
 * A question that proves the line settled may be lost, as by a printer that just woke. After this long without an
 * answer it is asked once more.
 */
export const askAgainMs: Millis = printedLimitMs / 2;

/** How long settling a line may take: one ticket that is still being printed, and the silence after it. */
export const settleMaxMs: Millis = printedLimitMs + answerMaxMs;

/** How long sending the bytes that cancel a job may take. */
export const cancelLimitMs: Millis = 1_000;
