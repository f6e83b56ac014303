import { Fault } from '../fault.ts';
import type { Clock } from '../ports.ts';
import { createAnswerQueue } from './answer-queue.ts';
import type { PrinterAnswer } from './printer-answers.ts';
import { createProcessIds } from './process-ids.ts';
import { createProof, type Proof, timesAsked } from './proof.ts';
import { settleLine } from './settling.ts';

/**
 * What a printer proves of its paper. `GS r` carries no number, so its answer counts only on a line that is settled:
 * one of which nothing older can still be answered. `GS ( H` carries one, and counts where this unit has shown that it
 * answers each with its own, and not before the `GS r` that was asked first: by itself it may answer before the paper.
 */
export interface PaperEvidence {
  /** Nothing asked before can still be answered. */
  readonly settled: boolean;
  /** Whether anything it answers proves paper. `unknown` until the line was settled for the first time. */
  readonly proves: 'unknown' | 'yes' | 'no';
  heard(answer: PrinterAnswer): void;
  /**
   * Settles the line, once for all who ask meanwhile. Resolves also where it could not be: `settled` and `proves` say
   * what came of it.
   */
  settle(): Promise<void>;
  /** For one job on a settled line; undefined where nothing proves paper. */
  proof(): Proof | undefined;
  /** That job is over. Unless it was `answered`, its answer may still come. */
  over(answered: boolean): void;
}

export function createEvidence(of: {
  readonly send: (bytes: Uint8Array) => Promise<void>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly random: () => number;
  /** Whether the printer said last that it cannot print, and so answers nothing that waits behind paper. */
  readonly isStopped: () => boolean;
}): PaperEvidence {
  const { clock, signal } = of;
  const nextId = createProcessIds(of.random);
  let settled = false;
  /** What GS r has shown. `noisy`: it never fell silent, so that nothing it says is an answer. */
  let paper: 'unknown' | 'yes' | 'never' | 'noisy' = 'unknown';
  let process: 'unknown' | 'yes' | 'no' = 'unknown';
  let settling: Promise<void> | undefined;
  let job = false;
  /** What came while the line is being settled. */
  const queue = createAnswerQueue(clock, signal);

  async function settleOnce(): Promise<void> {
    queue.clear();
    const { printed, identified, quiet } = await settleLine({ ...of, next: queue.next, nextId });
    if (signal.aborted) return;
    process = identified ? 'yes' : 'no';
    if (printed >= timesAsked) paper = quiet || identified ? 'yes' : 'noisy';
    // One that has answered once is not believed to be unable to.
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
        // The wire does not take the questions, or is gone: the line is not settled.
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
