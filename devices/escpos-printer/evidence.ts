import { Fault } from '../fault.ts';
import type { Opening } from '../kind.ts';
import type { Clock } from '../ports.ts';
import { createAnswerQueue } from './answer-queue.ts';
import type { AnyAnswer } from './any-answer.ts';
import type { PrinterAnswer } from './printer-answers.ts';
import { createProcessIds } from './process-ids.ts';
import { createProof, type Proof, timesAsked } from './proof.ts';
import { settleLine } from './settling.ts';

/**
 * What a printer proves about a job on paper. `GS r` carries no number, so its answer counts only on a settled line:
 * one on which no older question can still be answered. `GS ( H` carries an id. Its answer counts once this unit has
 * shown that it answers each question with that question's id, and not before the `GS r` sent ahead of it: some units
 * answer `GS ( H` before the paper is printed.
 */
export interface PaperEvidence<Answer extends AnyAnswer = PrinterAnswer> {
  /** No earlier question can still be answered. */
  readonly settled: boolean;
  /** Whether its answers prove paper. `unknown` until the line was settled for the first time. */
  readonly proves: 'unknown' | 'yes' | 'no';
  heard(answer: Answer): void;
  /**
   * Settles the line. Concurrent callers share one attempt. Resolves also when it fails: `settled` and `proves` hold
   * the result.
   */
  settle(): Promise<void>;
  /** The proof for one job on a settled line; undefined for a printer that proves nothing. */
  proof(): Proof<Answer> | undefined;
  /** That job has ended. Unless it was `answered`, its answer may still come. */
  over(answered: boolean): void;
}

export function createEvidence(of: {
  readonly send: (bytes: Uint8Array) => Promise<void>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly random: () => number;
  /** Whether the last status said that the printer cannot print: then it answers nothing that waits for paper. */
  readonly isStopped: () => boolean;
}): PaperEvidence {
  const { clock, signal } = of;
  const nextId = createProcessIds(of.random);
  let settled = false;
  /** What the answers to GS r have shown. `noisy`: the printer never fell silent, so nothing it sends is an answer. */
  let paper: 'unknown' | 'yes' | 'never' | 'noisy' = 'unknown';
  let process: 'unknown' | 'yes' | 'no' = 'unknown';
  let settling: Promise<void> | undefined;
  let job = false;
  /** Answers that arrive while the line is being settled. */
  const queue = createAnswerQueue(clock, signal);

  async function settleOnce(): Promise<void> {
    queue.clear();
    const { printed, identified, quiet } = await settleLine({ ...of, next: queue.next, nextId });
    if (signal.aborted) return;
    process = identified ? 'yes' : 'no';
    if (printed >= timesAsked) paper = quiet || identified ? 'yes' : 'noisy';
    // `never` only for a unit that has not answered GS r once since it was opened.
    else if (printed === 0 && paper === 'unknown' && !of.isStopped()) paper = 'never';
    settled = identified || (printed >= timesAsked && quiet) || paper === 'never' || paper === 'noisy';
  }

  return {
    get settled() {
      return settled;
    },
    get proves() {
      if (paper === 'yes' || paper === 'unknown') return paper;
      return 'no';
    },
    heard(answer) {
      const matters = answer.type === 'printed' || answer.type === 'process' || answer.type === 'cleared';
      if (!matters) return;
      if (settling !== undefined) queue.push(answer);
      else if (!job && answer.type === 'printed' && paper !== 'noisy') settled = false;
    },
    settle() {
      settling ??= settleOnce()
        // The wire is gone or takes no bytes: the line stays unsettled.
        .catch((why) => {
          if (!(why instanceof Fault)) throw why;
        })
        .finally(() => {
          settling = undefined;
        });
      return settling;
    },
    proof() {
      if (paper !== 'yes') return undefined;
      job = true;
      const id = process === 'yes' ? nextId() : undefined;
      const faked = (): void => {
        process = 'no';
      };
      return createProof({ id, clock, faked });
    },
    over(answered) {
      job = false;
      if (!answered) settled = false;
    },
  };
}

/**
 * Settles the line in the background and tells what the printer proves. Not while it cannot print: it would not answer.
 */
export const settler =
  <Answer extends AnyAnswer>(of: {
    readonly evidence: PaperEvidence<Answer>;
    readonly isStopped: () => boolean;
    readonly signal: AbortSignal;
    readonly warn: Opening<unknown, never>['warn'];
    readonly provesNothing: string;
  }): (() => Promise<void>) =>
  async () => {
    const { evidence } = of;
    if (!evidence.settled && !of.isStopped()) await evidence.settle();
    if (evidence.proves === 'unknown' || of.signal.aborted) return;
    of.warn('printer.status_unsupported', evidence.proves === 'yes' ? undefined : of.provesNothing);
  };
