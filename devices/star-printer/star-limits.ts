import type { Millis } from '../ports.ts';

export { answerMaxMs, cancelLimitMs, printedLimitMs } from '../escpos-printer/printer-limits.ts';

/** How often a printer is asked whether a ticket is on paper. Its answer takes some milliseconds. */
export const pollEveryMs: Millis = 200;
