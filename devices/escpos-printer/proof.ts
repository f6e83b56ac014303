import type { Clock, Millis } from '../ports.ts';
import type { AnyAnswer } from './any-answer.ts';
import type { PrinterAnswer } from './printer-answers.ts';
import { answerMaxMs } from './printer-limits.ts';
import { type Condition, printedRequest, processRequest } from './printer-status.ts';

/** The question sent after a job, and the check which answer proves that the job is on paper. */
export interface Proof<Answer extends AnyAnswer = PrinterAnswer> {
  readonly question: readonly number[];
  /** Of a printer that does not say it by itself: how often it is asked again, and with which bytes, if any. */
  readonly again?: { readonly everyMs: Millis; question(): readonly number[] };
  /**
   * Takes every answer from the first byte of the job on. Returns the conditions once the job is proven to be printed.
   */
  heard(answer: Answer): readonly Condition[] | undefined;
}

/** GS r is asked twice in a row: one stray NUL reads like an answer, but two do not come within `answerMaxMs`. */
export const timesAsked = 2;
export const printedQuestion = Array.from({ length: timesAsked }, () => printedRequest).flat();

/**
 * The proof for one job on a settled line. `id`: a process id, for a unit that answers them. `faked` is called when the
 * unit returns the id before the answers to GS r: it does not wait for paper, so its ids prove nothing.
 */
export function createProof(of: {
  readonly id: string | undefined;
  readonly clock: Clock;
  readonly faked: () => void;
}): Proof {
  const { id, clock } = of;
  let waitsForId = id !== undefined;
  let printed = 0;
  let lastAt: Millis = 0;
  let conditions: readonly Condition[] = [];
  const isPrinted = () => printed >= timesAsked;
  return {
    question: [...printedQuestion, ...(id === undefined ? [] : processRequest(id))],
    heard(answer) {
      if (answer.type === 'printed') {
        printed = clock.now() - lastAt > answerMaxMs ? 1 : printed + 1;
        lastAt = clock.now();
        conditions = answer.conditions;
        return !waitsForId && isPrinted() ? conditions : undefined;
      }
      if (answer.type !== 'process' || answer.id !== id) return undefined;
      if (isPrinted()) return conditions;
      waitsForId = false;
      of.faked();
      return undefined;
    },
  };
}
