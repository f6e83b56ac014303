import { Fault } from '../fault.ts';
import type { Cancel, Clock, Millis } from '../ports.ts';
import type { Answer } from './answers.ts';
import { answerMostMs, askAgainMs, printedLimitMs, settleMostMs } from './limits.ts';
import { processIds } from './process-ids.ts';
import { type Condition, printedRequest, processRequest } from './status.ts';

/** The question behind a job, and which answer to it proves that the job is on paper. */
export interface Proof {
  readonly question: readonly number[];
  /** Hears every answer from the first byte of the job on; the conditions once that job is proven to be printed. */
  heard(answer: Answer): readonly Condition[] | undefined;
}

/**
 * What a printer proves of its paper. `GS r` carries no number, so its answer counts only on a line that is settled: one
 * of which nothing older can still be answered. `GS ( H` carries one, and counts where this unit has shown that it
 * answers each with its own, and not before the `GS r` that was asked first: by itself it may answer before the paper.
 */
export interface Evidence {
  /** Nothing asked before can still be answered. */
  readonly settled: boolean;
  /** Whether anything it answers proves paper. `unknown` until the line was settled for the first time. */
  readonly proves: 'unknown' | 'yes' | 'no';
  heard(answer: Answer): void;
  /** Settles the line, once for all who ask meanwhile. Resolves also where it could not be: `settled` and `proves` say what came of it. */
  settle(): Promise<void>;
  /** For one job on a settled line; undefined where nothing proves paper. */
  proof(): Proof | undefined;
  /** That job is over. Unless it was `answered`, its answer may still come. */
  over(answered: boolean): void;
}

/** GS r is asked twice in a row: one stray NUL reads like its answer, and two do not come within `answerMostMs`. */
const timesAsked = 2;
const printedQuestion = Array.from({ length: timesAsked }, () => printedRequest).flat();

/** A buffer clear that is carried out late takes the questions with it, so they are asked again; so often at most. */
const repeatsMost = 3;

export function createEvidence(of: {
  readonly send: (bytes: Uint8Array) => Promise<void>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly random: () => number;
  /** Whether the printer said last that it cannot print, and so answers nothing that waits behind paper. */
  readonly isStopped: () => boolean;
}): Evidence {
  const { clock, signal } = of;
  const nextId = processIds(of.random);
  let settled = false;
  /** What GS r has shown. `noisy`: it never fell silent, so that nothing it says is an answer. */
  let paper: 'unknown' | 'yes' | 'never' | 'noisy' = 'unknown';
  let process: 'unknown' | 'yes' | 'no' = 'unknown';
  let settling: Promise<void> | undefined;
  let job = false;
  const queue: Answer[] = [];
  let wake = (): void => {};

  /** The next answer that matters, or undefined after so long without one. */
  async function next(limitMs: Millis): Promise<Answer | undefined> {
    let cancel: Cancel = () => {};
    if (queue.length === 0 && !signal.aborted)
      await new Promise<void>((resolve) => {
        wake = resolve;
        cancel = clock.after(limitMs, resolve);
      });
    cancel();
    return queue.shift();
  }
  signal.addEventListener('abort', () => wake(), { once: true });

  async function settleOnce(): Promise<void> {
    queue.length = 0;
    const ours = new Set<string>();
    const until = clock.now() + settleMostMs;
    let ids: readonly string[] = [];
    let printed = 0;
    let right = 0;
    let inOrder = true;
    let waitUntil = clock.now() + printedLimitMs;
    let againAt = clock.now() + askAgainMs;
    async function ask(): Promise<void> {
      ids = [nextId(), nextId()];
      for (const id of ids) ours.add(id);
      [printed, right, inOrder] = [0, 0, true];
      await of.send(Uint8Array.from([...printedQuestion, ...ids.flatMap(processRequest)]));
    }
    let repeats = 0;
    await ask();
    for (;;) {
      const answer = await next(printed > 0 ? answerMostMs : Math.min(waitUntil, againAt) - clock.now());
      // One by itself was a stray NUL, and the answers may still come.
      if (answer === undefined && printed < timesAsked) printed = 0;
      if (answer === undefined && printed === 0 && clock.now() < waitUntil && !signal.aborted) {
        if (clock.now() < againAt) continue;
        againAt = Number.POSITIVE_INFINITY;
        await ask();
        continue;
      }
      if (answer === undefined || clock.now() > until) break;
      if (answer.type === 'printed') {
        printed++;
        // Two questions were asked before the first id: one that comes before their answers was not printed for.
        if (right > 0) inOrder = false;
      }
      if (answer.type === 'process' && answer.id === ids[right]) right++;
      else if (answer.type === 'process' && !ours.has(answer.id)) right = Number.NEGATIVE_INFINITY;
      if (answer.type === 'cleared' && repeats++ < repeatsMost) {
        waitUntil = clock.now() + printedLimitMs;
        await ask();
      }
      if (right === ids.length && printed >= timesAsked && inOrder) break;
    }
    if (signal.aborted) return;
    const quiet = clock.now() <= until;
    process = right === ids.length && inOrder && printed >= timesAsked ? 'yes' : 'no';
    if (printed >= timesAsked) paper = quiet || process === 'yes' ? 'yes' : 'noisy';
    // One that has answered once is not believed to be unable to.
    else if (printed === 0 && paper === 'unknown' && !of.isStopped()) paper = 'never';
    settled = process === 'yes' || (printed >= timesAsked && quiet) || paper === 'never' || paper === 'noisy';
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
      if (settling !== undefined) {
        queue.push(answer);
        wake();
      } else if (!job && answer.type === 'printed' && paper !== 'noisy') settled = false;
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
      let printed = 0;
      let lastAt: Millis = 0;
      let conditions: readonly Condition[] = [];
      /** It gave the id back before what was asked first: it does not wait for paper. */
      let faked = false;
      const isPrinted = () => printed >= timesAsked;
      return {
        question: [...printedQuestion, ...(id === undefined ? [] : processRequest(id))],
        heard(answer) {
          if (answer.type === 'printed') {
            printed = clock.now() - lastAt > answerMostMs ? 1 : printed + 1;
            lastAt = clock.now();
            conditions = answer.conditions;
            return (id === undefined || faked) && isPrinted() ? conditions : undefined;
          }
          if (answer.type !== 'process' || answer.id !== id) return undefined;
          if (isPrinted()) return conditions;
          faked = true;
          process = 'no';
          return undefined;
        },
      };
    },
    over(answered) {
      job = false;
      if (!answered) settled = false;
    },
  };
}
